"""Everything that is written about people: accounts, sign-in links, safety answers. Each action is whole or not at all."""

import hashlib
import re
import secrets
import zoneinfo
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from solemate.web.people.models import Account, ClinicianOk, Person, SafetyAnswer, SignInLink

LINK_LIVES = timedelta(hours=24)
SKINS = range(1, 5)
LINK_REMEMBERED = timedelta(days=30)  # so that an old link can be told from an unknown one


# What stands above people and must act on an answer at once: called with person, moment and account, in the same write.
AFTER_ANSWERS: list[Callable[[Person, datetime, Account], None]] = []


class LinkRefused(Exception):
    """The link is unknown, used or too old; the message says which, in words for a page."""


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_link(*, at: datetime, by: Account | None) -> str:
    """Return a new one-time token; links that are too old are forgotten."""
    SignInLink.objects.filter(expires_at__lt=at - LINK_REMEMBERED).delete()
    token = secrets.token_urlsafe(24)
    SignInLink.objects.create(digest=digest(token), created_at=at, expires_at=at + LINK_LIVES, account=by)
    return token


@transaction.atomic
def use_link(token: str, *, at: datetime, country: str = "") -> Account:
    """Return the account the token signs in, making the owner on the first run; the token is used up.

    Raises:
        LinkRefused: unknown, used or expired.
    """
    link = SignInLink.objects.filter(digest=digest(token)).first()
    if link is None:
        raise LinkRefused("This link is not known here.")
    if link.used_at is not None:
        raise LinkRefused("This link was used before. Each link works once.")
    if link.expires_at < at:
        raise LinkRefused("This link is too old. Each link works for 24 hours.")
    link.used_at = at
    link.save(update_fields=["used_at"])
    account = link.account or Account.objects.order_by("created_at").first() or register(at=at, country=country)
    return account


@transaction.atomic
def register(*, at: datetime, country: str = "") -> Account:
    """Make the owner: an account without a password, and the person it belongs to."""
    account = Account(created_at=at)
    account.set_unusable_password()
    account.save()
    Person.objects.create(account=account, created_at=at, time_zone=settings.TIME_ZONE, country=country)
    return account


@transaction.atomic
def set_time_zone(person: Person, name: str, *, by: Account) -> None:
    """Keep the zone the browser named; a name nobody knows is left alone."""
    if name in zoneinfo.available_timezones() and name != person.time_zone:
        person.time_zone = name
        person.save(update_fields=["time_zone"])


def number_problem(number: str) -> str:
    """What is wrong with a phone number, in words; empty where nothing is."""
    if re.fullmatch(r"[0-9+()/.\- ]{0,32}", number) and (not number or re.search(r"[0-9]{2}", number)):
        return ""
    return "A phone number has digits, like 112 or 020 7946 0000."


@transaction.atomic
def set_numbers(person: Person, *, by: Account, **numbers: str) -> None:
    """Keep whom to call: `emergency`, `doctor`, `cancer_team`, `crisis`. Digits, spaces, +, -, ( and ); empty is allowed.

    Raises:
        ValueError: there is something else in a number, or no such number.
    """
    if set(numbers) - {"emergency", "doctor", "cancer_team", "crisis"}:
        raise ValueError(f"no such number: {sorted(numbers)}")
    for number in numbers.values():
        if reason := number_problem(number):
            raise ValueError(reason)
    for name, number in numbers.items():
        setattr(person, f"{name}_number", number)
    person.save(update_fields=[f"{name}_number" for name in numbers])


@transaction.atomic
def set_profile(person: Person, *, by: Account, **choices: Any) -> None:
    """Keep settings of the profile: `mode`, `country`, `follows`, `scales`, `things`, `listed_house`, `oils`.

    Who chooses `follows` has said where it is; from then on the first card and the plan go by it.

    Raises:
        ValueError: there is no such setting.
    """
    if set(choices) - {"mode", "country", "follows", "scales", "things", "listed_house", "oils"}:
        raise ValueError(f"no such setting: {sorted(choices)}")
    if "follows" in choices:
        choices["said_where"] = True
    for name, value in choices.items():
        setattr(person, name, value)
    person.save(update_fields=list(choices))


@transaction.atomic
def set_theme(person: Person, *, theme: str, extra_large: bool, skin: int, by: Account) -> None:
    """Keep the colours, the size of the letters, and the skin of the drawings.

    Raises:
        ValueError: there is no such theme or skin.
    """
    if theme not in Person.Theme.values or skin not in SKINS:
        raise ValueError(f"no such theme: {theme!r}, {skin}")
    person.theme, person.extra_large, person.skin = theme, extra_large, skin
    person.save(update_fields=["theme", "extra_large", "skin"])


@transaction.atomic
def mark_as_simulated(person: Person, *, by: Account) -> None:
    """From now on every page says that this person is made up. There is no way back."""
    person.simulated = True
    person.save(update_fields=["simulated"])


@transaction.atomic
def record_clinician_ok(
    person: Person,
    technique: str,
    *,
    clinician: str,
    given_on: date,
    conditions: Collection[str],
    at: datetime,
    by: Account,
) -> ClinicianOk:
    """Write down that a clinician said yes to one technique; a newer OK takes the place of the older.

    Raises:
        ValueError: no name, or a day that has not come; the message is for the page.
    """
    if not clinician.strip():
        raise ValueError("Please write who said yes.")
    if given_on > at.date() + timedelta(days=1):
        raise ValueError("That day has not come yet.")
    take_back_clinician_ok(person, technique, at=at, by=by)
    return ClinicianOk.objects.create(
        person=person,
        technique=technique,
        clinician=clinician.strip(),
        given_on=given_on,
        conditions=sorted(conditions),
        recorded_at=at,
        by=by,
    )


@transaction.atomic
def take_back_clinician_ok(person: Person, technique: str, *, at: datetime, by: Account) -> None:
    """From now on the OK counts no more; that it was there stays known."""
    ClinicianOk.objects.filter(person=person, technique=technique, taken_back_at=None, deleted_at=None).update(
        taken_back_at=at
    )


@transaction.atomic
def forget_answers(person: Person, questions: Collection[str], *, at: datetime, by: Account) -> None:
    """ "I am not sure": what was said of these before counts no more; they are not asked, so nothing they close opens."""
    SafetyAnswer.objects.filter(person=person, question__in=questions, superseded_at=None).update(superseded_at=at)


@transaction.atomic
def set_voice(person: Person, *, voice: bool, by: Account) -> None:
    """Keep whether a voice leads the sessions."""
    person.voice = voice
    person.save(update_fields=["voice"])


@transaction.atomic
def set_minutes(person: Person, technique: str, minutes: int, *, by: Account) -> None:
    """Keep how long sessions of a technique should be, in whole minutes."""
    person.minutes = {**person.minutes, technique: minutes}
    person.save(update_fields=["minutes"])


@transaction.atomic
def answer_safety_questions(
    person: Person,
    answers: Iterable[tuple[str, bool, list[str]]],
    *,
    at: datetime,
    by: Account,
    content_version: str,
    by_test: bool = False,
) -> None:
    """Add one row for each (question id, yes, sites). `at` is the same for all: one screen is one moment."""
    answers = list(answers)
    asked = [question for question, _, _ in answers]
    SafetyAnswer.objects.filter(person=person, question__in=asked, superseded_at=None).update(superseded_at=at)
    SafetyAnswer.objects.bulk_create(
        SafetyAnswer(
            person=person,
            question=question,
            yes=yes,
            sites=sites,
            answered_at=at,
            by=by,
            content_version=content_version,
            by_test=by_test,
        )
        for question, yes, sites in answers
    )
    for act in AFTER_ANSWERS:
        act(person, at, by)
