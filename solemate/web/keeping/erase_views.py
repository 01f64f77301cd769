"""Deleting everything, for good. Two taps, with the export offered first; then nothing of it is in the diary's files."""

import shutil
from pathlib import Path

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from solemate.web import clock
from solemate.web.backups.shelf import KEPT, SHELF, backups_of
from solemate.web.keeping.actions import erase_person
from solemate.web.keeping.export_views import before_folder, waiting_file
from solemate.web.keeping.sweep import sweep
from solemate.web.people.access import account_of, person_of
from solemate.web.people.models import Person


def erase(request: HttpRequest) -> HttpResponse:
    """What goes and what stays for a while; then the question; then it is gone, and this browser is signed out."""
    person = person_of(request)
    at = clock.now()
    page = {
        "backups": len(backups_of(settings.DATA)),
        "gone_by": clock.local_date(at + KEPT, person.time_zone),
        "with_backups": "backups" in request.POST,
        "replaced": len(replaced(settings.DATA)),
    }
    if request.method != "POST":
        return render(request, "keeping/erase.html", page)
    if "sure" not in request.POST:
        return render(request, "keeping/erase_sure.html", page)
    files = files_of(person)
    erase_person(person, by=account_of(request))
    logout(request)
    swept = sweep(all_of_it=True)
    for path in [*files, *(old_copies(settings.DATA) if page["with_backups"] else [])]:
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    return render(request, "keeping/erased.html", page | {"swept": swept})


def files_of(person: Person) -> list[Path]:
    """What lies beside the diary and is only this person's."""
    return [before_folder(person), waiting_file(person)]


def replaced(data: Path) -> list[Path]:
    """What was there before a restore."""
    return sorted(data.glob("replaced-*"))


def old_copies(data: Path) -> list[Path]:
    """All that still holds what was deleted: the daily backups, and what a restore replaced."""
    return [data / SHELF, *replaced(data)]
