"""From the player's log to what was really played. The slow twin walks the log one millisecond at a time."""

from hypothesis import given
from hypothesis import strategies as st

from solemate.care.exposure import Event, played, seconds_by_segment
from solemate.care.session import Segment

SEGMENTS = [
    Segment(kind="count-in", id="count-in", site="left-hand", start=0, seconds=10, title="", line=""),
    Segment(kind="step", id="hold", site="left-hand", start=10, seconds=20, title="", line=""),
    Segment(kind="switch", id="switch", site="right-hand", start=30, seconds=12, title="", line=""),
    Segment(kind="step", id="hold", site="right-hand", start=42, seconds=20, title="", line=""),
    Segment(kind="after", id="after", site=None, start=62, seconds=8, title="", line=""),
]


def log(*entries):
    """`("pause", 12)` or `("skip", 12, 30)`: seconds, for reading."""
    return [
        Event(number=n, kind=kind, position_ms=int(here * 1000), to_ms=int(to[0] * 1000) if to else None)
        for n, (kind, here, *to) in enumerate(entries, start=1)
    ]


def test_a_whole_session_credits_both_sides_in_full():
    exposure = played(SEGMENTS, log(("start", 0), ("finish", 70)))
    assert exposure.played_ms == {"left-hand": 20_000, "right-hand": 20_000}
    assert exposure.share_done == {"left-hand": 1, "right-hand": 1}
    assert exposure.ended == "finish"
    assert seconds_by_segment(SEGMENTS, exposure) == [10, 20, 12, 20, 8]


def test_pauses_cost_nothing_and_an_early_stop_counts_what_was_done():
    exposure = played(
        SEGMENTS, log(("start", 0), ("pause", 15), ("resume", 15), ("pause", 35), ("resume", 35), ("stop", 50))
    )
    assert exposure.stretches == ((0, 50_000),)
    assert exposure.played_ms == {"left-hand": 20_000, "right-hand": 8_000}
    assert exposure.share_done == {"left-hand": 1, "right-hand": 0.4}
    assert exposure.ended == "stop"


def test_a_crash_is_credited_to_the_last_proof_only():
    exposure = played(SEGMENTS, log(("start", 0), ("proof", 15), ("proof", 25)))
    assert exposure.stretches == ((0, 25_000),)
    assert exposure.ended == ""
    assert exposure.position_ms == 25_000
    after_it = played(SEGMENTS, log(("start", 0), ("proof", 15), ("resume", 16), ("stop", 20)))
    assert after_it.stretches == ((0, 15_000), (16_000, 20_000))


def test_a_step_done_again_is_played_twice_but_done_once():
    exposure = played(
        SEGMENTS, log(("start", 0), ("pause", 30), ("repeat", 30, 10), ("resume", 10), ("pause", 30), ("stop", 30))
    )
    assert exposure.played_ms["left-hand"] == 40_000
    assert exposure.share_done == {"left-hand": 1, "right-hand": 0}


def test_a_step_on_both_counts_for_each():
    both = [*SEGMENTS, Segment(kind="step", id="wiggle", site=None, sites=("left-foot", "right-foot"), start=70, seconds=10,
                               title="", line="")]  # fmt: skip
    exposure = played(both, log(("start", 70), ("stop", 76)))
    assert exposure.played_ms["left-foot"] == exposure.played_ms["right-foot"] == 6000
    assert exposure.share_done == {"left-hand": 0, "right-hand": 0, "left-foot": 0.6, "right-foot": 0.6}


def test_what_was_skipped_is_not_credited():
    exposure = played(SEGMENTS, log(("start", 0), ("skip", 15, 30), ("finish", 70)))
    assert exposure.played_ms == {"left-hand": 5_000, "right-hand": 20_000}
    assert exposure.share_done == {"left-hand": 0.25, "right-hand": 1}


def test_nothing_after_the_end_counts():
    assert (
        played(SEGMENTS, log(("start", 0), ("stop", 12), ("resume", 12), ("finish", 70))).played_ms["left-hand"] == 2000
    )


KINDS = ["start", "pause", "resume", "skip", "repeat", "proof"]
entries = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 75), st.integers(0, 75)).map(
        lambda e: (e[0], e[1], e[2]) if e[0] in ("skip", "repeat") else e[:2]
    ),
    max_size=12,
)


def slow_twin(events):
    """Second by second, from the words of the module: a set of seconds for each stretch between two entries."""
    seconds = []
    playing_from = None
    for event in sorted(events, key=lambda e: e.number):
        here = min(event.position_ms // 1000, 70)
        if playing_from is not None and event.kind not in ("start", "resume"):
            seconds += list(range(playing_from, here))
        if event.kind in ("start", "resume"):
            playing_from = here
        elif event.kind in ("stop", "finish", "pause"):
            playing_from = None
        elif playing_from is not None:
            playing_from = min((event.to_ms if event.kind in ("skip", "repeat") else event.position_ms) // 1000, 70)
    return seconds


@given(entries)
def test_it_agrees_with_the_slow_twin(rows):
    events = log(*rows)
    seconds = slow_twin(events)
    exposure = played(SEGMENTS, events)
    left, right = range(10, 30), range(42, 62)
    assert exposure.played_ms["left-hand"] == 1000 * sum(s in left for s in seconds)
    assert exposure.played_ms["right-hand"] == 1000 * sum(s in right for s in seconds)
    assert exposure.share_done["left-hand"] == len({s for s in seconds if s in left}) / 20
    assert exposure.share_done["right-hand"] == len({s for s in seconds if s in right}) / 20


@given(entries, st.randoms(use_true_random=False))
def test_order_and_doubling_of_what_arrives_do_not_matter(rows, random):
    events = log(*rows)
    shuffled = events + events[: len(events) // 2]
    random.shuffle(shuffled)
    assert played(SEGMENTS, shuffled) == played(SEGMENTS, events)


def seconds_of(exposure):
    """The seconds of the script that were credited, one entry for each time."""
    return [second for start, end in exposure.stretches for second in range(start // 1000, end // 1000)]


def devices(first, second, opened_at, unsent):
    """The entries of two devices, and the seconds each really played.

    The second opens the session when the first has written `opened_at` entries, the last `unsent` of which had not arrived.
    """
    events, truth = [], []
    position = 0
    for moves, number in ((first, 0), (second, max(0, min(opened_at, len(first)) - unsent))):
        if events:
            seen = [event for event in events if event.number <= number]
            position = played(SEGMENTS, seen).position_ms // 1000 if seen else 0  # where the server says that it stands
        plays, seconds = False, []
        for kind, amount in moves:
            if not plays and kind in ("proof", "pause"):
                kind = "resume"
            before = position
            if plays and kind not in ("start", "resume"):
                position = min(70, position + amount)
                seconds += range(before, position)
            number += 1
            to = min(70, 3 * amount) if kind in ("skip", "repeat") else None
            events.append(
                Event(number=number, kind=kind, position_ms=position * 1000, to_ms=None if to is None else to * 1000)
            )
            position = position if to is None else to
            plays = kind in ("start", "resume") or (plays and kind in ("proof", "skip", "repeat"))
        truth.append(seconds)
    return events, truth


moves = st.lists(
    st.tuples(st.sampled_from(["resume", "proof", "proof", "skip", "repeat", "pause"]), st.integers(1, 25))
)


@given(moves, moves, st.integers(0, 8), st.integers(0, 3), st.randoms(use_true_random=False))
def test_two_devices_on_one_session_are_never_credited_more_than_they_played(first, second, opened_at, unsent, random):
    events, (one, other) = devices(first, second, opened_at, unsent)
    exposure = played(SEGMENTS, events)
    credited = seconds_of(exposure)
    assert set(credited) <= {*one, *other}
    assert len(credited) <= len(one) + len(other)
    random.shuffle(events)
    assert played(SEGMENTS, events) == exposure, "whoever comes first"


def test_a_jump_on_another_device_is_not_taken_for_playing():
    """What went wrong: 15 s on one, 10 s on the other after leaving a step out, and 70 were credited."""
    one = [Event(number=1, kind="start", position_ms=0), Event(number=2, kind="proof", position_ms=15_000)]
    other = [Event(number=2, kind="resume", position_ms=60_000), Event(number=3, kind="proof", position_ms=70_000)]
    assert sorted(seconds_of(played(SEGMENTS, one + other))) == [*range(15), *range(60, 70)]


def test_two_devices_side_by_side_are_credited_as_one():
    one = log(("start", 0), ("proof", 15), ("proof", 30), ("proof", 45), ("pause", 50))
    other = log(("start", 0), ("proof", 14), ("proof", 29), ("proof", 44), ("pause", 49))
    exposure = played(SEGMENTS, one + other)
    assert exposure.stretches == ((0, 50_000),)
    assert exposure.position_ms == 50_000
