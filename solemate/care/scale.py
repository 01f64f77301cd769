"""One scale file in, one frozen Scale out: how a symptom becomes a number from 0 to 10."""

from dataclasses import dataclass

from solemate.care.content_file import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A 0-10 numeric rating scale in our own words; a `{part}` in `now` and `evening` stands for the body part."""

    id: str
    name: str
    low: str
    high: str
    now: str
    evening: str
    evening_pair: str  # the same of both together, with `{part}` as "feet" or "hands"; '' for one of the whole person
    order: int
    higher_is_better: bool
    core: bool  # asked of everybody; the others where the person wants them

    @property
    def of_a_part(self) -> bool:
        """Whether it is asked of each hand or foot, or once of the whole person."""
        return "{part}" in self.evening


def read_scale(file: Table, scale_id: str) -> Scale:
    """Check one file into a Scale.

    Raises:
        ContentError: a key is missing or wrong.
    """
    scale = Scale(
        id=scale_id,
        name=file.text("name"),
        low=file.text("low"),
        high=file.text("high"),
        now=file.text("now"),
        evening=file.text("evening"),
        evening_pair=file.text_or_none("evening_pair") or "",
        order=file.whole("order"),
        higher_is_better=file.flag("higher_is_better"),
        core=file.flag("core"),
    )
    file.text("fact")
    file.text("status")
    file.done()
    if scale.of_a_part != bool(scale.evening_pair):
        raise file.error("evening_pair", "there where the evening asks of each part, and only there")
    return scale
