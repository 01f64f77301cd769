from django.apps import AppConfig


class TrialsConfig(AppConfig):
    name = "solemate.web.trials"

    def ready(self) -> None:
        """Trials stand above people and diary: what these must ask a trial, they ask through what is added here."""
        from solemate.web.diary.actions import AFTER_STOP_SIGNS
        from solemate.web.diary.blinding import blind_averages_when
        from solemate.web.diary.rounds import MORE_QUESTIONS
        from solemate.web.people.actions import AFTER_ANSWERS
        from solemate.web.trials.running import a_trial_runs, evening_questions_of_trial
        from solemate.web.trials.watch import pause_if_it_must

        blind_averages_when(a_trial_runs)
        MORE_QUESTIONS.append(evening_questions_of_trial)
        AFTER_ANSWERS.append(pause_if_it_must)
        AFTER_STOP_SIGNS.append(pause_if_it_must)
