"""Which letters the report can print: texts in, the same texts with a question mark for what no typeface here has, out."""

import struct
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

INSTEAD = "?"
# Typst carries a typeface of its own that has these; whatever is written in them is printed in it.
ALSO = (range(0x0370, 0x0400), range(0x0400, 0x0460))  # Greek, Cyrillic


def only_known(value: Any) -> Any:
    """The same value, every text in it made of letters that can be printed. Keys are ours and stay."""
    if isinstance(value, str):
        return value if value.startswith("<svg") else "".join(map(_letter, value))
    if isinstance(value, dict):
        return {key: only_known(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [only_known(inner) for inner in value]
    return value


def _letter(letter: str) -> str:
    if letter in "\n\t\r":
        return " "
    if letter.isprintable() and (ord(letter) in known_letters() or any(ord(letter) in block for block in ALSO)):
        return letter
    return INSTEAD


@cache
def known_letters() -> frozenset[int]:
    """The code points of the report's typeface, read off its own table (`cmap`, format 4)."""
    import fontpkg_atkinson_hyperlegible

    font = resources.files(fontpkg_atkinson_hyperlegible) / "files" / "AtkinsonHyperlegible-Regular.ttf"
    return frozenset(_code_points(font.read_bytes()))


def _code_points(font: bytes) -> Iterator[int]:
    tables = struct.unpack_from(">H", font, 4)[0]
    places = {font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0] for at in range(12, 12 + 16 * tables, 16)}
    start = places[b"cmap"]
    for number in range(struct.unpack_from(">H", font, start + 2)[0]):
        table = start + struct.unpack_from(">I", font, start + 8 + 8 * number)[0]
        if struct.unpack_from(">H", font, table)[0] != 4:
            continue
        count = struct.unpack_from(">H", font, table + 6)[0] // 2
        ends = struct.unpack_from(f">{count}H", font, table + 14)
        starts = struct.unpack_from(f">{count}H", font, table + 16 + 2 * count)
        for first, last in zip(starts, ends, strict=True):
            yield from range(first, min(last, 0xFFFE) + 1)
