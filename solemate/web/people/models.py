"""Who there is. An account is what signs in; a person is whose hands and feet it is about and owns every other row.

Every model that holds a person's rows says in `ERASE` what deletion does to it; a test fails where one forgets. What a
person can put in the bin has `deleted_at` and says in `in_words` what it is; what hangs on such a row names it in `WITHIN`.
How these words are read: `solemate/web/keeping/declared.py`.
"""

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from solemate.care.catalogue import load_catalogue


class AccountManager(BaseUserManager["Account"]):
    """Accounts are made by `actions.py` alone; the sign-in machinery only reads them."""


class Account(AbstractBaseUser):
    """Someone who can sign in. There is no password to invent: one-time links open the door."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField()
    is_active = models.BooleanField(default=True)

    objects = AccountManager()

    USERNAME_FIELD = "id"
    ERASE = "deleted with its person"
    EXPORT = "not exported: it opens this installation and no other"


class SignInLink(models.Model):
    """A link that signs one device in, once. Only its hash is kept: who reads the database cannot sign in with it."""

    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE)

    ERASE = "deleted with its account"
    EXPORT = "not exported: it opens this installation and no other"


def both_hands() -> list[str]:
    return ["left-hand", "right-hand"]


class Person(models.Model):
    """The one with neuropathy (or who wants to keep moving), who owns the diary."""

    class Mode(models.TextChoices):
        NEUROPATHY = "neuropathy"
        KEEP_MOVING = "keep-moving"

    class Theme(models.TextChoices):
        SYSTEM = "", "as the device says"
        LIGHT = "light"
        DARK = "dark"
        HIGH_CONTRAST = "high-contrast"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="person")
    created_at = models.DateTimeField()
    time_zone = models.CharField(max_length=64)
    minutes = models.JSONField(default=dict)  # technique to how long its sessions should be
    voice = models.BooleanField(default=True)
    mode = models.CharField(max_length=16, choices=Mode.choices, default=Mode.NEUROPATHY)
    country = models.CharField(max_length=2, blank=True)
    emergency_number = models.CharField(max_length=32, blank=True)  # their own; empty: the one of the country
    doctor_number = models.CharField(max_length=32, blank=True)
    cancer_team_number = models.CharField(max_length=32, blank=True)
    crisis_number = models.CharField(max_length=32, blank=True)
    follows = models.JSONField(default=both_hands)  # the sites the evening asks about
    said_where = models.BooleanField(default=False)  # `follows` was said, not taken for granted: the plan goes by it
    scales = models.JSONField(default=list)  # further scales the evening asks about
    things = models.JSONField(default=list)  # what is in the house: ids of the kit that the planner knows
    listed_house = models.BooleanField(default=False)  # `things` is the whole list: what was used is not added to it
    oils = models.BooleanField(default=False)
    theme = models.CharField(max_length=16, choices=Theme.choices, default=Theme.SYSTEM, blank=True)
    extra_large = models.BooleanField(default=False)
    skin = models.PositiveSmallIntegerField(default=1)  # of the drawings, 1 (the theme's own) to 4
    simulated = models.BooleanField(default=False)  # made up by `solemate demo`; every page says so

    ERASE = "deleted"
    CALLED = "You"
    EXPORT = {
        "created_at": "when the diary was begun",
        "time_zone": "the time zone now",
        "minutes": "how long each technique should take",
        "voice": "whether a voice leads the sessions",
        "mode": "what it is for",
        "country": "whose emergency number is shown",
        "emergency_number": "a number of your own to call",
        "doctor_number": "the doctor or foot team",
        "cancer_team_number": "the cancer team",
        "crisis_number": "a crisis line",
        "follows": "where the evening asks",
        "said_where": "whether you said where it is; then the plan goes by it",
        "scales": "what else the evening asks",
        "things": "what is in the house",
        "listed_house": "whether that is the whole list",
        "oils": "whether lavender oil is on",
        "theme": "the colours of the pages",
        "extra_large": "whether the letters are extra large",
        "skin": "the colour of the skin in the drawings",
        "simulated": "whether this is a made-up person of the demo",
    }


class SafetyAnswer(models.Model):
    """One safety question, answered once. A new answer is a new row that supersedes the old: what was known when stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="safety_answers")
    question = models.CharField(max_length=64)
    yes = models.BooleanField()
    sites = models.JSONField(default=list)
    answered_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    by_test = models.BooleanField(default=False)  # found by a test, not by asking: "none of these" does not undo it
    by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    content_version = models.CharField(max_length=16)

    CALLED = "Safety answers"
    ERASE = "deleted with its person"
    EXPORT = {
        "question": "the safety question, see codes.csv",
        "yes": "the answer",
        "sites": "where",
        "answered_at": "when",
        "superseded_at": "when a newer answer took its place; empty: it counts",
        "by_test": "found by a test",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "question"], condition=Q(superseded_at=None), name="one_current_answer"
            )
        ]
        # Ten years are a quarter of a million answers, of which a page needs the newest of each question.
        indexes = [
            models.Index(fields=["person", "superseded_at"], name="answer_that_counts"),
            models.Index(fields=["person", "answered_at"], condition=Q(by_test=True), name="answer_by_test"),
        ]


class ClinicianOk(models.Model):
    """A clinician's OK for one technique, as the person wrote it down. Taken back, it stays readable and counts no more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="clinician_oks")
    technique = models.CharField(max_length=64)
    clinician = models.CharField(max_length=120)
    given_on = models.DateField()
    recorded_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    conditions = models.JSONField(default=list)  # what was known of the person then: a yes is no yes to what came later
    deleted_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    CALLED = "What clinicians said"
    ERASE = "deleted with its person"
    EXPORT = {
        "technique": "yes to what, see codes.csv",
        "clinician": "who said yes",
        "given_on": "on which day",
        "recorded_at": "when it was written down",
        "taken_back_at": "when it was taken back; empty: it was not",
        "conditions": "what was known of the person then",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "technique"],
                condition=Q(taken_back_at=None, deleted_at=None),
                name="one_ok_for_a_technique",
            )
        ]

    def in_words(self) -> str:
        """What it is, on a line of the bin."""
        technique = load_catalogue().techniques.get(self.technique)
        return f"{self.clinician}’s yes to {technique.short_name.lower() if technique else self.technique}"
