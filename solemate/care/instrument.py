"""instruments.toml in: which questionnaires and tests we use, what their licences allow, and the codes they go by.

What is of status U is kept for whoever checks it: an `unsure` sentence is never shown, a code is not shipped.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Literal, cast

from solemate.care.content_file import Table, parse
from solemate.care.evidence import STATUSES, Source, load_evidence

FILE = "instruments.toml"

Use = Literal["core", "yes", "optional", "no"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A questionnaire or a test: one row of facts 5.1."""

    id: str
    name: str
    use: Use
    what: str
    score: str
    licence: str
    why_not: str  # empty where it is built in
    status: str
    sources: tuple[Source, ...]
    unsure: tuple[str, ...]  # of status U: to be checked, never shown

    @property
    def is_built_in(self) -> bool:
        return self.use in ("core", "yes")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSystem:
    id: str
    uri: str
    licence: str
    status: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """What an observation or a condition is called in another system; `display` as it was found, if it was."""

    id: str
    system: CodeSystem
    code: str
    display: str
    note: str
    status: str
    instrument: Instrument | None

    @property
    def may_ship(self) -> bool:
        return self.status != "U"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Instruments:
    instruments: Mapping[str, Instrument]
    systems: Mapping[str, CodeSystem]
    codes: Mapping[str, Code]

    @property
    def shipped(self) -> Mapping[str, Code]:
        """The codes that may leave Solemate."""
        return {name: code for name, code in self.codes.items() if code.may_ship}


@cache
def load_instruments() -> Instruments:
    """The instruments that are shipped with this Solemate.

    Raises:
        ContentError: the file is wrong; the message names file, key and reason.
    """
    content = resources.files("solemate") / "content"
    return read_instruments((content / FILE).read_bytes(), load_evidence().sources)


def read_instruments(content: bytes, sources: Mapping[str, Source]) -> Instruments:
    """Check the file, given as bytes; its sources are those of the ledger."""
    file = parse(content, FILE)
    instruments: dict[str, Instrument] = {}
    for table in file.tables("instruments"):
        instrument = _read_instrument(table, sources)
        if instrument.id in instruments:
            raise table.error("id", "used twice")
        instruments[instrument.id] = instrument
    system_table = file.table("systems")
    systems = {name: _read_system(system_table.table(name), name, sources) for name in system_table.keys()}
    codes: dict[str, Code] = {}
    for table in file.tables("codes"):
        code = _read_code(table, systems, instruments)
        if code.id in codes:
            raise table.error("id", "used twice")
        codes[code.id] = code
    file.done()
    return Instruments(
        instruments=MappingProxyType(instruments), systems=MappingProxyType(systems), codes=MappingProxyType(codes)
    )


def _read_instrument(table: Table, sources: Mapping[str, Source]) -> Instrument:
    instrument = Instrument(
        id=table.text("id"),
        name=table.text("name"),
        use=cast(Use, table.choice("use", ("core", "yes", "optional", "no"))),
        what=table.text_or_none("what") or "",
        score=table.text_or_none("score") or "",
        licence=table.text("licence"),
        why_not=table.text_or_none("why_not") or "",
        status=table.choice("status", STATUSES),
        sources=tuple(sources[name] for name in table.choices("sources", tuple(sources))),
        unsure=table.texts("unsure"),
    )
    table.done()
    if instrument.is_built_in == bool(instrument.why_not):
        raise table.error("why_not", "say why, for what is not built in and for nothing else")
    if ("U" in instrument.status) != bool(instrument.unsure):
        raise table.error("unsure", "what is of status U is written there, and nothing else")
    return instrument


def _read_system(table: Table, system_id: str, sources: Mapping[str, Source]) -> CodeSystem:
    system = CodeSystem(
        id=system_id,
        uri=table.text("uri"),
        licence=table.text("licence"),
        status=table.choice("status", STATUSES),
        sources=tuple(sources[name] for name in table.choices("sources", tuple(sources))),
    )
    table.done()
    return system


def _read_code(table: Table, systems: Mapping[str, CodeSystem], instruments: Mapping[str, Instrument]) -> Code:
    instrument = table.choice("instrument", tuple(instruments)) if "instrument" in table.keys() else None
    code = Code(
        id=table.text("id"),
        system=systems[table.choice("system", tuple(systems))],
        code=table.text("code"),
        display=table.text_or_none("display") or "",
        note=table.text_or_none("note") or "",
        status=table.choice("status", STATUSES),
        instrument=instruments[instrument] if instrument else None,
    )
    table.done()
    return code
