"""What comes tomorrow can be read nowhere: no page, no list, no file, no row tells the order of a trial that runs."""

import io
import json
import re
import uuid
import zipfile

import pytest
from django.core import serializers
from django.urls import get_resolver, reverse

from solemate.protocol.align import draw_schedule
from solemate.web.keeping.declared import persons_models
from solemate.web.people.access import rows_and_bin
from solemate.web.practice.actions import ForPlan
from solemate.web.trials.models import Trial
from solemate.web.trials.planned import for_plan
from solemate.web.trials.running import seed_of, stand
from solemate.web.trials.seal import BrokenSeal, close, opened, seal_of
from tests import cast, moved_clock
from tests.protocol.easy import ball
from tests.web.test_every_address import ARGUMENTS
from tests.web.test_trial import choose, go_to_day, live, started

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
    for model in persons_models():
        found[f"rows of {model.__name__}"] = serializers.serialize("jsonl", rows_and_bin(person, model))
    return found


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


def started_with(person, seed, monkeypatch) -> Trial:
    monkeypatch.setattr("solemate.web.trials.wizard.secrets.randbelow", lambda _: seed)
    return started(person, length="12")


def two_seeds_alike_until(protocol, day: int) -> tuple[int, int]:
    """Two seeds whose orders are the same up to period day `day` and differ after it."""
    first = draw_schedule(protocol, 1)
    for seed in range(2, 5000):
        other = draw_schedule(protocol, seed)
        if (
            other.arm[: day + 1] == first.arm[: day + 1]
            and other.arm[day + 1 : day + 12] != first.arm[day + 1 : day + 12]
        ):
            return 1, seed
    raise AssertionError("no such seeds")


def test_whoever_has_another_tomorrow_sees_the_same_today(ada, ben, monkeypatch):
    """The strongest form: two people who differ in nothing but what is to come get the same pages and rows, byte for byte."""
    first, second = two_seeds_alike_until(ball(), 5)
    seen = []
    for person, seed in ((ada, first), (ben, second)):
        moved_clock.set_to(moved_clock.START)
        trial = started_with(person, seed, monkeypatch)
        live(person, trial, range(13))
        seen.append({name: without_what_differs_anyway(text) for name, text in everything(person).items()})
    assert len(seen[0]) > 60
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
    kept, seal = close(42, name), seal_of(42, name)
    assert opened(kept, seal, name) == 42
    with pytest.raises(BrokenSeal):
        opened(kept, seal, uuid.uuid4())
    settings.SECRET_KEY = "another machine"
    with pytest.raises(BrokenSeal):
        opened(kept, seal, name)


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
