"""The chart of a trial: labels that fit, and averages only where the trial could tell."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest

from solemate.drawing.trial_chart import BOTTOM, LETTER, TOP, TrialDay, trial_chart

FIRST = date(2026, 11, 29)
LARGEST = 23  # px: extra large letters (progress.css)
DEPTH = 0.29  # of its size, what a letter of Atkinson Hyperlegible reaches below its line


def chart(days, *, width=320, names=("Other", "Exercise"), period=2, **other):
    lived = [
        TrialDay(day=FIRST + timedelta(days=n), value=n % 9, period=n // period + 1, technique=n // period % 2 == 0)
        for n in range(days)
    ]
    return trial_chart(lived, side="", width=width, names=names, **other)


def labels(svg):
    """(x, y, anchor, text) of every label."""
    found = re.findall(r'<text class="chart-text" x="([\d.]+)" y="([\d.]+)" text-anchor="(\w+)">([^<]+)<', svg)
    return [(float(x), float(y), anchor, text) for x, y, anchor, text in found]


@pytest.mark.parametrize("days", [1, 2, 3, 4, 7, 16, 32, 48])
@pytest.mark.parametrize("width", [320, 460, 620, 920])
def test_no_label_is_cut_off_or_runs_into_another_in_extra_large_letters(days, width):
    svg = chart(days, width=width)
    height = float(re.search(r'viewBox="0 0 \d+ (\d+)"', svg)[1])
    spans = []
    for x, y, anchor, text in labels(svg):
        assert LARGEST * 0.95 <= y <= height - LARGEST * DEPTH, text
        long = LETTER * len(text) + 2
        left = {"start": x, "middle": x - long / 2, "end": x - long}[anchor]
        if y != BOTTOM + 26:
            continue
        assert left >= 0, text
        assert left + long <= width, text
        spans.append((left, left + long))
    assert spans, "the first day is always told"
    assert all(end < begin for (_, end), (begin, _) in pairwise(spans)), spans


def test_a_name_stands_above_a_period_only_where_it_fits():
    assert not [text for _, y, _, text in labels(chart(16, width=460)) if y < TOP]
    assert [text for _, y, _, text in labels(chart(16, width=920)) if y < TOP] == ["Exercise", "Other"] * 4
    assert [text for _, y, _, text in labels(chart(14, width=460, period=7)) if y < TOP] == ["Exercise", "Other"]


@pytest.mark.parametrize("period", [2, 5])
def test_without_averages_there_are_dots_and_no_line(period):
    assert "chart-mean" in chart(20, period=period)
    assert "chart-mean" not in chart(20, period=period, averages=False)
    assert chart(20, period=period, averages=False).count("chart-dot") == 20
