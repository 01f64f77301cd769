"""The second document: a trial in full, once it is over. Each test finishes “it …”."""

import io
import re
import subprocess

import pdfua
import pikepdf
import pytest
from django.urls import reverse

from solemate.web.diary.actions import record_adverse_event
from solemate.web.reports.fill import fill_report, wishes_of
from solemate.web.reports.record_rows import diary_record
from tests import cast, moved_clock
from tests.protocol.easy import ball, left_right
from tests.web.test_trial_pages import found

pytestmark = pytest.mark.django_db
# In the order of CENT 2015: methods.md, section 5, 11.
PARTS = (
    "An N-of-1 trial: ball, evening pain", "Design", "Run-in: 7 days. No washout", "What was compared", "Outcomes",
    "seed 3.", "The person saw the current period only", "Carry-over:", "Period effects:", "Correlation within the person",
    "The person’s way through the trial", "Days that count: 48 of 48", "Adherence", "Other things done", "Each period",
    "As assigned (decides)", "As done", "Randomisation test: p = ", "version 1", "Harms", "Day by day",
)  # fmt: skip


def file_of(person, stored) -> bytes:
    answer = cast.signed_in(person).get(reverse("report-trial", args=[stored.id]))
    assert answer.status_code == 200
    return answer.content


def text_of(content: bytes) -> str:
    made = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(made.stdout.decode().split())


def test_it_tells_all_of_a_trial_in_order_and_an_independent_check_finds_nothing(ada, tmp_path):
    stored = found(ada, "helps")
    now = moved_clock.now()
    record_adverse_event(
        ada, "ST-01", technique="tennis-ball", session=None, local_date=now.date(), at=now, by=ada.account
    )
    content = file_of(ada, stored)
    text = text_of(content)
    places = [text.find(words) for words in PARTS]
    assert -1 not in places, PARTS[places.index(-1)]
    assert places == sorted(places)
    assert "during ball under your foot" in text[text.index("Harms") :]
    (tmp_path / "trial.pdf").write_bytes(content)
    checked = pdfua.validate(str(tmp_path / "trial.pdf"))
    assert [finding for outcome in checked.outcomes for finding in outcome.findings] == []
    with pikepdf.open(io.BytesIO(content)).open_metadata() as meta:
        assert meta["pdfuaid:part"] == "1"


def test_it_is_the_same_file_on_another_day(ada):
    stored = found(ada, "helps")
    first = file_of(ada, stored)
    moved_clock.move(days=3)
    assert file_of(ada, stored) == first


@pytest.mark.parametrize("kind", ["too-early", "not-enough-variation", "no-difference"])
def test_it_can_be_made_of_every_ending(ada, kind):
    protocol = left_right() if kind == "no-difference" else None
    text = text_of(file_of(ada, found(ada, kind, protocol=protocol)))
    assert ("the sides’ difference is judged" in text.lower()) is (protocol is not None)


def test_there_is_none_of_a_trial_that_runs_nor_of_another_person(ada, ben):
    running, of_ben = found(ada, "keep-going", ended=False), found(ben, "helps")
    client = cast.signed_in(ada)
    for stored in (running, of_ben):
        assert client.get(reverse("report-trial", args=[stored.id])).status_code == 404
    assert "report/trial/" not in client.get(reverse("report")).content.decode()


def test_the_report_and_all_the_numbers_lead_to_it(ada):
    stored = found(ada, "helps")
    client = cast.signed_in(ada)
    link = reverse("report-trial", args=[stored.id])
    for address in (reverse("report"), reverse("finding-numbers", args=[stored.id])):
        assert link in client.get(address).content.decode()


def test_a_trial_that_could_not_tell_takes_no_place_of_one_that_could(ada):
    told = found(ada, "helps")
    moved_clock.move(days=2)
    could_not = found(ada, "too-early", protocol=ball(technique="foot-lotion-massage"))
    client = cast.signed_in(ada)
    page = client.get(reverse("report")).content.decode()
    report = fill_report(ada, wishes_of(ada), at=moved_clock.now())
    assert report.finding.sentence.startswith("The ball ")
    assert report.finding.picture is not None
    assert report.charts
    assert len(report.other_trials) == 1
    assert report.other_trials[0].startswith("Also tried: Lotion on your feet, ")
    assert "Not enough evenings to tell." in report.other_trials[0]
    assert page.index(report.finding.sentence) < page.index("Also tried:")
    for stored in (told, could_not):
        assert reverse("report-trial", args=[stored.id]) in page
    ids = [one.id for one in diary_record(ada, wishes_of(ada), at=moved_clock.now()).findings]
    assert ids == [str(told.id), str(could_not.id)]
    assert "Also tried:" in text_of(client.get(reverse("report-pdf")).content)
    moved_clock.move(days=2)
    newer = found(ada, "harms")
    assert diary_record(ada, wishes_of(ada), at=moved_clock.now()).findings[0].id == str(newer.id)


@pytest.mark.parametrize("kind", ["helps", "no-difference", "keep-going", "not-enough-variation"])
def test_the_report_and_the_trial_in_full_speak_of_the_person(ada, kind):
    stored = found(ada, kind)
    texts = [*fill_report(ada, wishes_of(ada), at=moved_clock.now()).finding.lines, text_of(file_of(ada, stored))]
    for text in texts:
        assert not re.findall(r".{20}\b[Yy]ou\b.{20}", text)


def test_the_result_stands_before_the_trial_that_runs(ada):
    found(ada, "helps")
    moved_clock.move(days=2)
    found(ada, "keep-going", ended=False)
    client = cast.signed_in(ada)
    page, paper = client.get(reverse("report")).content.decode(), text_of(client.get(reverse("report-pdf")).content)
    for text in (page, paper):
        assert text.index("Trial of one, 48 days") < text.index("A trial runs since")


def test_ask_my_doctor_leads_to_the_report(ada):
    stored = found(ada, "helps")
    client = cast.signed_in(ada)
    ask = reverse("finding-doctor", args=[stored.id])
    assert f'href="{ask}">Ask my doctor' in client.get(reverse("finding", args=[stored.id])).content.decode()
    assert f'class="button primary" href="{reverse("report")}"' in client.get(ask).content.decode()
