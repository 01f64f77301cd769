"""What could not be placed, in words: Shorts in, sentences for a person out."""

from collections.abc import Iterable, Mapping, Sequence

from solemate.care.technique import Technique
from solemate.care.week import Short

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MANY = 3  # more names than this in a row are not read, so the other days are named


def told(short: Iterable[Short], techniques: Mapping[str, Technique], *, sessions_a_day: int) -> list[str]:
    """One sentence or two for each technique that is short of its days."""
    return [_sentence(one, techniques, sessions_a_day) for one in short]


def _sentence(short: Short, techniques: Mapping[str, Technique], sessions_a_day: int) -> str:
    if short.day is not None:
        return f"There was no free time for a planned session on {WEEKDAYS[short.day.weekday()]}."
    times = f"{_times(short.placed, more=bool(short.had))} instead of {short.wanted}"
    if not short.placed:
        times = "not again this week" if short.had else "not this week"
    return f"{techniques[short.technique].short_name}: {times}. {_why(short, sessions_a_day)}."


def _why(short: Short, sessions_a_day: int) -> str:
    if short.cause == "helper":
        return _without_helper(short.weekdays)
    if short.cause == "hours":
        return "Your free hours leave no more room"
    if sessions_a_day == 1:
        return "1 session a day leaves no more room"
    return f"{sessions_a_day} sessions a day leave no more room"


def _times(number: int, *, more: bool) -> str:
    return f"{number} {'more ' * more}time{'s' * (number > 1)}"


def _without_helper(weekdays: Sequence[int]) -> str:
    days = sorted(set(weekdays))
    there = [day for day in range(len(WEEKDAYS)) if day not in days]
    if not there:
        return "No helper hours are set yet"
    if len(days) <= MANY:
        return f"No helper on {listed([WEEKDAYS[day] for day in days])}"
    return f"Your helper is there on {listed([WEEKDAYS[day] for day in there])} only"


def listed(names: Sequence[str]) -> str:
    """Monday, Tuesday and Friday."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
