"""Codes that others gave to what is rated, from content/codes.toml: a scale's id in, system, code and display out."""

from dataclasses import dataclass
from functools import cache
from importlib import resources

from solemate.care.content_file import parse


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One code of somebody else's, as facts have it."""

    system: str
    code: str
    display: str


@cache
def codes_of_scales() -> dict[str, Code]:
    """Scale to its code. A scale that is not here has none: we never guess.

    Raises:
        ContentError: a key is missing or wrong.
    """
    name = "codes.toml"
    file = parse((resources.files("solemate") / "content" / name).read_bytes(), name)
    found = {}
    scales = file.table("scales")
    for scale in scales.keys():
        table = scales.table(scale)
        found[scale] = Code(system=table.text("system"), code=table.text("code"), display=table.text("display"))
        table.text("fact")
        table.text("status")
        table.done()
    file.done()
    return found
