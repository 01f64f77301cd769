"""Backups: how they are, in words; making one now; and the drill, which proves that the last one works."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from solemate.web import clock
from solemate.web.backups.back_up import CannotBackUp
from solemate.web.backups.drill import Drill, DrillNotRun, last_drill, try_backup
from solemate.web.backups.shelf import backups_of, shelve, state_of
from solemate.web.keeping.declared import our_models
from solemate.web.people.access import person_of
from solemate.web.people.models import Person

WHY_NOT = {
    "full": "The disk is full. Make some room on it.",
    "busy": "Another backup is being made. Try again in a moment.",
    "damaged": "The diary file could not be read to its end. Ask who set Solemate up.",
    "folder": "The folder cannot be written to. Ask who set Solemate up.",
    "other": "The disk does not take it. Ask who set Solemate up.",
}
FAILED = {
    "damaged": "The backup file is damaged.",
    "not-restored": "The backup could not be put back.",
    "not-opened": "It was put back, but what is in it is not what was saved.",
}


def backups(request: HttpRequest, *, problem: str = "") -> HttpResponse:
    """Does my backup work? How they are, and what the last drill proved."""
    person = person_of(request)
    drill = last_drill(settings.DATA)
    page = {
        "state": shelf_words(request),
        "backups": [local(backup.made_at, person) for backup in backups_of(settings.DATA)],
        "folder": settings.DATA / "backups",
        "drill": drill and drill_words(drill, person),
        "problem": problem,
    }
    return render(request, "keeping/backups.html", page, status=503 if problem else 200)


@require_POST
def make_backup(request: HttpRequest) -> HttpResponse:
    """One more, now."""
    try:
        shelve(settings.DATA, at=clock.now())
    except CannotBackUp as problem:
        return backups(request, problem=f"No backup was made. {WHY_NOT[problem.why]}")
    return redirect("backups")


@require_POST
def test_backup(request: HttpRequest) -> HttpResponse:
    """Put the newest one back into a folder of its own, and count."""
    newest = next(iter(backups_of(settings.DATA)), None)
    if newest is None:
        return backups(request, problem="There is no backup yet. Make one first.")
    try:
        try_backup(settings.DATA, newest, at=clock.now())
    except DrillNotRun:
        return backups(request, problem="The test could not run. The disk may be full, or a test is running already.")
    return redirect(reverse("backups") + "#tested")


def shelf_words(request: HttpRequest) -> dict[str, Any]:
    """How the backups are, for any page: when the newest was made, and what is wrong, if something is."""
    person = person_of(request)
    state = state_of(settings.DATA, at=clock.now(), since=person.created_at)
    wrong = f"The last backup did not work. {WHY_NOT[state.why]}" if state.why else ""
    if not wrong and state.late:
        wrong = "There is no fresh backup. Leave Solemate running for a while, or make one now."
    return {
        "newest": local(state.newest.made_at, person) if state.newest else None,
        "number": state.number,
        "wrong": wrong,
    }


def shelf_for_pages(request: HttpRequest) -> dict[str, Any]:
    """For the templates: looked at only where a page asks for it."""
    return {"shelf": lambda: shelf_words(request)}


def drill_words(drill: Drill, person: Person) -> dict[str, Any]:
    """What a drill proved, in words."""
    names = {model._meta.db_table: called for model in our_models() if (called := getattr(model, "CALLED", ""))}
    lines = [
        {"called": called, "back": drill.counts[table], "now": drill.now.get(table)}
        for table, called in names.items()
        if table in drill.counts
    ]
    # What the machine keeps for itself has no name that helps anybody; without it the lines would not add up.
    back = sum(count for table, count in drill.counts.items() if table not in names)
    now = sum(count for table, count in drill.now.items() if table not in names)
    lines.append({"called": "All other rows", "back": back, "now": now if drill.now else None})
    return {
        "at": local(drill.tried_at, person),
        "made_at": drill.made_at and local(drill.made_at, person),
        "failed": FAILED.get(drill.failed, ""),
        "rows": drill.rows,
        "tables": len(drill.counts),
        "seconds": drill.seconds,
        "lines": lines,
    }


def local(instant: datetime, person: Person) -> datetime:
    """The moment on the person's own clock."""
    return instant.astimezone(ZoneInfo(person.time_zone)).replace(tzinfo=None)
