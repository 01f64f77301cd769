"""What comes tomorrow can be read nowhere: no page, no list, no file, no row tells the order of a trial that runs."""

import io
import json
import re
import uuid
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import serializers
from django.urls import get_resolver, reverse

from solemate.protocol.align import arm_of, draw_schedule
from solemate.web.keeping.declared import persons_models
from solemate.web.people.access import rows_and_bin
from solemate.web.practice.actions import ForPlan
from solemate.web.practice.models import PlannedSession
from solemate.web.trials.models import StoredFinding, Trial
from solemate.web.trials.planned import for_plan
from solemate.web.trials.running import seed_of, stand
from solemate.web.trials.seal import BrokenSeal, close, opened, seal_of
from tests import cast, moved_clock
from tests.protocol.easy import ball, left_right
from tests.web.test_every_address import ARGUMENTS
from tests.web.test_trial import BALL, choose, do_session, go_to_day, live, rate, started

pytestmark = pytest.mark.django_db
ZIP = b"PK"


def everything(person) -> dict[str, str]:
    """All that this person can get out of Solemate now: every address, and every row as an export would write it."""
    client = cast.signed_in(person)
    trial = Trial.objects.get(person=person)
    ids = {"trial_id": trial.id, "session_id": person.sessions.first().id if person.sessions.exists() else uuid.uuid4()}
    found = {}
    for name, rows in get_resolver().reverse_dict.items():
        if not isinstance(name, str) or name in ("sign-out", "enter"):
            continue
        keys = rows[0][0][1]
        if not all(key in ids or key in ARGUMENTS for key in keys):
            continue
        answer = client.get(reverse(name, kwargs={key: ids.get(key, ARGUMENTS.get(key)) for key in keys}))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found[name] = read(body) + ("" if body.startswith(ZIP) else json.dumps(dict(answer.headers)))
    for name, address in doors(person):
        answer = client.get(address)
        found[name] = f"{answer.status_code} " + read(answer.content) + json.dumps(dict(answer.headers))
    for name, address, sent in forms(person):
        answer = client.get(address) if sent is None else client.post(address, sent)
        found[name] = f"{answer.status_code} " + read(answer.content) + json.dumps(dict(answer.headers))
    for model in persons_models():
        found[f"rows of {model.__name__}"] = serializers.serialize("jsonl", rows_and_bin(person, model))
    return found


def doors(person):
    """(name, address) of pages that the table of addresses names without these rows: plan slots, findings, days to come."""
    today = moved_clock.now().date()
    for number, row in enumerate(PlannedSession.objects.filter(person=person).order_by("day", "minute", "technique")):
        yield f"planned {number}", reverse("planned", args=[row.id])
    for stored in StoredFinding.objects.filter(person=person):
        for name in ("finding", "finding-sure", "finding-doctor", "finding-numbers", "finding-csv", "report-trial"):
            yield f"{name} of look {stored.look}", reverse(name, args=[stored.id])
    for number, session in enumerate(person.sessions.order_by("made_at")):
        yield f"session {number} done", reverse("session-done", args=[session.id])
    yield "technique of the trial", reverse("technique", args=["tennis-ball"])
    for ahead in (1, 2, 5):
        yield f"check-in in {ahead} days", reverse("check-in", args=[today + timedelta(days=ahead), 1])
        yield f"check-in in {ahead} days, done", reverse("check-in-done", args=[today + timedelta(days=ahead)])
    yield "entries, page 2", reverse("entries-page", args=[2])
    yield "progress of all", reverse("progress") + "?span=all"
    yield "no such page", "/trials/tomorrow/"
    yield "no such trial", reverse("trial", args=[uuid.UUID(int=9)])


def forms(person):
    """(name, address, what is sent, None to ask only): what may be asked of the days to come, and answers that are wrong."""
    trial = Trial.objects.get(person=person)
    yield "look before its time", reverse("trial-look", args=[trial.id]), {}
    yield "go on without a pause", reverse("trial-go-on", args=[trial.id]), {}
    yield "pause for no reason", reverse("trial-pause", args=[trial.id]), {"reason": "peek"}
    yield "another trial", reverse("trial-step", args=["check"]), {"start": "1"}
    today = moved_clock.now().date()
    slots = PlannedSession.objects.filter(person=person, day__gt=today).order_by("day", "minute", "technique")
    for number, row in enumerate(slots):
        for name in ("planned-swap", "planned-now"):
            if row.given is not None:
                yield f"{name} {number}", reverse(name, args=[row.id]), {"technique": "tennis-ball"}
    # Deleted and taken back: the bin, and the bar that undoes.
    check_in = person.check_ins.latest("local_date")
    yield "delete", reverse("delete", args=["checkin", check_in.id]), {}
    for name in ("bin", "entries", "today", "progress"):
        yield f"{name}, after a deletion", reverse(name), None
    yield "put back", reverse("put-back", args=["checkin", check_in.id]), {}


def read(body: bytes) -> str:
    """What stands in it; of a zip, what stands in its files, line by line in an order of their own."""
    if not body.startswith(ZIP):
        return body.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(body)) as files:
        lines = [f"{name}: {line}" for name in files.namelist() for line in files.read(name).decode().splitlines()]
    assert any(line.startswith("tables/trials-trial.csv: ") for line in lines), "the trial is in the export"
    return "{zip}\n" + "\n".join(lines)


def without_what_differs_anyway(text: str) -> str:
    """Ids, tokens and seals are drawn for each trial; leave them out before comparing two."""
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "ID", text)
    text = re.sub(r"value=\\?\"[A-Za-z0-9]{64}\\?\"", "TOKEN", text)
    text = re.sub(r"[A-Za-z0-9_-]{100,}", "SIGNED", text)
    text = re.sub(r"\b[0-9a-f]{16}\b", "SEAL", text)
    return "\n".join(sorted(text.splitlines())) if text.startswith("{") else text  # rows lie in the order of their ids


CHOICES = {
    "rest": {},
    "usual": {"comparator": "usual"},
    "left-right": {"layout": "left-right", "comparator": "", "site": ""},
}


def evenings_of_sides(person, trial, last: int) -> None:
    """Both sides rated each evening, one session, and a look that does not decide; then the evening of day `last`."""
    for number in range(last + 1):
        go_to_day(trial, number)
        for site in ("left-foot", "right-foot"):
            rate(person, ((2, 9, 5, 1, 8) if site == "left-foot" else (7, 1, 4, 9, 3))[number % 5], site=site)
        client = cast.signed_in(person)
        if number in (8, last):
            do_session(person, trial)
        if number == 7 + 16:
            client.post(reverse("trial-look", args=[trial.id]))


def started_with(person, seed, monkeypatch, *, kind: str = "rest") -> Trial:
    monkeypatch.setattr("solemate.web.trials.wizard_views.secrets.randbelow", lambda _: seed)
    choices = CHOICES[kind]
    cast.answers(person)
    client = cast.signed_in(person)
    for step, value in {**BALL, "length": "12", **choices}.items():
        if value:
            assert client.post(reverse("trial-step", args=[step]), {"answer": value}).status_code == 302, step
    client.post(reverse("trial-step", args=["check"]), {"start": "1"})
    return Trial.objects.get(person=person)


def order(protocol, seed):
    schedule = draw_schedule(protocol, seed)
    return [arm_of(protocol, schedule, number) for number in range(protocol.days)]


def two_seeds_alike_until(protocol, day: int) -> tuple[int, int]:
    """Two seeds whose orders are the same up to period day `day` and differ on the days soon after it."""
    first = order(protocol, 1)
    for seed in range(2, 5000):
        other = order(protocol, seed)
        if other[: day + 1] == first[: day + 1] and other[day + 1 : day + 9] != first[day + 1 : day + 9]:
            return 1, seed
    raise AssertionError("no such seeds")


@pytest.mark.parametrize(("kind", "last"), [("rest", 5), ("usual", 3), ("left-right", 16)])
def test_whoever_has_another_tomorrow_sees_the_same_today(kind, last, ada, ben, monkeypatch):
    """The strongest form: two people who differ in nothing but what is to come get the same pages and rows, byte for byte.

    `last` is the period day on which all is looked at: in the middle of a block, at its end, and after a look.
    """
    protocol = left_right() if kind == "left-right" else ball(comparator=kind)
    first, second = two_seeds_alike_until(protocol, last)
    seen = []
    for person, seed in ((ada, first), (ben, second)):
        moved_clock.set_to(moved_clock.START)
        trial = started_with(person, seed, monkeypatch, kind=kind)
        if kind == "left-right":
            evenings_of_sides(person, trial, 7 + last)
        else:
            live(person, trial, range(7 + last + 1))
        seen.append({name: without_what_differs_anyway(text) for name, text in everything(person).items()})
    assert not Trial.objects.exclude(ended_at=None), "both still run"
    assert len(seen[0]) > 100
    assert sum(name.startswith("planned-now") for name in seen[0]) > 0, "slots of days to come were tried"
    assert "302" in seen[0]["delete"][:4]
    assert any(name.startswith("finding-numbers of look") for name in seen[0]) == (kind == "left-right")
    assert seen[0].keys() == seen[1].keys()
    assert {name: text for name, text in seen[0].items() if text != seen[1][name] and name not in OWN} == {}


OWN = {"rows of Person", "rows of SafetyAnswer"}  # hold when each of the two was made


def test_the_comparison_would_see_a_different_today(ada, ben, monkeypatch):
    orders = {seed: draw_schedule(ball(), seed).arm[0] for seed in range(30)}
    one, other = (next(seed for seed, arm in orders.items() if arm == want) for want in ("rest", "tennis-ball"))
    pages = []
    for person, seed in ((ada, one), (ben, other)):
        moved_clock.set_to(moved_clock.START)
        trial = started_with(person, seed, monkeypatch)
        go_to_day(trial, 7)
        page = cast.signed_in(person).get(reverse("trial", args=[trial.id])).content.decode()
        pages.append(without_what_differs_anyway(page))
    assert pages[0] != pages[1]


def test_the_seed_is_nowhere(ada, monkeypatch):
    seed = 1234567890123456789
    trial = started_with(ada, seed, monkeypatch)
    live(ada, trial, range(9))
    for name, text in everything(ada).items():
        for form in (str(seed), f"{seed:x}", f"{seed:016x}"):
            assert form not in text, name
    assert seed_of(Trial.objects.get()) == seed


def test_every_day_to_come_is_the_same_slot_in_the_plan(ada):
    trial = started(ada, length="12")
    go_to_day(trial, 8)
    sessions = for_plan(stand(Trial.objects.get(), at=moved_clock.now()))
    to_come = [session for session in sessions if session.day > stand(trial, at=moved_clock.now()).today]
    assert len(to_come) == 14
    assert {(s.technique, s.label, s.may_be, s.concealed, s.minutes) for s in to_come} == {
        (None, "Trial session", ("tennis-ball",), True, 5)
    }
    assert all(isinstance(session, ForPlan) for session in sessions)


def test_nothing_is_planned_while_it_waits_or_when_it_is_over(ada):
    trial = started(ada, length="12")
    go_to_day(trial, 8)
    client = cast.signed_in(ada)
    client.post(reverse("trial-pause", args=[trial.id]), {"reason": "travel"})
    assert for_plan(stand(Trial.objects.get(), at=moved_clock.now())) == []
    client.post(reverse("trial-end", args=[trial.id]))
    from solemate.web.practice.models import GivenSession

    assert not GivenSession.objects.filter(day__gt=moved_clock.now().date()).exists()


def test_a_seal_opens_on_this_machine_alone(settings):
    name = uuid.uuid4()
    kept, seal = close(42, name, "as fixed"), seal_of(42, name)
    assert opened(kept, seal, name, "as fixed") == 42
    assert opened(close(42, name, ""), seal, name, "as fixed") == 42, "from before the protocol was sealed in"
    for trial, fixed in ((uuid.uuid4(), "as fixed"), (name, "as changed"), (name, "")):
        with pytest.raises(BrokenSeal):
            opened(kept, seal, trial, fixed)
    settings.SECRET_KEY = "another machine"
    with pytest.raises(BrokenSeal):
        opened(kept, seal, name, "as fixed")


@pytest.mark.parametrize("change", ["begins_on", "run_in_days", "period_days"])
def test_days_changed_in_a_file_open_nothing(change, ada):
    """Whoever moves the first day back in an export, and brings it in again, would see the days to come today."""
    trial = started(ada)
    go_to_day(trial, 8)
    if change == "begins_on":
        trial.begins_on -= timedelta(days=4)
    else:
        trial.protocol[change] -= 1
    trial.save()
    client = cast.signed_in(ada)
    for name in ("trial", "trial-session", "trial-rest", "trial-look", "trial-pause", "trial-end"):
        for method in ("get", "post") if name != "trial-end" else ("get",):
            answer = getattr(client, method)(reverse(name, args=[trial.id]), {"reason": "travel"})
            words = answer.content.decode()
            assert answer.status_code in (200, 302, 405), name
            assert "Ball day" not in words, name
            assert "Rest day" not in words, name
    assert "cannot go on here" in client.get(reverse("trial", args=[trial.id])).content.decode()
    assert "cannot go on here" in client.post(reverse("trial-session", args=[trial.id])).content.decode()
    for page in ("today", "week", "progress", "trials", "report"):
        assert client.get(reverse(page)).status_code == 200, page


def test_nothing_is_kept_for_offline_use():
    """No service worker, and no cache but that of session events on their way (outbox.js)."""
    js = Path(__file__).parents[2] / "solemate" / "web" / "static" / "js"
    texts = {file.name: file.read_text() for file in js.rglob("*.js")}
    assert [name for name, text in texts.items() if "serviceWorker" in text or "caches." in text] == []
    assert [name for name, text in texts.items() if "trial" in text.lower()] == []


def test_on_another_machine_a_trial_can_only_be_ended(ada, settings):
    trial = started(ada)
    settings.SECRET_KEY = "another machine"
    client = cast.signed_in(ada)
    assert "cannot go on here" in client.get(reverse("trial", args=[trial.id])).content.decode()
    assert client.get("/").status_code == 200
    client.post(reverse("trial-end", args=[trial.id]))
    assert Trial.objects.get().ended_by == "stopped"


def test_the_wizard_asks_nothing_that_names_the_order(ada):
    cast.answers(ada)
    client = cast.signed_in(ada)
    assert "drawn now and kept hidden" in choose(client).content.decode()
