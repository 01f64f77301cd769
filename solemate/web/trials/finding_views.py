"""The pages of a finding: the picture and one sentence, how sure, what to say to a doctor, all numbers and the file.

They read a stored finding and compute nothing.
"""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST

from solemate.care.catalogue import load_catalogue
from solemate.drawing.evening_dots import Evening, evening_dots
from solemate.drawing.hundred import hundred, one_of_hundred
from solemate.drawing.ladder import ladder
from solemate.drawing.trial_chart import TrialDay, trial_chart
from solemate.protocol.analyse import Finding, Kind
from solemate.protocol.draft import BOTH
from solemate.protocol.explain import Explained, explain
from solemate.protocol.sentences import Words
from solemate.web import clock
from solemate.web.people.access import account_of, person_of, row_or_404
from solemate.web.trials.actions import choose
from solemate.web.trials.models import StoredFinding
from solemate.web.trials.running import stand
from solemate.web.trials.seal import BrokenSeal
from solemate.web.trials.shown import dots_of, evenings_to_look

NARROW, WIDE = 320, 620
KEYS = {
    "mean": "Mean",
    "sd": "Standard deviation",
    "q2_5": "2.5 % quantile",
    "q50": "Median",
    "q97_5": "97.5 % quantile",
    "p_better": "Chance of better at all",
    "p_meaningful": "Chance of better by your number",
    "p_same": "Chance of about the same",
    "p_worse": "Chance of worse by your number",
}


HYPER = {
    "phi": "correlation from one evening to the next (phi)",
    "sigma": "size of the daily swings (sigma, points)",
    "half_life": "half-life of the effect (carry-over, days)",
}
TOLD: frozenset[Kind] = frozenset({"helps", "harms", "no-difference"})  # whose averages say what the sentence says


def finding(request: HttpRequest, finding_id: uuid.UUID) -> HttpResponse:
    """The picture, one sentence, and what one may do with it."""
    stored, found, said = _read(request, finding_id)
    page = _page(stored, found, said)
    if said.ladders:
        first, second = said.ladders
        page["ladders"] = [
            {"name": first.name, "level": first.level, "svg": _ours(ladder(first.level))},
            {"name": second.name, "level": second.level, "svg": _ours(ladder(second.level, beside=first.level))},
        ]
    # While the trial runs the picture is its dots: averages seen on the way would colour the evenings to come.
    page["charts"] = [] if page["running"] or not found.rated else charts_of(found)
    # The picture comes first: ladders where there is a size to show, the evenings themselves where there is none.
    page["chart_first"] = bool(page["charts"]) and not said.ladders and found.kind != "too-early"
    dots = _dots(stored)
    page |= {
        "dots": _ours(evening_dots(dots)) if dots else "",
        "filled": dots.count("done"),
        "missed": dots.count("missed"),
    }
    return render(request, "trials/finding.html", page)


def sure(request: HttpRequest, finding_id: uuid.UUID) -> HttpResponse:
    """How sure is this? A hundred people, three numbers, and what would make it surer."""
    stored, found, said = _read(request, finding_id)
    if said.unfinished:
        return redirect("finding", stored.id)
    page = _page(stored, found, said)
    if said.hundred:
        parts = said.hundred
        page["hundred"] = _ours(hundred(parts.better, parts.same, parts.worse))
        change = found.protocol.smallest_change
        words = (f"better by {change} or more", "about the same", "worse")
        numbers = (parts.better, parts.same, parts.worse)
        page["legend"] = [
            {"svg": _ours(one_of_hundred(kind)), "number": number, "words": text}
            for kind, number, text in zip(("better", "same", "worse"), numbers, words, strict=True)
        ]
    return render(request, "trials/sure.html", page)


def doctor(request: HttpRequest, finding_id: uuid.UUID) -> HttpResponse:
    """What to show and to say to a doctor."""
    stored, found, said = _read(request, finding_id)
    if said.unfinished:
        return redirect("finding", stored.id)
    catalogue = load_catalogue()
    technique = catalogue.techniques.get(found.protocol.technique)
    page = _page(stored, found, said) | {
        "to_doctor": explain(found, catalogue.trials, who="the person"),  # read aloud, "you" would be the doctor
        "tried": (technique.name if technique else found.protocol.technique).lower().replace("your ", "my "),
    }
    return render(request, "trials/doctor.html", page)


def numbers(request: HttpRequest, finding_id: uuid.UUID) -> HttpResponse:
    """Everything there is about it, for whoever wants to check."""
    stored, found, said = _read(request, finding_id)
    if said.unfinished:
        return redirect("finding", stored.id)
    page = _page(stored, found, said)
    posterior = found.posterior or {}
    names = {"delivered": "As planned", "as_done": "As done", "sustained": "If kept up"}
    tables = [{"name": names[key], "values": part} for key in names if (part := found._part(key))]
    scales = load_catalogue().scales
    page |= {
        "tables": tables,
        "keys": KEYS.items(),
        "hyper": [(HYPER.get(key, key).capitalize(), part) for key, part in (posterior.get("hyper") or {}).items()],
        "test": (posterior.get("randomisation_p") or {}).get(found.arm),
        "model": posterior.get("model"),
        "secondary": [
            {"name": scales[other.scale].name if other.scale in scales else other.scale, "other": other}
            for other in found.secondary
        ],
        "header": found.record.header,
        "cells": found.record.to_list(),
    }
    return render(request, "trials/numbers.html", page)


def csv(request: HttpRequest, finding_id: uuid.UUID) -> HttpResponse:
    """The record as `solemate trial analyse` reads it; its first lines say how."""
    stored, found, said = _read(request, finding_id)
    if said.unfinished:
        return redirect("finding", stored.id)
    answer = HttpResponse(found.record.write_csv(comment=command_for(found)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="trial-{stored.made_at:%Y-%m-%d}.csv"'
    return answer


def command_for(found: Finding) -> str:
    """The command that gives the same numbers, and the seed once the trial is over."""
    protocol = found.protocol
    words = ["solemate trial analyse FILE"]
    words += ["--design sides"] if found.record.left_right else [f"--reference {protocol.comparator}"]
    words += [f"--smallest-change {protocol.smallest_change}"]
    words += ["--higher-is-better"] if protocol.higher_is_better else []
    lines = [" ".join([*words, "--json"])]
    if found.seed is not None:
        lines.append(f"seed {found.seed}")
    return "\n".join(lines)


@require_POST
def choice(request: HttpRequest, finding_id: uuid.UUID) -> HttpResponse:
    """Keep it, or stop it: the person's own choice is kept beside the finding."""
    stored = row_or_404(person_of(request), StoredFinding, id=finding_id)
    said = request.POST.get("choice", "")
    if said in StoredFinding.Choice.values:
        choose(stored, said, at=clock.now(), by=account_of(request))
    return redirect("finding", stored.id)


def charts_of(found: Finding) -> list[dict[str, Any]]:
    """One chart of the evenings, or left against right one of each side, left first."""
    words = Words(found, load_catalogue().trials)
    names = ("Other" if found.protocol.comparator == "usual" else "Rest", words.it.capitalize())
    return [
        {
            "side": side,
            "site": site,
            "narrow": _ours(trial_chart(days, side=shown, width=NARROW, names=names, averages=shows_averages(found))),
            "wide": _ours(trial_chart(days, side=shown, width=WIDE, names=names, averages=shows_averages(found))),
        }
        for side, site, shown, days in series_of(found)
    ]


def shows_averages(found: Finding) -> bool:
    """Whether the lines of the averages are drawn: where the trial could not tell, they would say what its words do not."""
    return found.kind in TOLD


def series_of(found: Finding) -> list[tuple[str, str, str, list[TrialDay]]]:
    """(side that takes turns or '', site, side whose marks are drawn, days) of each chart."""
    series = [("left", "rating_left"), ("right", "rating_right")] if found.record.left_right else [("", "rating")]
    charts = []
    for side, key in series:
        days = [
            TrialDay(
                day=row.day,
                value=getattr(row, key),
                period=row.period or 0,
                technique=row.side == side if side else row.arm == found.protocol.technique,
            )
            for row in found.record.rows
        ]
        own = found.protocol.site.split("-")[0]
        shown = side or (own if own in ("left", "right") else "both")
        site = BOTH[found.protocol.site][0 if side == "left" else 1] if side else found.protocol.site
        charts.append((side, site, shown, days))
    return charts


def _read(request: HttpRequest, finding_id: uuid.UUID) -> tuple[StoredFinding, Finding, Explained]:
    stored = row_or_404(person_of(request), StoredFinding, id=finding_id)
    found = Finding.from_dict(stored.content)
    return stored, found, explain(found, load_catalogue().trials, to_go=_to_go(stored))


def _to_go(stored: StoredFinding) -> int:
    """Evenings to the next look, as it stands now; 0 once the trial is over."""
    if stored.final or stored.trial.ended_at is not None:
        return 0
    try:
        return evenings_to_look(stand(stored.trial, at=clock.now()))
    except BrokenSeal:
        return 0


def _page(stored: StoredFinding, found: Finding, said: Explained) -> dict[str, Any]:
    catalogue = load_catalogue()
    technique = catalogue.techniques[found.protocol.technique]
    return {
        "stored": stored,
        "finding": found,
        "said": said,
        "protocol": found.protocol,
        "it": catalogue.trials.called[technique.id],
        "technique": technique,
        "side": found.protocol.sites[0].split("-")[0],
        "rest_view": "inner-side" if found.protocol.sites[0].endswith("foot") else "back",
        "scale": catalogue.scales[found.protocol.scale],
        "running": stored.trial.ended_at is None,
        "shows_averages": shows_averages(found),
        "comparator_name": {"usual": "Other days", "rest": "Rest days"}[found.protocol.comparator],
    }


def _dots(stored: StoredFinding) -> list[Evening]:
    """Of a trial that runs: its evenings as they stand now. Of one that is over: as they stood at its end."""
    if stored.kind not in ("too-early", "keep-going"):
        return []
    try:
        return dots_of(stand(stored.trial, at=clock.now()))
    except BrokenSeal:
        return []


def _ours(markup: str) -> SafeString:
    """Our own drawings of numbers: no text of anybody's is in them."""
    return mark_safe(markup)  # noqa: S308
