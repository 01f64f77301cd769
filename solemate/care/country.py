"""Countries: the number that brings an ambulance, from content/emergency-numbers.toml; and what has not been checked yet."""

from dataclasses import dataclass
from functools import cache
from importlib import resources

from solemate.care.content_file import Table, parse


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPoint:
    """Something nobody has checked yet (facts section 7)."""

    id: str
    say: str


def _read(name: str) -> Table:
    return parse((resources.files("solemate") / "content" / name).read_bytes(), name)


@cache
def emergency_numbers() -> dict[str, str]:
    """ISO 3166 code to number. A country that is not here has none: we never guess."""
    table = _read("emergency-numbers.toml").table("numbers")
    return {code: table.text(code) for code in table.keys()}


@cache
def country_names() -> dict[str, str]:
    """ISO 3166 code to the country's name, for those with a number."""
    table = _read("emergency-numbers.toml").table("names")
    names = {code: table.text(code) for code in emergency_numbers()}
    return dict(sorted(names.items(), key=lambda row: row[1]))


@cache
def open_points() -> tuple[OpenPoint, ...]:
    """The list behind the banner; empty once a clinician has signed the rules off."""
    file = _read("open-points.toml")
    if file.text_or_empty("signed_off_by") and file.text_or_empty("signed_off_on"):
        return ()
    return tuple(OpenPoint(id=row.text("id"), say=row.text("say")) for row in file.tables("points"))
