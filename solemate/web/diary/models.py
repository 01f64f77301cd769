"""What a person says about how it feels. A check-in is one moment; a rating is one answer in it."""

import uuid

from django.db import models
from django.db.models import Q

from solemate.care.questionnaire import load_questionnaires
from solemate.web.people.models import Account, Person


class CheckIn(models.Model):
    """One moment of rating: in the evening, or before and after a session.

    `local_date` is the day where the person was, frozen at entry: no later change of zone moves an evening.
    """

    class Moment(models.TextChoices):
        BEFORE = "before"
        AFTER = "after"
        EVENING = "evening"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="check_ins")
    moment = models.CharField(max_length=8, choices=Moment.choices)
    session = models.UUIDField(null=True)  # no foreign key: the diary knows nothing of sessions
    local_date = models.DateField()
    time_zone = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    CALLED = "Check-ins, with those around a session"
    ERASE = "deleted with its person"
    EXPORT = {
        "moment": "before or after a session, or in the evening",
        "session": "the id of the session",
        "started_at": "when the first answer was given",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "local_date"],
                condition=Q(moment="evening", deleted_at=None),
                name="one_evening_a_day",
            ),
            models.UniqueConstraint(
                fields=["person", "session", "moment"],
                condition=Q(session__isnull=False, deleted_at=None),
                name="once_per_session",
            ),
            models.CheckConstraint(condition=Q(moment="evening") ^ Q(session__isnull=False), name="session_or_evening"),
        ]
        # An evening is looked up by its day: the conditional constraints above cannot serve that, for SQLite does not
        # know at planning time which moment will be asked for.
        indexes = [
            models.Index(fields=["person", "local_date", "moment"], name="check_in_by_day"),
            models.Index(fields=["person", "-started_at"], name="check_in_newest_first"),
        ]

    def in_words(self) -> str:
        """What it is, on a line of the bin."""
        when = {"before": "Answers before a session", "after": "Answers after a session"}
        return when.get(self.moment, "Evening check-in")


class Rating(models.Model):
    """One number from 0 to 10 for one scale at one site. Answering again replaces it, within its check-in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    check_in = models.ForeignKey(CheckIn, on_delete=models.CASCADE, related_name="ratings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="ratings")
    scale = models.CharField(max_length=64)
    site = models.CharField(max_length=16)
    value = models.PositiveSmallIntegerField(null=True)  # null: seen and skipped, which is an answer too
    same_as_yesterday = models.BooleanField(default=False)  # taken over with one tap for the whole site
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    CALLED = "Answers from 0 to 10"
    ERASE = "deleted with its person"
    EXPORT = {
        "check_in": "the id of its check-in",
        "scale": "what was rated, see codes.csv",
        "site": "where; empty: the whole person",
        "value": "0 to 10; empty: seen and skipped",
        "same_as_yesterday": "taken over from the evening before with one tap",
        "recorded_at": "when",
    }
    WITHIN = "check_in"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["check_in", "scale", "site"], name="one_answer_each"),
            models.CheckConstraint(condition=Q(value__isnull=True) | Q(value__lte=10), name="zero_to_ten"),
        ]
        indexes = [models.Index(fields=["person", "recorded_at"])]


class PastMonths(models.Model):
    """The months that are over, added up once: all averages of one scale, or all minutes. Any change in them deletes it.

    Without it, ten years were read through for every look at them. It holds nothing of its own and can always be deleted.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="past_months")
    of = models.CharField(max_length=64)  # the id of a scale, or "minutes"
    before = models.DateField()  # the first of the month that was not over then
    months = models.JSONField()  # 2026-11 to site to what was added up

    ERASE = "deleted with its person"
    EXPORT = "not exported: it is added up again from what is"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "of"], name="added_up_once")]


class AdverseEvent(models.Model):
    """Something that went wrong in or after a session, as a stop sign of the content names it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="adverse_events")
    sign = models.CharField(max_length=32)
    technique = models.CharField(max_length=64)
    session = models.UUIDField(null=True)  # no foreign key: the diary knows nothing of sessions
    happened_at = models.DateTimeField()
    local_date = models.DateField()
    by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    CALLED = "Things that went wrong"
    ERASE = "deleted with its person"
    EXPORT = {
        "sign": "what it was, see codes.csv",
        "technique": "in which technique, see codes.csv",
        "session": "the id of the session",
        "happened_at": "when it was said",
    }

    class Meta:
        indexes = [models.Index(fields=["person", "-happened_at"])]


class QuestionnaireResponse(models.Model):
    """One instrument, filled in; kept with the first answer, complete when `finished_at` is set."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="questionnaires")
    instrument = models.CharField(max_length=32)
    answers = models.JSONField(default=dict)  # item id to the number given
    local_date = models.DateField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    CALLED = "Questionnaires"
    ERASE = "deleted with its person"
    EXPORT = {
        "instrument": "which, see codes.csv",
        "answers": "the number given for each item, see codes.csv",
        "started_at": "when the first answer was given",
        "finished_at": "when the last was; empty: it was not finished",
    }

    class Meta:
        indexes = [models.Index(fields=["person", "instrument", "-started_at"])]

    def in_words(self) -> str:
        """What it is, on a line of the bin."""
        found = load_questionnaires().get(self.instrument)
        return found.name if found else self.instrument


class ZoneMap(models.Model):
    """Where it is numb, tingles or hurts, on one day: a set of marks, which may be empty, and how far up it reaches."""

    class Feeling(models.TextChoices):
        NUMB = "numb"
        TINGLING = "tingling"
        PAIN = "pain"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="zone_maps")
    feeling = models.CharField(max_length=8, choices=Feeling.choices)
    local_date = models.DateField()
    time_zone = models.CharField(max_length=64)
    reach = models.JSONField(default=dict)  # site to how far up, an id of diary/spots.py
    started_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    CALLED = "Maps of where it is"
    ERASE = "deleted with its person"
    EXPORT = {
        "feeling": "what the map is of",
        "reach": "how far up it reaches on each hand or foot",
        "started_at": "when the first mark was made",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "feeling", "local_date"],
                condition=Q(deleted_at=None),
                name="one_map_a_day_for_each_feeling",
            )
        ]

    def in_words(self) -> str:
        """What it is, on a line of the bin."""
        return {"numb": "Map of where it is numb", "tingling": "Map of where it tingles"}.get(
            self.feeling, "Map of where it hurts"
        )


class ZoneMark(models.Model):
    """One zone of one view of one hand or foot, marked on a map. Clearing it takes the row away."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    zone_map = models.ForeignKey(ZoneMap, on_delete=models.CASCADE, related_name="marks")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="zone_marks")
    site = models.CharField(max_length=16)
    view = models.CharField(max_length=8)
    zone = models.CharField(max_length=8)
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    CALLED = "Marks on maps"
    ERASE = "deleted with its person"
    EXPORT = {
        "zone_map": "the id of its map",
        "site": "which hand or foot",
        "view": "which side of it: sole, top, palm, back",
        "zone": "which part of that",
        "recorded_at": "when",
    }
    WITHIN = "zone_map"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone_map", "site", "view", "zone"], name="marked_once"),
        ]
