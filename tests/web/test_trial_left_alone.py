"""A trial over many days of a life: nobody looks for a while, the clocks change, an evening is deleted, a diary moves."""

import io
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from solemate.protocol.align import arm_of, draw_schedule
from solemate.web.trials.models import StoredFinding, Trial
from solemate.web.trials.running import find, protocol_of, seed_of, stand
from solemate.web.trials.shown import look_is_due
from tests import cast, moved_clock
from tests.web.test_trial import go_to_day, live, rate, started

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_order(monkeypatch):
    monkeypatch.setattr("solemate.web.trials.wizard_views.secrets.randbelow", lambda _: 3)


def now_of(trial):
    return stand(Trial.objects.get(id=trial.id), at=moved_clock.now())


def look(person, trial):
    return cast.signed_in(person).post(reverse("trial-look", args=[trial.id]))


def test_whoever_comes_back_after_days_finds_the_trial_where_it_is(ada):
    trial = started(ada)
    live(ada, trial, range(10))
    go_to_day(trial, 19)
    assert Client().get(reverse("trial", args=[trial.id]))["Location"] == "/sign-in/"
    page = " ".join(cast.signed_in(ada).get(reverse("trial", args=[trial.id])).content.decode().split())
    assert "<strong>9</strong> without an answer" in page
    assert "A missed evening is fine." in page
    assert now_of(trial).day.number == 12, "days went on; none of them was made up"


def test_a_look_days_late_reads_whole_blocks_and_nothing_after_them(ada):
    trial = started(ada, length="8")
    live(ada, trial, range(7 + 16), usual=5, better=5)
    at_the_end = find(Trial.objects.get(), ended=False, at=moved_clock.now())
    for late in (24, 25):  # half a block more, wildly different
        go_to_day(trial, late)
        rate(ada, 10)
    assert not now_of(trial).evening_done or now_of(trial).blocks_over == 4
    look(ada, trial)
    stored = StoredFinding.objects.get()
    assert (stored.look, len(stored.content["rows"])) == (4, 16)
    assert stored.content["rows"] == at_the_end.without_numbers().to_dict()["rows"]
    assert stored.kind == at_the_end.kind


def test_weeks_late_it_is_over_since_its_last_day(ada):
    trial = started(ada)
    live(ada, trial, range(7 + 16), usual=7, better=2)
    go_to_day(trial, 60)
    look(ada, trial)
    ended = Trial.objects.get()
    assert ended.ended_on == ended.begins_on + timedelta(days=7 + 16 - 1)
    assert len(StoredFinding.objects.get().content["rows"]) == 16


@pytest.mark.parametrize(
    ("begins", "changes"),
    [
        (datetime(2027, 3, 18, 9, 30, tzinfo=UTC), "2027-03-28"),
        (datetime(2026, 10, 15, 9, 30, tzinfo=UTC), "2026-10-25"),
    ],
)
def test_the_clocks_change_and_no_day_is_lost_or_doubled(begins, changes, ada):
    moved_clock.set_to(begins)
    ada.time_zone = "Europe/Berlin"
    ada.save()
    trial = started(ada)
    order = draw_schedule(protocol_of(trial), seed_of(trial))
    seen = []
    at = begins.replace(hour=0, minute=15) + timedelta(days=8)
    for _ in range(2 * 24 * 5):  # every half hour of 5 days
        at += timedelta(minutes=30)
        standing = stand(trial, at=at)
        day = standing.day
        if day is not None and day.kind == "period":
            assert standing.arm == arm_of(standing.protocol, order, day.number)[0]
            if not seen or seen[-1][0] != standing.today:
                seen.append((standing.today, day.number))
    assert [number for _, number in seen] == list(range(seen[0][1], seen[0][1] + len(seen)))
    assert [day - seen[0][0] for day, _ in seen] == [timedelta(days=number) for number in range(len(seen))]
    assert changes in [str(day) for day, _ in seen], "the change is within a period"


def delete_the_last_evening(person) -> None:
    evenings = person.check_ins.filter(moment="evening", deleted_at=None)
    number = evenings.count()
    cast.signed_in(person).post(reverse("delete", args=["checkin", evenings.latest("local_date").id]))
    assert evenings.count() == number - 1


def test_an_evening_deleted_after_the_look_changes_no_finding_and_makes_no_new_look(ada):
    trial = started(ada, length="8")
    live(ada, trial, range(7 + 20), usual=5, better=5)  # 5 blocks: the first look comes a block late
    look(ada, trial)
    before = StoredFinding.objects.get()
    assert before.look == 5
    delete_the_last_evening(ada)
    assert now_of(trial).blocks_over == 4
    assert not look_is_due(now_of(trial)), "a look does not go back"
    assert look(ada, trial)["Location"] == reverse("trial", args=[trial.id])
    after = StoredFinding.objects.get()
    assert (after.content, after.kind) == (before.content, before.kind)
    rate(ada, 9)
    assert not look_is_due(now_of(trial)), "nor does an evening that was given anew"


def test_an_evening_deleted_after_the_end_stays_in_the_finding_and_the_page_says_so(ada):
    trial = started(ada)
    live(ada, trial, range(7 + 16), usual=7, better=2)
    look(ada, trial)
    stored = StoredFinding.objects.get()
    delete_the_last_evening(ada)
    client = cast.signed_in(ada)
    assert StoredFinding.objects.get().content == stored.content
    assert "also those deleted later" in client.get(reverse("finding-numbers", args=[stored.id])).content.decode()


def taken_along(person) -> bytes:
    answer = cast.signed_in(person).get(reverse("export-file"))
    return b"".join(answer.streaming_content)


def bring_in(person, content: bytes) -> None:
    client = cast.signed_in(person)
    file = SimpleUploadedFile("diary.zip", content, content_type="application/zip")
    page = client.post(reverse("upload"), {"file": file}, follow=True).content.decode()
    assert "On another machine it can’t go on, for its order stays behind." in page
    client.post(reverse("import"))


def test_a_diary_brought_back_here_goes_on_with_its_trial(ada):
    trial = started(ada)
    live(ada, trial, range(10))
    before = now_of(trial)
    content = taken_along(ada)
    cast.signed_in(ada).post(reverse("trial-end", args=[trial.id]))
    bring_in(ada, content)
    running = Trial.objects.get(ended_at=None)
    after = stand(running, at=moved_clock.now())
    assert (after.arm, after.day, after.rated) == (before.arm, before.day, before.rated)
    assert not StoredFinding.objects.exists(), "what came after the file is gone, as the import says"
    live(ada, running, range(10, 7 + 16), usual=7, better=2)
    look(ada, running)
    assert StoredFinding.objects.get(final=True).content["seed"] == 3


def test_a_diary_brought_to_another_machine_keeps_its_evenings_and_ends_its_trial(ada, settings):
    trial = started(ada)
    live(ada, trial, range(10))
    content = taken_along(ada)
    settings.SECRET_KEY = "another machine"
    bring_in(ada, content)
    client = cast.signed_in(ada)
    assert "cannot go on here" in client.get(reverse("trial", args=[Trial.objects.get().id])).content.decode()
    assert ada.check_ins.filter(moment="evening").count() == 10
    client.post(reverse("trial-end", args=[Trial.objects.get().id]))
    assert Trial.objects.get().ended_at is not None
    assert zipfile.is_zipfile(io.BytesIO(taken_along(ada)))
