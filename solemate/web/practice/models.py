"""What was practised and what is planned. A session is one guided occasion; its events are added to and never changed."""

import uuid

from django.db import models
from django.db.models import Q

from solemate.care.catalogue import load_catalogue
from solemate.web.people.models import Account, Person


class Session(models.Model):
    """One guided occasion of a technique. What was done in it is derived from its events (`SessionExposure`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sessions")
    technique = models.CharField(max_length=64)
    sites = models.JSONField()  # the open sites it was written for, in the order they are done
    minutes = models.PositiveSmallIntegerField()
    content_version = models.CharField(max_length=16)
    # Ids and seconds of every segment as it was written, so that the log stays readable when the content changes.
    timeline = models.JSONField()
    made_at = models.DateTimeField()
    local_date = models.DateField()
    time_zone = models.CharField(max_length=64)
    deleted_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    CALLED = "Sessions"
    ERASE = "deleted with its person"
    EXPORT = {
        "technique": "which, see codes.csv",
        "sites": "where, in the order in which it was done",
        "minutes": "how long it was meant to be",
        "timeline": "its steps and their seconds as they were written",
        "made_at": "when it was made",
    }
    TAKES = {"diary.CheckIn": "session"}  # the ratings before and after it go into the bin with it

    class Meta:
        indexes = [
            models.Index(fields=["person", "-made_at"]),
            models.Index(fields=["person", "local_date"], name="session_by_day"),
        ]

    def in_words(self) -> str:
        """What it is, on a line of the bin."""
        technique = load_catalogue().techniques.get(self.technique)
        return technique.short_name if technique else self.technique


class SessionEvent(models.Model):
    """One thing the player did, with an id the player made. Sent twice, it is kept once."""

    class Kind(models.TextChoices):
        START = "start"
        PAUSE = "pause"
        RESUME = "resume"
        SKIP = "skip"
        REPEAT = "repeat"
        PROOF = "proof"
        STOP = "stop"
        FINISH = "finish"

    id = models.UUIDField(primary_key=True, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="events")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="session_events")
    number = models.PositiveIntegerField()  # the player's own count, from 1: the order in which it happened
    kind = models.CharField(max_length=8, choices=Kind.choices)
    position_ms = models.PositiveIntegerField()  # where in the script it happened
    to_ms = models.PositiveIntegerField(null=True)  # where a skip or a repeat went
    reason = models.CharField(max_length=16, blank=True)
    happened_at = models.DateTimeField()  # by the device's clock
    received_at = models.DateTimeField()  # by the server's

    CALLED = "Starts, pauses and ends in sessions"
    ERASE = "deleted with its person"
    EXPORT = {
        "session": "the id of its session",
        "number": "the order in which it happened",
        "kind": "what happened",
        "position_ms": "where in the session, in milliseconds",
        "to_ms": "where a skip or a repeat went",
        "reason": "the button that stopped it; whether something was wrong stands in the stop signs",
        "happened_at": "when, by the clock of the phone",
        "received_at": "when it was kept",
    }
    WITHIN = "session"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["start", "pause", "resume", "skip", "repeat", "proof", "stop", "finish"]),
                name="known_kind",
            )
        ]
        indexes = [
            models.Index(fields=["session", "number"]),
            models.Index(fields=["person", "kind", "received_at"], name="event_by_kind"),
        ]


class SessionExposure(models.Model):
    """What the log of one session says was played, in sums. Written with every batch of events, in the same transaction.

    The log stays the truth; this row is what lets years be read without reading a million events. A test holds that it
    equals what the log gives.
    """

    session = models.OneToOneField(Session, primary_key=True, on_delete=models.CASCADE, related_name="exposure")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="exposures")
    local_date = models.DateField()
    technique = models.CharField(max_length=64)
    left_hand_ms = models.PositiveIntegerField(default=0)  # time on that site's steps, repeats included
    right_hand_ms = models.PositiveIntegerField(default=0)
    left_foot_ms = models.PositiveIntegerField(default=0)
    right_foot_ms = models.PositiveIntegerField(default=0)
    timed = models.BooleanField()  # False: done without timing, so that no second is known
    ended = models.CharField(max_length=8, blank=True)  # '' while it may go on, else stop or finish

    CALLED = "Minutes counted in sessions"
    ERASE = "deleted with its person"
    EXPORT = {
        "session": "the id of its session",
        "technique": "which, see codes.csv",
        "left_hand_ms": "how long the left hand was done, in milliseconds",
        "right_hand_ms": "the right hand",
        "left_foot_ms": "the left foot",
        "right_foot_ms": "the right foot",
        "timed": "whether the seconds are known",
        "ended": "finish, stop, or empty while it may go on",
    }
    WITHIN = "session"

    class Meta:
        indexes = [models.Index(fields=["person", "local_date"], name="exposure_by_day")]


class LessonPassed(models.Model):
    """A helper learned the stroke of a technique and answered its safety questions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="lessons")
    technique = models.CharField(max_length=64)
    passed_at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    CALLED = "Lessons of your helper"
    ERASE = "deleted with its person"
    EXPORT = {"technique": "which, see codes.csv", "passed_at": "when"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "technique"], name="learned_once")]


class WaterReading(models.Model):
    """A thermometer reading before a footbath, in °C, beside what was typed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="water_readings")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="water_readings")
    celsius = models.FloatField()
    entered = models.CharField(max_length=16)
    unit = models.CharField(max_length=1)
    read_at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    CALLED = "Readings of the water"
    ERASE = "deleted with its person"
    EXPORT = {
        "session": "the id of its session",
        "celsius": "in °C",
        "entered": "as it was typed",
        "unit": "C or F, as it was typed",
        "read_at": "when",
    }
    WITHIN = "session"


class PlanWishes(models.Model):
    """What the household wants of its week. Times are wall-clock times in `time_zone`; no row: what is usual."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="plan_wishes", primary_key=True)
    techniques = models.JSONField()
    sessions_a_day = models.PositiveSmallIntegerField()
    awake = models.JSONField()  # from and until, as minutes of the day; quiet before and after
    rests = models.JSONField(default=list)  # pairs of the same: quiet hours within the day
    rest_days = models.JSONField(default=list)  # weekdays from Monday, 0
    favourites = models.JSONField(default=list)  # minutes of the day
    helper = models.JSONField(default=dict)  # weekday as text to a pair of minutes
    tired_hands = models.BooleanField(default=False)
    twice = models.BooleanField(default=False)  # one technique may come twice a day, where its dose allows it
    kit = models.JSONField(default=list)
    time_zone = models.CharField(max_length=64, blank=True)  # of the plan's times; empty: where the person is
    time_zone_kept_in = models.CharField(max_length=64, blank=True)  # abroad, where "keep home times" was the answer
    set_at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    CALLED = "What you want of your week"
    ERASE = "deleted with its person"
    EXPORT = {
        "techniques": "what the week is made of, see codes.csv",
        "sessions_a_day": "how many a day",
        "awake": "from and until, as minutes of the day",
        "rests": "quiet hours within the day, the same way",
        "rest_days": "days without sessions, 0 is Monday",
        "favourites": "favourite times, as minutes of the day",
        "helper": "when the helper is there: weekday to minutes of the day",
        "tired_hands": "whether the hands tire soon",
        "twice": "whether one thing may come twice a day",
        "kit": "what is in the house",
        "time_zone_kept_in": "the zone abroad where home times were kept",
        "set_at": "when this was last changed",
    }


class Plan(models.Model):
    """One week of one person: what it was made for, and what could not be placed, in words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="plans")
    monday = models.DateField()
    # A digest of everything it was made from; another digest means that it is made again. Empty: something was changed.
    made_for = models.CharField(max_length=64)
    said = models.JSONField(default=list)
    content_version = models.CharField(max_length=16)
    made_at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    CALLED = "Weeks planned"
    ERASE = "deleted with its person"
    EXPORT = {
        "monday": "the week it is of",
        "made_for": "a digest of all it was made from",
        "said": "what could not be placed, in words",
        "made_at": "when it was made",
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "monday"], name="one_plan_a_week")]


class GivenSession(models.Model):
    """A session that somebody else decides about, a fair trial for one: it must be on its day; the plan finds the time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="given_sessions")
    source = models.UUIDField()  # whose it is; opaque here
    day = models.DateField()
    number = models.PositiveSmallIntegerField()  # the sessions of one day, from 0
    technique = models.CharField(max_length=64, blank=True)  # empty: rest, or not told before its day
    may_be = models.JSONField(default=list)  # what it could be, where that is not told
    label = models.CharField(max_length=64)
    concealed = models.BooleanField(default=False)  # shown with its label, its time and its kit only
    minutes = models.PositiveSmallIntegerField(null=True)
    put_at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    CALLED = "Sessions that a trial asked for"
    ERASE = "deleted with its person"
    EXPORT = {
        "source": "the id of what asks for it",
        "day": "on which day",
        "number": "which of that day, from 0",
        "technique": "which, see codes.csv; empty: rest, or not told before its day",
        "may_be": "what it could be, where that is not told",
        "label": "what it is called until then",
        "concealed": "whether it is kept hidden until its time",
        "minutes": "how long",
        "put_at": "when it was asked for",
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "source", "day", "number"], name="given_once")]


class PlannedSession(models.Model):
    """One session of a plan. Whether it was done is read off the sessions of its day, never stored here."""

    class State(models.TextChoices):
        PLANNED = "planned"
        NOT_TODAY = "not-today"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="planned_sessions")
    technique = models.CharField(max_length=64, blank=True)  # empty: see `given`
    day = models.DateField()  # day and minute as on the clock in the plan's zone
    minute = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.PLANNED)
    chosen = models.BooleanField(default=False)  # put where it is by the person: a new plan leaves it there
    given = models.ForeignKey(GivenSession, null=True, on_delete=models.CASCADE, related_name="planned")
    made_at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    CALLED = "Planned sessions"
    ERASE = "deleted with its person"
    EXPORT = {
        "technique": "which, see codes.csv",
        "day": "on which day",
        "minute": "when, as minutes of the day",
        "minutes": "how long",
        "state": "planned, or not today",
        "chosen": "put there by the person",
        "given": "the id of the session of a trial that it is",
        "made_at": "when it was planned",
    }

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(state__in=["planned", "not-today"]), name="known_state")]
        indexes = [models.Index(fields=["person", "day"])]
