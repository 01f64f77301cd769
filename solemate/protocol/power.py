"""What a trial can tell, before it starts: the person's own evenings in, one or two sentences out.

With a week of evenings or more the engine plays invented people who swing as this person does. Without, and for one side
against the other, it says what trials of just this kind found in the simulation of the whole chain
(docs/verification/whole-chain.md), and that it is that.
"""

from collections.abc import Mapping, Sequence

from solemate.protocol.draft import Layout, Protocol

FEWEST_EVENINGS = 7
TEN = 10
PEOPLE = 60  # enough for "in 7 of 10", and about a second
# Trials of 48 days, swings of 0.5 to 2.5 points: in how many of 10 a change of so many points was found.
TYPICAL: Mapping[Layout, Mapping[int, int]] = {"in-turn": {1: 1, 2: 5}, "left-right": {1: 7, 2: 9}}


def say_power(protocol: Protocol, evenings: Sequence[int | None]) -> tuple[str, ...]:
    """Sentences for the page that comes before the start. `evenings`: this outcome, day by day, None where missed."""
    if protocol.layout == "left-right" or sum(value is not None for value in evenings) < FEWEST_EVENINGS:
        small, large = TYPICAL[protocol.layout].values()
        known = "We can’t work it out" if protocol.layout == "left-right" else "We don’t know your evenings yet"
        return (
            f"{known}. In made-up trials of 48 days, we saw a change of 2 points in {large} of 10.",
            f"A change of 1 point we saw in {small} of 10. Shorter trials see less.",
        )
    from solemate.nof1.power import chances  # loads compiled code

    change = protocol.smallest_change
    better_is_lower = [None if v is None else 10 - v if protocol.higher_is_better else v for v in evenings]
    found = chances(
        better_is_lower,
        period=protocol.period_days,
        change=float(change),
        smallest_change=float(change),  # by which this trial will decide
        lengths=(protocol.days,),
        people=PEOPLE,
    )[0]
    points = f"{change} point{'' if change == 1 else 's'}"
    said = [
        f"We went by your last evenings. If it changes your evenings by {points}, a trial like this sees it in "
        f"{found.of_ten} of 10."
    ]
    if found.missed_of_ten:
        said.append(f"In {found.missed_of_ten} of 10 it says by mistake: no clear difference.")
    if found.of_ten + found.missed_of_ten < TEN:
        said.append("Else it says that it could not tell.")
    return tuple(said)
