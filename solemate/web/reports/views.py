"""The report's pages: what it says in large print, a picture of the page, its files, and what the person wants on it."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe

from solemate.care.catalogue import load_catalogue
from solemate.exports.fhir import write_bundle
from solemate.exports.pdf import report_pdf, report_png, trial_pdf
from solemate.exports.report import LONGEST_NAME, LONGEST_QUESTION, Report
from solemate.web import clock
from solemate.web.people.access import account_of, person_of, row_or_404
from solemate.web.reports.actions import set_report_wishes
from solemate.web.reports.fill import WORDS, fill_report, wishes_of
from solemate.web.reports.finding_part import findings_since, read
from solemate.web.reports.models import ReportWishes
from solemate.web.reports.record_rows import diary_record
from solemate.web.reports.trial_part import trial_details
from solemate.web.trials.models import StoredFinding


def report(request: HttpRequest) -> HttpResponse:
    """The page in large print, and the form of what should stand on it."""
    person = person_of(request)
    if request.method == "POST":
        return keep(request)
    wishes = wishes_of(person)
    filled = fill_report(person, wishes, at=clock.now())
    return render(request, "reports/report.html", _page(wishes, filled) | {"saved": "saved" in request.GET})


def keep(request: HttpRequest) -> HttpResponse:
    """Keep what was typed; what is too long is said beside its field, and nothing typed is lost."""
    person = person_of(request)
    sent = request.POST
    name, first, second = (sent.get(key, "").strip() for key in ("name", "first_question", "second_question"))
    span = sent.get("span", "")
    span = span if span in ReportWishes.Span.values else ReportWishes.Span.QUARTER.value
    errors = {
        key: f"Please use {limit} letters at most."
        for key, text, limit in (
            ("name", name, LONGEST_NAME),
            ("first_question", first, LONGEST_QUESTION),
            ("second_question", second, LONGEST_QUESTION),
        )
        if len(text) > limit
    }
    errors |= {
        key: "Please leave out signs that cannot be kept."
        for key, text in (("name", name), ("first_question", first), ("second_question", second))
        if "\0" in text
    }
    if errors:
        typed = ReportWishes(person=person, name=name, first_question=first, second_question=second, span=span)
        filled = fill_report(person, wishes_of(person), at=clock.now())
        return render(request, "reports/report.html", _page(typed, filled) | {"errors": errors}, status=422)
    set_report_wishes(person, name=name, questions=(first, second), span=span, at=clock.now(), by=account_of(request))
    return redirect("/report/?saved=yes")


def page_png(request: HttpRequest) -> HttpResponse:
    """The page as it will print, as a picture."""
    person = person_of(request)
    return HttpResponse(report_png(fill_report(person, wishes_of(person), at=clock.now())), content_type="image/png")


def pdf(request: HttpRequest) -> HttpResponse:
    """The page as a file: to look at and print, or with `?save=yes` to keep."""
    person = person_of(request)
    filled = fill_report(person, wishes_of(person), at=clock.now())
    answer = HttpResponse(report_pdf(filled), content_type="application/pdf")
    way = "attachment" if request.GET.get("save") == "yes" else "inline"
    answer["Content-Disposition"] = f'{way}; filename="report-{filled.last}.pdf"'
    return answer


def fhir(request: HttpRequest) -> HttpResponse:
    """The FHIR bundle of the same days."""
    person = person_of(request)
    record = diary_record(person, wishes_of(person), at=clock.now())
    answer = HttpResponse(write_bundle(record), content_type="application/fhir+json")
    answer["Content-Disposition"] = f'attachment; filename="report-{record.last}.fhir.json"'
    return answer


def trial(request: HttpRequest, finding_id: uuid.UUID) -> HttpResponse:
    """The details of a trial that is over; of one that runs there are none."""
    person = person_of(request)
    stored = row_or_404(person, StoredFinding, id=finding_id, final=True, trial__ended_at__isnull=False)
    details = trial_details(person, read(stored), load_catalogue(), wishes_of(person).name)
    answer = HttpResponse(trial_pdf(details), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="trial-{details.last}.pdf"'
    return answer


def _page(wishes: ReportWishes, filled: Report) -> dict[str, object]:
    data = filled.to_dict()
    for picture in data["charts"]:
        picture["svg"] = mark_safe(picture["svg"])  # noqa: S308  our own drawing of numbers
    fields = [
        ("first_question", "What do you want to ask?", wishes.first_question),
        ("second_question", "And what else?", wishes.second_question),
        ("name", "The name on it. It may be empty.", wishes.name),
    ]
    called = load_catalogue().trials.called
    trials = [
        (kept.stored, called.get(kept.finding.protocol.technique, ""))
        for kept in findings_since(wishes.person, filled.first)
    ]
    return {
        "report": data,
        "trials": trials,
        "fields": fields,
        "wishes": wishes,
        "spans": [{"id": name, "words": words, "on": wishes.span == name} for name, words in WORDS.items()],
    }
