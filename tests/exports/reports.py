"""Reports and records for the tests of this folder, with what does not matter left out."""

from datetime import UTC, date, datetime, timedelta

from solemate.drawing import draw_zones
from solemate.drawing.evenings import Evening, evenings_chart
from solemate.drawing.interval import interval
from solemate.exports.printed import printed
from solemate.exports.record import (
    Asked,
    DiaryRecord,
    FilledIn,
    FlagRaised,
    FoundOut,
    Item,
    PlannedLine,
    RatingSaid,
    SessionDone,
)
from solemate.exports.report import ClosedLine, DoneLine, Figure, FindingPart, FlagLine, Picture, Report, Trend

FIRST = date(2026, 8, 24)
AT = datetime(2026, 11, 22, 20, tzinfo=UTC)


def chart(side: str) -> Picture:
    days = [Evening(day=FIRST + timedelta(days=n), value=None if n % 9 == 4 else 3 + n % 4) for n in range(91)]
    svg = printed(evenings_chart(days, side=side, width=460), side=side)
    return Picture(svg=svg, alt=f"Evening pain, {side} foot", title="foot", side=side)


def sole(side: str, when: str) -> Picture:
    return Picture(
        svg=printed(draw_zones("sole", side, ["toes"]), side=side), alt=f"{side} sole, {when}", title=f"{side}, {when}"
    )


def report(**other) -> Report:
    """A report with one of each."""
    usual = {
        "name": "Ada",
        "simulated": False,
        "first": FIRST,
        "last": AT.date(),
        "made_at": AT,
        "flags": (
            FlagLine(day="21 Nov", what="Blister, right foot", told="Call within 1 working day.", now="Still so."),
        ),
        "flags_from": "From the safety questions, the mood questions (PHQ-4) and stop signs.",
        "figures": (Figure(value="86 of 91", words="evenings filled in (95 %)"),),
        "trends": (Trend(what="Pain, left foot", first="5.1 (12)", last="4.3 (13)", change="−0.8"),),
        "trends_hidden": "",
        "charts": (chart("left"), chart("right")),
        "charts_of": "Evening pain, 0 to 10",
        "charts_key": "Mark: one evening.",
        "maps": tuple(sole(side, when) for when in ("first", "now") for side in ("left", "right")),
        "maps_of": "Where it is numb",
        "map_words": ("First: left sole: toes.",),
        "done": (DoneLine(what="Lotion on your feet", times=46, left="228", right="221"),),
        "finding": FindingPart(
            question="Does the ball help?",
            sentence="The ball helps: about 1 point less pain.",
            interval="Difference −1.0 points, 95 % interval −2.1 to +0.1.",
            picture=Picture(
                svg=printed(interval(-1.0, -2.1, 0.1, change=1, less="less pain", more="more pain")), alt="−1.0"
            ),
            lines=("n = 42 evenings (missing: 4 on ball days, 2 on rest days).",),
            choice="Chose to keep it.",
        ),
        "closed": (
            ClosedLine(
                what="Footbath", how="closed", why="Your feet may not feel how hot it is.", techniques=("Footbath",)
            ),
        ),
        "other_trials": (),
        "trial_runs": "",
        "closed_note": "",
        "questions": ("May I go on with the ball?",),
    }
    return Report(**(usual | other))


def record(**other) -> DiaryRecord:
    """A record with one of each kind of resource."""
    usual = {
        "person_id": "ada",
        "name": "",
        "simulated": False,
        "first": FIRST,
        "last": AT.date(),
        "made_at": AT,
        "version": "0.1.0",
        "names": {
            "scale": {"pain": "Pain", "numbness": "Numbness"},
            "site": {"left-foot": "left foot", "both-feet": "both feet"},
            "technique": {"tennis-ball": "Ball under your foot"},
            "flag": {"RF-01": "A new sore"},
            "sign": {"ST-01": "Sharp pain"},
        },
        "codes": {
            "pain": ("http://loinc.org", "72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported")
        },
        "ratings": (
            RatingSaid(id="1", at=AT, scale="pain", site="left-foot", value=4, by_helper=False),
            RatingSaid(id="2", at=AT, scale="numbness", site="left-foot", value=None, by_helper=True),
        ),
        "asked": (
            Asked(id="peg", name="PEG", items=(Item(id="pain", text="Pain?"),), answers={}, cite="Krebs 2009"),
            Asked(id="pgic", name="Change", items=(Item(id="change", text="How?"),), answers={4: "No change"}, cite=""),
        ),
        "filled_in": (
            FilledIn(id="1", questionnaire="peg", at=AT, answers={"pain": 5}, by_helper=False),
            FilledIn(id="2", questionnaire="pgic", at=AT, answers={"change": 4}, by_helper=False),
        ),
        "sessions": (
            SessionDone(
                id="1",
                technique="tennis-ball",
                begun=AT,
                seconds={"left-foot": 90, "right-foot": 0},
                timed=True,
                ended="stop",
                given_by_helper=True,
                by_helper=False,
            ),
        ),
        "plan": (
            PlannedLine(day=AT.date(), title="Trial session", technique="", minutes=5, state="planned"),
            PlannedLine(day=AT.date(), title="Ball", technique="tennis-ball", minutes=5, state="done"),
        ),
        "flags": (
            FlagRaised(
                id="1",
                code="RF-01",
                words="A new sore",
                sites=("left-foot",),
                since=AT,
                until=None,
                is_stop=False,
                by_helper=False,
            ),
            FlagRaised(
                id="2",
                code="ST-01",
                words="Sharp pain",
                sites=(),
                since=AT,
                until=AT + timedelta(days=1),
                is_stop=True,
                by_helper=False,
            ),
        ),
        "findings": (
            FoundOut(
                id="1",
                at=AT,
                sentence="The ball helps: about 1 point less pain.",
                scale="pain",
                site="both-feet",
                rated=42,
                days=48,
                numbers={"mean": -1.0, "q2_5": -2.1, "q97_5": 0.1},
            ),
        ),
    }
    return DiaryRecord(**(usual | other))
