"""The sums kept beside a session equal what its log says, whatever the player did and in whichever batches it said so."""

import random
import uuid

import pytest

from solemate.care.catalogue import load_catalogue
from solemate.care.session import write_script
from solemate.care.site import SITES
from solemate.web.practice.actions import (
    SentEvent,
    derive_missing_exposures,
    keep_events,
    make_session,
    note_done_without_timing,
)
from solemate.web.practice.log import exposure_of
from solemate.web.practice.models import SessionExposure
from tests import moved_clock

pytestmark = pytest.mark.django_db
KINDS = ("start", "pause", "resume", "skip", "repeat", "proof", "proof", "proof", "stop", "finish")


def new_session(person, technique="hand-lotion-massage", sites=("left-hand", "right-hand")):
    script = write_script(load_catalogue().techniques[technique], sites=sites, minutes=6)
    return make_session(person, script, minutes=6, content_version="test", at=moved_clock.now(), by=person.account)


def sent(number, kind, position_ms, to_ms=None):
    return SentEvent(
        id=uuid.uuid5(uuid.NAMESPACE_OID, f"{number} {kind} {position_ms} {to_ms}"),
        number=number,
        kind=kind,
        position_ms=position_ms,
        to_ms=to_ms,
        reason="",
        happened_at=moved_clock.now(),
    )


def sums(kept):
    return {site: getattr(kept, f"{site.replace('-', '_')}_ms") for site in SITES}


def said_by_the_log(session):
    exposure = exposure_of(session)
    return (
        {site: exposure.played_ms.get(site, 0) for site in SITES},
        bool(exposure.stretches),
        exposure.ended,
    )


@pytest.mark.parametrize("seed", range(25))
def test_the_sums_equal_the_log_after_every_batch(ada, seed):
    chance = random.Random(seed)
    session = new_session(ada)
    end_ms = session.timeline[-1]["start"] * 1000
    events, position = [sent(1, "start", 0)], 0
    for number in range(2, chance.randint(3, 30)):
        kind = chance.choice(KINDS)
        position = min(end_ms, position + chance.randint(0, 40_000))
        to_ms = chance.randint(0, end_ms) if kind in ("skip", "repeat") else None
        events.append(sent(number, kind, position, to_ms))
        position = position if to_ms is None else to_ms
    chance.shuffle(events)  # batches come late and out of order
    while events:
        batch, events = events[:4], events[4:]
        keep_events(session, batch, at=moved_clock.now(), by=ada.account)
        kept = SessionExposure.objects.get(session=session)
        assert (sums(kept), kept.timed, kept.ended) == said_by_the_log(session)
    assert (kept.local_date, kept.technique, kept.person) == (session.local_date, session.technique, ada)


def test_both_feet_of_a_footbath_have_their_own_sums(ada):
    session = new_session(ada, "marble-footbath", ("left-foot", "right-foot"))
    length = session.timeline[-1]["start"] * 1000
    keep_events(session, [sent(1, "start", 0), sent(2, "finish", length)], at=moved_clock.now(), by=ada.account)
    kept = SessionExposure.objects.get()
    assert kept.left_foot_ms == kept.right_foot_ms > 0
    assert kept.left_hand_ms == kept.right_hand_ms == 0


def test_without_timing_no_second_is_credited(ada):
    session = new_session(ada)
    note_done_without_timing(session, at=moved_clock.now(), by=ada.account)
    kept = SessionExposure.objects.get()
    assert not kept.timed
    assert set(sums(kept).values()) == {0}
    assert kept.ended == "finish"


def test_a_diary_that_came_without_sums_gets_them(ada):
    begun, unbegun = new_session(ada), new_session(ada)
    keep_events(begun, [sent(1, "start", 0), sent(2, "pause", 90_000)], at=moved_clock.now(), by=ada.account)
    SessionExposure.objects.all().delete()
    assert derive_missing_exposures(by=None) == 1
    kept = SessionExposure.objects.get()
    assert kept.session == begun
    assert (sums(kept), kept.timed, kept.ended) == said_by_the_log(begun)
    assert derive_missing_exposures(by=None) == 0
    assert not hasattr(unbegun, "exposure")
