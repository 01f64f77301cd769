"""Protocols and records for the tests of this folder, with what does not matter left out."""

from datetime import date, timedelta

from solemate.care.catalogue import load_catalogue
from solemate.protocol.align import Record, Row, align, draw_schedule
from solemate.protocol.days import Day
from solemate.protocol.draft import Protocol, draft_protocol

CATALOGUE = load_catalogue()
FEET = ("left-foot", "right-foot")
MONDAY = date(2026, 11, 23)


def ball(**other) -> Protocol:
    """Ball against rest, evening pain of both feet together, 12 blocks of 2 x 2 days."""
    technique = CATALOGUE.techniques[other.pop("technique", "tennis-ball")]
    scale = CATALOGUE.scales[other.pop("scale", "pain")]
    choices = {
        "open_sites": FEET,
        "layout": "in-turn",
        "comparator": "rest",
        "site": "both-feet",
        "smallest_change": 1,
        "blocks": 12,
        "minutes": technique.minutes.default,
        "asked": [("pain", "left-foot"), ("pain", "right-foot"), ("numbness", "left-foot")],
        "known_evenings": 0,
        "rules": CATALOGUE.trials,
        "content_version": CATALOGUE.version,
    }
    return draft_protocol(technique=technique, scale=scale, **{**choices, **other})


def left_right(**other) -> Protocol:
    return ball(layout="left-right", site="", **other)


def period_days(protocol: Protocol, count: int | None = None) -> list[Day]:
    """Days of periods only, from a Monday, without a run-in or a pause."""
    count = protocol.days if count is None else count
    return [Day(date=MONDAY + timedelta(days=number), kind="period", number=number) for number in range(count)]


def record_of(protocol: Protocol, seed: int, level, *, blocks: int | None = None) -> Record:
    """A record with the number `level(number of the day, technique day?)` each evening; None is no answer."""
    schedule = draw_schedule(protocol, seed)
    days = period_days(protocol)
    ratings = {}
    for day in days:
        value = level(day.number, schedule.arm[day.number] == protocol.technique)
        if value is not None:
            ratings |= {(day.date, site): value for site in protocol.rated_sites}
    done = {day.date: 1.0 for day in days}
    return align(protocol, schedule, days, ratings, done, blocks=blocks or protocol.blocks)


def rows_of(record: Record) -> list[Row]:
    return list(record.rows)
