"""A trial as it stands in; whether its last evenings were so much worse than before it that it asks whether to stop, out.

It asks from the first evening that is known from before: where little is known it asks rather too often. Where nothing is
known it cannot ask, and says so.
"""

from dataclasses import dataclass
from datetime import timedelta

from solemate.care.catalogue import load_catalogue
from solemate.protocol.worse import is_worse, usual_before
from solemate.web.trials.running import Standing, evenings_before, outcomes, ratings_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What the trial can see of evenings that get worse."""

    asks: bool  # whether to stop
    known: int  # evenings answered before the first period
    few: bool  # known, but too few to be sure what is usual
    blind: bool  # a period has begun, and nothing is known from before


def watch(standing: Standing) -> Watch:
    """Look at the last evenings of a trial that runs."""
    rules = load_catalogue().trials
    before = evenings_before(standing.trial, standing)
    first_period = next((day.date for day in standing.days if day.kind == "period"), None)
    usual = usual_before(before, at_least=rules.fewest_evenings_to_watch)
    asks = False
    if first_period is not None:
        first = max(first_period, standing.today - timedelta(days=rules.worse_evenings + 1))
        ratings = ratings_of(standing.trial.person, standing.protocol.scale, first, standing.today)
        asks = is_worse(
            usual,
            outcomes(standing.protocol, ratings),
            today=standing.today,
            points=rules.worse_points,
            in_a_row=rules.worse_evenings,
            higher_is_better=standing.protocol.higher_is_better,
        )
    return Watch(
        asks=asks,
        known=len(before),
        few=len(before) < rules.run_in_evenings,
        blind=first_period is not None and usual is None,
    )
