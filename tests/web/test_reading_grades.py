"""Every page a person reads is at grade 6 or below (safety pages 5), in sentences of up to 20 words; measured on whole pages."""

import os
import re
from pathlib import Path
from unittest.mock import patch

import pytest
from django.urls import reverse

from solemate.care.catalogue import load_catalogue
from solemate.care.questionnaire import load_questionnaires
from solemate.web.people.actions import set_profile
from solemate.web.practice.models import PlannedSession, Session
from solemate.web.trials.models import Trial
from tests import cast
from tests.safety.reading_grade import grade, sentences, words
from tests.web.page_text import lines_of

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).parents[2] / "docs" / "reading-grades.md"
SAFETY, OTHER, LONGEST = 5, 6, 20
CHOICES = {
    "technique": "tennis-ball", "layout": "in-turn", "comparator": "rest", "scale": "pain",
    "site": "both-feet", "change": "1", "length": "4", "expect": "1",
}  # fmt: skip
# Not pages of ours to word: the instruments' own text (facts section 5 keeps it as it is) and the clinicians' ledger rows.
FEWEST_WORDS = 12  # a formula of averages says nothing about fewer


@pytest.fixture
def pages(ada) -> dict[str, tuple[str, bool]]:
    """Name to (HTML, is it a safety page), as Ada comes to them."""
    client = cast.signed_in(ada)
    found: dict[str, tuple[str, bool]] = {}

    def keep(name: str, address: str, *, safety: bool = False) -> None:
        answer = client.get(address)
        assert answer.status_code == 200, (name, answer.status_code, answer.get("Location"))
        found[name] = (answer.content.decode(), safety)

    catalogue = load_catalogue()
    keep("who for", reverse("who-for"))
    keep("where is it", reverse("where-is-it"))
    keep("today, first time", reverse("today"))
    client.post(reverse("start", args=["standing-exercise"]))
    client.session["safety_round"] = {}
    session = client.session
    session["safety_round"] = {"ids": sorted(catalogue.questions), "then": "/"}
    session.save()
    for group in catalogue.groups:
        keep(f"safety: {group.id}", reverse("safety-group", args=[group.id]), safety=True)
    keep("safety: not sure", reverse("not-sure"), safety=True)
    for urgency_id in ("breathless_or_chest_pain", "burn_or_blister", "foot_hot_swollen", "fall_with_injury"):
        cast.answers(ada, urgency_id)
        keep(f"red flag: {urgency_id}", reverse("red-flag"), safety=True)
        keep(f"teach-back: {urgency_id}", reverse("teach-back"), safety=True)
    cast.answers(ada, "wound_hand", "wound_foot", sites=("left-hand", "left-foot"))
    keep("today, with sores", reverse("today"))
    cast.answers(ada)
    set_profile(ada, things=["thermometer", "support"], oils=True, by=ada.account)
    keep("week, first plan", reverse("week"))
    keep("plan wishes", reverse("plan-wishes"))
    row = PlannedSession.objects.filter(person=ada).order_by("day", "minute").last()
    assert row is not None
    keep("planned session", reverse("planned", args=[row.id]))
    for name, technique in catalogue.techniques.items():
        keep(f"technique: {name}", reverse("technique", args=[name]))
        if technique.lesson:
            for number in range(len(technique.lesson.questions) + 1):
                keep(f"lesson: {name}, {number}", reverse("lesson", args=[name, number]), safety=True)
    keep_trial_pages(ada, client, keep)
    client.post(reverse("start", args=["hand-lotion-massage"]))
    made = Session.objects.get(person=ada)
    keep("before", reverse("session-before", args=[made.id, 1]))
    keep("player", reverse("session", args=[made.id]))
    keep("water", reverse("session-water", args=[made.id]), safety=True)
    keep("stop signs", reverse("session-stop", args=[made.id]), safety=True)
    for sign in catalogue.stop_signs.values():
        client.post(reverse("session-stop", args=[made.id]), {"sign": sign.id})
        if sign.page:
            keep(f"stop sign: {sign.id}", reverse("stop-sign", args=[made.id, sign.id]), safety=True)
    keep("look after", reverse("session-look", args=[made.id]), safety=True)
    keep("session done", reverse("session-done", args=[made.id]))
    keep("check-in", reverse("check-in", args=["2026-11-22", 1]))
    client.post(reverse("check-in", args=["2026-11-22", 1]), {"value": "4"})
    keep("check-in done", reverse("check-in-done", args=["2026-11-22"]))
    client.post(reverse("zone-map", args=["numb", "2026-11-22"]), {"shown": "sole", "spot": "left-sole-toes"})
    keep("zone map", reverse("zone-map", args=["numb", "2026-11-22"]))
    keep("zone list", reverse("zone-map", args=["numb", "2026-11-22"]) + "?view=list")
    keep("zone map: how far up", reverse("zone-reach", args=["numb", "2026-11-22"]))
    keep("zone maps", reverse("zone-maps"))
    for name in ("library", "progress", "more", "help", "ledger", "article", "clinician-ok", "oils", "open-points"):
        keep(name, reverse(name))
    for name in ("whom-to-call", "what-the-evening-asks", "in-my-house", "voice"):
        keep(name, reverse(name))
    keep("add a device", reverse("add-device"))
    for name in ("entries", "bin", "backups", "export", "erase", "keys"):
        keep(name, reverse(name))
    for name, questionnaire in load_questionnaires().items():
        if questionnaire.prepare:
            keep(f"questions: {name}, how", reverse("questionnaire", args=[name, 0]))
        keep(f"questions: {name}", reverse("questionnaire", args=[name, 1]))
    client.logout()
    keep("sign in", reverse("sign-in"))
    return found


def keep_trial_pages(person, client, keep) -> None:
    """A trial from the first page to its end; what is found in one is measured in test_trial_pages.py."""
    cast.answers(person)
    keep("trial: what it is", reverse("trial-new"))
    for step, value in CHOICES.items():
        keep(f"trial: {step}", reverse("trial-step", args=[step]))
        client.post(reverse("trial-step", args=[step]), {"answer": value})
    keep("trial: check", reverse("trial-step", args=["check"]))
    with patch("solemate.web.trials.wizard_views.secrets.randbelow", lambda _: 3):
        client.post(reverse("trial-step", args=["check"]), {"start": "1"})
    running = Trial.objects.get(person=person)
    for name in ("trial", "trial-pause", "trial-end"):
        keep(name.replace("-", ": "), reverse(name, args=[running.id]))
    client.post(reverse("trial-pause", args=[running.id]), {"reason": "illness"})
    keep("trial: paused", reverse("trial", args=[running.id]))
    client.post(reverse("trial-end", args=[running.id]))
    for name in ("finding", "finding-doctor", "finding-numbers"):
        keep(name.replace("-", ": "), reverse(name, args=[running.findings.get().id]))
    keep("trials", reverse("trials"))
    keep("report", reverse("report"))


def measured(html: str) -> tuple[int, float, int]:
    """Words, grade of the whole page, longest sentence."""
    text = ". ".join(line.rstrip(".") for line in lines_of(html))
    text = re.sub(r"\b(\d+)[.:](\d+)\b", r"\1", text)
    return len(words(text)), grade(text), max(len(words(sentence)) for sentence in sentences(text))


def table_of(pages: dict[str, tuple[str, bool]]) -> str:
    rows = [
        "# Reading grades of all pages",
        "",
        "Made by `make grades` from the pages themselves; a test keeps it true.",
    ]
    rows += ["Flesch–Kincaid grade of the whole page, citations left out. Limit: 5 on safety pages, 6 elsewhere.", ""]
    rows += ["| page | words | grade | longest sentence | limit |", "|---|---|---|---|---|"]
    for name, (html, safety) in sorted(pages.items()):
        count, level, longest = measured(html)
        rows.append(f"| {name} | {count} | {level:.1f} | {longest} | {SAFETY if safety else OTHER} |")
    return "\n".join(rows) + "\n"


def test_every_page_is_easy_to_read(pages):
    hard = {}
    for name, (html, safety) in pages.items():
        count, level, longest = measured(html)
        if count >= FEWEST_WORDS and (level > (SAFETY if safety else OTHER) or longest > LONGEST):
            hard[name] = (round(level, 1), longest)
    assert len(pages) > 60
    assert hard == {}


def test_the_table_of_grades_is_current(pages):
    table = table_of(pages)
    if os.environ.get("SOLEMATE_WRITE_GRADES"):
        TABLE.write_text(table)
    assert TABLE.read_text() == table, "make grades writes it anew"


def test_the_banner_stands_on_every_page(pages):
    for name, (html, _) in pages.items():
        assert "not yet been checked by a clinician" in html, name


def test_a_long_word_on_a_page_would_be_noticed():
    page = (
        "<body><main><p>Peripheral neuropathic symptomatology necessitates multidisciplinary rehabilitation.</p></main>"
    )
    assert measured(page)[1] > OTHER


def test_citations_are_exempt_and_nothing_else():
    page = '<body><p>Sit down.</p><p class="citation">Multidisciplinary rehabilitation.</p><svg><title>x</title></svg>'
    assert lines_of(page) == ["Sit down."]
