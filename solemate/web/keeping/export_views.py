"""Taking everything along, and bringing it back: the export as a file, an import in two taps, and the way back from it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from solemate.exports.tables import BadArchive, read_archive
from solemate.web import clock
from solemate.web.backups.disk import new_file, sync
from solemate.web.keeping.actions import replace_diary
from solemate.web.keeping.backup_views import local
from solemate.web.keeping.export_rows import write_export
from solemate.web.keeping.import_rows import check_export
from solemate.web.people.access import account_of, person_of
from solemate.web.people.models import Person

LARGEST_UPLOAD = 500 << 20
KEPT = timedelta(days=30)
NAME = "%Y%m%dT%H%M%SZ.zip"


def export_page(request: HttpRequest, *, error: str = "") -> HttpResponse:
    """Export and import, and what was here before an import."""
    person = person_of(request)
    earlier = [(file.name, local(moment, person)) for file, moment in before_imports(person)]
    page = {"error": error, "earlier": earlier, "done": request.GET.get("done", "") == "yes"}
    return render(request, "keeping/export.html", page, status=422 if error else 200)


def export_file(request: HttpRequest) -> FileResponse:
    """Everything, as a zip of tables."""
    person = person_of(request)
    file = tempfile.TemporaryFile(dir=settings.DATA)  # noqa: SIM115  the answer closes it
    try:
        write_export(person, file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    day = clock.local_date(clock.now(), person.time_zone)
    return FileResponse(file, as_attachment=True, filename=f"solemate-{day:%Y-%m-%d}.zip")


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """The first tap: the file is checked from end to end and laid ready; nothing is changed yet."""
    person = person_of(request)
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile) or not sent.name:
        return export_page(request, error="Please choose a file first.")
    if sent.size is None or sent.size > LARGEST_UPLOAD:
        return export_page(request, error="This file is too large. A diary of Solemate never is.")
    waiting = waiting_file(person)
    waiting.parent.mkdir(mode=0o700, exist_ok=True)
    waiting.unlink(missing_ok=True)
    with new_file(waiting) as target:
        for chunk in sent.chunks():
            target.write(chunk)
    try:
        check_export(waiting, me=account_of(request).pk)
    except BadArchive as reason:
        waiting.unlink(missing_ok=True)
        return export_page(request, error=f"{reason} Nothing was changed.")
    return redirect("import-what")  # a page of its own: so the browser's way back leads through no form


def what_is_in_the_file(request: HttpRequest) -> HttpResponse:
    """What is in the file that lies ready, before it takes the place of what is here."""
    waiting = waiting_file(person_of(request))
    try:
        contents = check_export(waiting, me=account_of(request).pk)
    except (FileNotFoundError, BadArchive):  # put in place meanwhile, or left lying too long
        return redirect("export")
    lines = [(called, rows) for called, rows in contents.counts.items() if rows and called != Person.CALLED]
    return render(
        request, "keeping/import.html", {"contents": contents, "lines": lines, "has_trials": "Trials" in dict(lines)}
    )


@require_POST
def import_file(request: HttpRequest) -> HttpResponse:
    """The second tap: what was here is kept as an export of its own, then the file takes its place, whole or not at all."""
    person = person_of(request)
    waiting = waiting_file(person)
    if not waiting.is_file():
        return export_page(request, error="Please choose the file again. Nothing was changed.")
    return put_in_place(request, person, waiting)


@require_POST
def import_earlier(request: HttpRequest) -> HttpResponse:
    """Back to what was here before an import; what is here now is kept in its turn."""
    person = person_of(request)
    found = {file.name: file for file, _ in before_imports(person)}
    file = found.get(request.POST.get("name", ""))
    if file is None:
        return export_page(request, error="That one is no longer here. Nothing was changed.")
    return put_in_place(request, person, file)


def put_in_place(request: HttpRequest, person: Person, file: Path) -> HttpResponse:
    """Keep what is here, then replace it.

    Raises:
        OSError: there is no space; nothing was changed then.
    """
    keep_before_import(person, at=clock.now())
    try:
        with file.open("rb") as content, read_archive(content) as archive:
            replace_diary(person, archive, by=account_of(request))
    except BadArchive as reason:
        return export_page(request, error=f"{reason} Nothing was changed.")
    waiting_file(person).unlink(missing_ok=True)
    return redirect(reverse("export") + "?done=yes")


def keep_before_import(person: Person, *, at: datetime) -> None:
    """Write what a person has now beside the diary, so that an import can be taken back.

    Raises:
        OSError: there is no space.
    """
    folder = before_folder(person)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / at.astimezone(UTC).strftime(NAME)
    while file.exists():  # two imports within a second
        at += timedelta(seconds=1)
        file = folder / at.astimezone(UTC).strftime(NAME)
    part = file.with_suffix(".part")
    part.unlink(missing_ok=True)
    try:
        with new_file(part) as target:
            write_export(person, target)
            target.flush()
            os.fsync(target.fileno())
        os.replace(part, file)
        sync(folder)
    finally:
        part.unlink(missing_ok=True)


def before_imports(person: Person) -> Iterator[tuple[Path, datetime]]:
    """What was here before each import of the last 30 days, the newest first."""
    for file in sorted(before_folder(person).glob("*.zip"), reverse=True):
        with suppress(ValueError):
            yield file, datetime.strptime(file.name, NAME).replace(tzinfo=UTC)


def before_folder(person: Person) -> Path:
    return Path(settings.DATA) / "before-import" / person.pk.hex


def waiting_file(person: Person) -> Path:
    """Where an uploaded file lies between the two taps."""
    return Path(settings.DATA) / "import-waiting" / f"{person.pk.hex}.zip"


def forget_old_imports(data: Path, *, at: datetime) -> None:
    """Delete what was here before an import 30 days ago, and what was uploaded and never put in place."""
    for file in (data / "before-import").glob("*/*.zip"):
        with suppress(ValueError):
            if at - datetime.strptime(file.name, NAME).replace(tzinfo=UTC) > KEPT:
                file.unlink(missing_ok=True)
    # Beside them, what the upload itself was written to, where the power went in the middle of one.
    for file in [*(data / "import-waiting").glob("*.zip"), *data.glob("*.upload*")]:
        if at.timestamp() - file.stat().st_mtime > timedelta(days=1).total_seconds():
            file.unlink(missing_ok=True)
