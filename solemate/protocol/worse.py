"""Whether the last evenings are so much worse than before the trial that it should ask whether to stop."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from statistics import median


def usual_before(ratings: Sequence[int], *, at_least: int) -> float | None:
    """The median evening before the first period; None where too few were answered to call anything usual."""
    return float(median(ratings)) if len(ratings) >= at_least else None


def is_worse(
    usual: float | None,
    evenings: Mapping[date, int],
    *,
    today: date,
    points: int,
    in_a_row: int,
    higher_is_better: bool,
) -> bool:
    """Whether the last `in_a_row` evenings, up to today or yesterday, were each worse than usual by `points` or more."""
    if usual is None:
        return False
    last = today if today in evenings else today - timedelta(days=1)
    found = [evenings.get(last - timedelta(days=back)) for back in range(in_a_row)]
    sign = -1 if higher_is_better else 1
    return all(value is not None and sign * (value - usual) >= points for value in found)
