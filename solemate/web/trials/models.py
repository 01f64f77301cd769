"""A fair trial of one person. The order of its days is in no row: it is drawn from the seed, which is kept sealed.

So no list, export or copy of these rows tells what comes tomorrow (seal.py says what that is worth, and what it is not).
"""

import uuid

from django.db import models
from django.db.models import Q

from solemate.web.people.models import Account, Person


class Trial(models.Model):
    """One trial, fixed at its start. It runs until `ended_at`; whether it is paused, its pauses say."""

    class Ended(models.TextChoices):
        DECIDED = "decided"  # a look gave an answer
        FINISHED = "finished"  # the last block is over
        STOPPED = "stopped"  # by the person

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="trials")
    protocol = models.JSONField()
    begins_on = models.DateField()  # the first day of the run-in
    started_at = models.DateTimeField()
    sealed_seed = models.CharField(max_length=16)
    seal = models.CharField(max_length=16)  # shown from the start, and opened at the end
    expectation = models.SmallIntegerField(null=True)  # -1 worse to 3 a lot; asked before the start
    known_flags = models.JSONField(default=list)  # red flags that were there already; a new one pauses the trial
    ended_at = models.DateTimeField(null=True)
    ended_on = models.DateField(null=True)
    ended_by = models.CharField(max_length=8, choices=Ended.choices, blank=True)
    by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    CALLED = "Trials"
    ERASE = "deleted with its person"
    EXPORT = {
        "protocol": "what is compared, and how",
        "begins_on": "the first day",
        "started_at": "when it was started",
        "sealed_seed": "what the order of the days is drawn from, sealed",
        "seal": "the seal that was shown at the start",
        "expectation": "what was expected before it began, from -1 to 3",
        "known_flags": "warning signs that were there before",
        "ended_at": "when it ended",
        "ended_on": "on which day it ended",
        "ended_by": "what ended it",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="one_trial_at_a_time")
        ]
        indexes = [models.Index(fields=["person", "-started_at"])]


class TrialPause(models.Model):
    """From `first` on the trial waits; it goes on with the day `until`. A red flag makes one at once."""

    class Reason(models.TextChoices):
        ILLNESS = "illness"
        TRAVEL = "travel"
        OTHER = "other"
        FLAG = "flag"
        SIGN = "sign"  # a stop sign: something went wrong in a session, or was seen after it
        CLOSED = "closed"  # the technique is closed now where it is tried

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="pauses")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="trial_pauses")
    reason = models.CharField(max_length=8, choices=Reason.choices)
    flags = models.JSONField(default=list)
    first = models.DateField()
    until = models.DateField(null=True)
    paused_at = models.DateTimeField()
    resumed_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    CALLED = "Pauses of trials"
    ERASE = "deleted with its person"
    EXPORT = {
        "trial": "the id of its trial",
        "reason": "why",
        "flags": "the warning signs",
        "first": "the first day of it",
        "until": "the day it goes on; empty: it still waits",
        "paused_at": "when it was paused",
        "resumed_at": "when it went on",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trial"], condition=Q(until=None), name="one_pause_at_a_time"),
        ]


class TrialRest(models.Model):
    """A rest day's rest was had."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="rests")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="trial_rests")
    local_date = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    CALLED = "Times of rest in trials"
    ERASE = "deleted with its person"
    EXPORT = {
        "trial": "the id of its trial",
        "at": "when it was said",
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trial", "local_date"], name="one_rest_a_day")]


class StoredFinding(models.Model):
    """A finding as it was found, at one look. `content` is `Finding.to_dict()`; nothing in it is computed again."""

    class Choice(models.TextChoices):
        KEEP = "keep"
        STOP = "stop"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="findings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="findings")
    look = models.PositiveSmallIntegerField()  # the block it looks at; 0 before any
    final = models.BooleanField()  # the last word of its trial
    kind = models.CharField(max_length=24)
    content = models.JSONField()
    made_at = models.DateTimeField()
    choice = models.CharField(max_length=8, choices=Choice.choices, blank=True)
    chosen_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    CALLED = "What trials found"
    ERASE = "deleted with its person"
    EXPORT = {
        "trial": "the id of its trial",
        "look": "the block it looks at",
        "final": "whether it is the last word",
        "kind": "what was found, in a word",
        "content": "the finding as it was found",
        "made_at": "when",
        "choice": "keep or stop, as the person chose",
        "chosen_at": "when that was chosen",
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trial", "look", "final"], name="one_finding_a_look")]
        indexes = [models.Index(fields=["person", "-made_at"])]
