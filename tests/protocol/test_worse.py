"""When the last evenings are so much worse than usual that the trial should ask."""

from datetime import date, timedelta

import pytest

from solemate.protocol.worse import is_worse, usual_before

TODAY = date(2026, 12, 6)


def evenings(*values):
    """The last one is today's; None is no answer."""
    days = [TODAY - timedelta(days=back) for back in range(len(values))]
    return {day: value for day, value in zip(days, reversed(values), strict=True) if value is not None}


@pytest.mark.parametrize(
    ("values", "worse"),
    [
        ((6, 6, 6), True),
        ((9, 6, 7), True),
        ((6, 5, 6), False),
        ((6, 6), False),
        ((6, None, 6, 6), False),
        ((6, 6, 6, None), True),  # today's evening is still to come
        ((6, 6, 6, 5), False),
        ((6, 6, 6, 4), False),
    ],
)
def test_two_points_on_three_evenings_in_a_row(values, worse):
    found = is_worse(4.0, evenings(*values), today=TODAY, points=2, in_a_row=3, higher_is_better=False)
    assert found == worse


def test_where_more_is_better_less_is_worse():
    asked = {"today": TODAY, "points": 2, "in_a_row": 3, "higher_is_better": True}
    assert is_worse(6.0, evenings(4, 3, 4), **asked)
    assert not is_worse(6.0, evenings(8, 8, 8), **asked)


def test_without_a_usual_level_nothing_is_worse():
    assert not is_worse(None, evenings(9, 9, 9), today=TODAY, points=2, in_a_row=3, higher_is_better=False)
    assert usual_before([4, 5, 5], at_least=4) is None
    assert usual_before([4, 5, 5, 9], at_least=4) == 5.0
