"""A protocol and its record in, a Finding out: what the trial says so far, with everything needed to doubt it.

A finding is frozen and can be stored: pages, the report and exports read it and compute nothing again. It is the answer
of `solemate trial analyse` on the record's own file, number for number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from solemate.protocol.align import Record, Row
from solemate.protocol.draft import Protocol

Kind = Literal["helps", "harms", "no-difference", "keep-going", "not-enough-variation", "too-early"]

VERSION = 1  # of the stored form
NOTHING_VARIES: Kind = "not-enough-variation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adherence:
    """What was really done. Days count; `share` is the mean share of the planned time on the technique's days."""

    technique_days: int
    days_with_some: int
    share: float
    comparator_days: int
    crossed: int  # days on which it was done without being the turn of it; left against right: on the other side
    rested: int | None  # rest days on which the rest was had; None where the comparator is usual days


@dataclass(frozen=True, slots=True, kw_only=True)
class Secondary:
    """Another outcome, shown and never decided on. `delivered` as in the contracts, None where nothing can be said."""

    scale: str
    site: str
    rated: int
    delivered: Mapping[str, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a trial says. `look` is the block it looks at; `posterior` is the contracts' JSON, None before the first look."""

    protocol: Protocol
    look: int
    ended: bool
    kind: Kind
    record: Record
    posterior: Mapping[str, Any] | None
    secondary: tuple[Secondary, ...]
    adherence: Adherence
    usual: float | None  # the median evening before the first period
    expectation: int | None  # -1 worse, 0 no change, 1 a little, 2 some, 3 much
    seed: int | None  # said once the trial is over; before, it would tell the order

    @property
    def days(self) -> int:
        """Days of the periods that count; paused days are none."""
        return sum(not row.paused for row in self.record.rows)

    @property
    def rated(self) -> int:
        return sum(row.rated for row in self.record.rows if not row.paused)

    @property
    def paused(self) -> int:
        return sum(row.paused for row in self.record.rows)

    @property
    def arm(self) -> str:
        """What the posterior calls the technique."""
        return "technique" if self.record.left_right else self.protocol.technique

    @property
    def delivered(self) -> Mapping[str, float] | None:
        """The primary numbers, where there are any."""
        return self._part("delivered")

    @property
    def as_done(self) -> Mapping[str, float] | None:
        return self._part("as_done")

    @property
    def sustained(self) -> Mapping[str, float] | None:
        return self._part("sustained")

    def _part(self, name: str) -> Mapping[str, float] | None:
        found = self.posterior.get(name) if self.posterior else None
        return cast(Mapping[str, float], found[self.arm]) if found else None

    def without_numbers(self) -> "Finding":
        """The word of a look and its days, without averages and chances: what may be kept while the trial runs."""
        bare = tuple(replace(other, delivered=None) for other in self.secondary)
        return replace(self, posterior=None, secondary=bare)

    def to_dict(self) -> dict[str, Any]:
        """The finding as JSON can hold it; `from_dict` gives it back."""
        adherence = {name: getattr(self.adherence, name) for name in Adherence.__slots__}
        secondary = [{name: getattr(other, name) for name in Secondary.__slots__} for other in self.secondary]
        return {
            "version": VERSION,
            "protocol": self.protocol.to_dict(),
            "look": self.look,
            "ended": self.ended,
            "kind": self.kind,
            "header": list(self.record.header),
            "rows": self.record.to_list(),
            "posterior": self.posterior,
            "secondary": secondary,
            "adherence": adherence,
            "usual": self.usual,
            "expectation": self.expectation,
            "seed": self.seed,
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Finding":
        protocol = Protocol.from_dict(values["protocol"])
        return cls(
            protocol=protocol,
            look=values["look"],
            ended=values["ended"],
            kind=values["kind"],
            record=Record.from_list(values["rows"], left_right=protocol.layout == "left-right"),
            posterior=values["posterior"],
            secondary=tuple(Secondary(**other) for other in values["secondary"]),
            adherence=Adherence(**values["adherence"]),
            usual=values["usual"],
            expectation=values["expectation"],
            seed=values["seed"],
        )


def analyse(
    protocol: Protocol,
    record: Record,
    *,
    look: int,
    ended: bool,
    others: Sequence[tuple[tuple[str, str], Record]],
    adherence: Adherence,
    usual: float | None,
    expectation: int | None,
    seed: int | None,
) -> Finding:
    """Look at the record of the first `look` blocks. Before the first look of the protocol nothing is computed.

    Args:
        others: the secondary outcomes, each with the same days and its own ratings.
    """
    posterior: dict[str, Any] | None = None
    kind: Kind = "too-early"
    secondary: list[Secondary] = []
    if look >= protocol.first_look_block:
        posterior = posterior_of(protocol, record)
        kind = decision_of(posterior)
        secondary = [_secondary(protocol, pair, other) for pair, other in others]
    return Finding(
        protocol=protocol,
        look=look,
        ended=ended,
        kind=kind,
        record=record,
        posterior=posterior,
        secondary=tuple(secondary),
        adherence=adherence,
        usual=usual,
        expectation=expectation,
        seed=seed,
    )


def posterior_of(protocol: Protocol, record: Record) -> dict[str, Any]:
    """The contracts' JSON for this record: the very call that the command makes.

    Too few rated days to compare anything is no fault here, but the same answer as ratings that never vary.
    """
    from solemate import nof1  # loads compiled code: only when something is computed

    columns: dict[str, Any] = record.columns()
    terms: dict[str, Any] = {
        "smallest_change": float(protocol.smallest_change),
        "higher_is_better": protocol.higher_is_better,
    }
    if too_few(protocol, record):
        return nothing_varies(protocol, record)
    if record.left_right:
        return nof1.analyse_sides(**columns, **terms).to_dict()
    return nof1.analyse(**columns, **terms, reference=protocol.comparator).to_dict()


def too_few(protocol: Protocol, record: Record) -> bool:
    """Whether an arm, or a side's turn, has fewer than 2 rated days: the engine refuses that as no trial."""
    arms = ("left", "right") if record.left_right else protocol.arms
    return any(_rated(record.rows, arm) < 2 for arm in arms)


def nothing_varies(protocol: Protocol, record: Record) -> dict[str, Any]:
    """The answer where nothing can be compared, in the contracts' form."""
    arm = "technique" if record.left_right else protocol.technique
    empty = ("delivered", "sustained", "as_done", "p_best", "p_best_sustained", "hyper", "randomisation_p")
    return {
        "days": len(record.rows),
        "rated": sum(row.rated for row in record.rows),
        "reference": "comparator" if record.left_right else protocol.comparator,
        "model": None,
        **dict.fromkeys(empty),
        "decisions": {arm: NOTHING_VARIES},
        "decision": NOTHING_VARIES,
    }


def decision_of(posterior: Mapping[str, Any]) -> Kind:
    """What the engine decided about the one technique."""
    return cast(Kind, posterior["decision"])


def adherence_of(
    record: Record,
    protocol: Protocol,
    done: Mapping[Any, float],
    rested: int | None,
    *,
    elsewhere: Mapping[Any, float] | None = None,
) -> Adherence:
    """What the player's log says about the days of a record; `elsewhere`: left against right, what the other side got."""
    days = [row for row in record.rows if not row.paused]
    technique = [row for row in days if row.side or row.arm == protocol.technique]
    shares = [row.done or 0.0 for row in technique]
    comparator = [row for row in days if row not in technique]
    return Adherence(
        technique_days=len(technique),
        days_with_some=sum(share > 0 for share in shares),
        share=round(sum(shares) / len(shares), 3) if shares else 0.0,
        comparator_days=len(comparator),
        crossed=sum((elsewhere or {}).get(row.day, 0.0) > 0 for row in technique)
        if record.left_right
        else sum(done.get(row.day, 0.0) > 0 for row in comparator),
        rested=rested,
    )


def _secondary(protocol: Protocol, pair: tuple[str, str], record: Record) -> Secondary:
    posterior = posterior_of(protocol, record)
    delivered = posterior["delivered"]
    arm = "technique" if record.left_right else protocol.technique
    return Secondary(
        scale=pair[0],
        site=pair[1],
        rated=sum(row.rated for row in record.rows),
        delivered=delivered[arm] if delivered else None,
    )


def _rated(rows: Sequence[Row], arm: str) -> int:
    return sum(row.rated for row in rows if not row.paused and arm in (row.arm, row.side))
