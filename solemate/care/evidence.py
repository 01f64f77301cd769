"""The ledger: studies, the article's claims and where its figures came from, read from evidence.toml and claims.toml.

`V` says that a text was read, not that it is good (facts N-16): so each row and each source says what kind it is.
A row of status U is kept for whoever checks it, and never shown (N-14).
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from solemate.care.content_file import Table, parse

FILES = ("evidence.toml", "claims.toml")
STATUSES = ("V", "V2", "D", "U", "V / D", "V / V2", "V2 / D", "V / U")
CERTAINTIES = ("very low", "very low to low", "low", "low to moderate", "moderate", "moderate to high", "high")
VERDICTS = (
    *("supported", "plausible", "partly", "weak", "not supported", "no trial found"),
    *("unsafe as written", "garbled", "fabricated"),
)
VERDICT_WORDS = {
    "garbled": "told wrong",
    "fabricated": "made up",
}  # as a page says it; the others are plain as they are
KINDS = (
    *("guideline", "guideline summary", "review", "trial", "study", "hospital records", "case report", "survey"),
    *("summary", "registry", "manual", "leaflet", "instrument page", "licence page", "code"),
    *("trade page", "shop page", "news page", "hobby page", "web page", "our search"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What was opened, as it was retrieved."""

    id: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """One row of the ledger. What the facts leave out is empty here."""

    id: str
    name: str
    kind: str  # what it is; where it was read, its sources say
    people: str
    n: int | None
    trials: int | None  # how many a review holds
    design: str
    protocol: str
    result: str  # one plain sentence
    also: tuple[str, ...]  # what else the row says, as plain
    figures: str  # the numbers as printed, for clinicians
    certainty: str
    why_certainty: str
    status: str
    doi: str
    pmid: str
    sources: tuple[Source, ...]

    @property
    def may_show(self) -> bool:
        return self.status != "U"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim of the article, and the sentence we allow ourselves instead."""

    id: str
    claim: str
    verdicts: tuple[str, ...]
    certainty: str
    say: str  # empty: we do not say it, and `not_said` tells why
    not_said: str
    why: str
    figures: str  # for clinicians
    studies: tuple[Study, ...]  # only those that may be shown
    rules: tuple[str, ...]  # safety rules that speak of it
    sources: tuple[Source, ...]
    unsure: tuple[str, ...]  # of status U: to be checked, never shown

    @property
    def verdict_words(self) -> tuple[str, ...]:
        """What we found, as a page says it."""
        return tuple(VERDICT_WORDS.get(verdict, verdict) for verdict in self.verdicts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where the article comes from: one row of facts 0."""

    id: str
    title: str
    say: tuple[str, ...]
    status: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What the article printed, and what we found when we looked for it."""

    claim: Claim
    printed: str
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evidence:
    reading: tuple[str, ...]  # what it comes to, in a few plain sentences
    studies: Mapping[str, Study]
    claims: Mapping[str, Claim]
    article: tuple[Provenance, ...]
    figures: tuple[Figure, ...]
    sources: Mapping[str, Source]

    @property
    def shown(self) -> tuple[Study, ...]:
        """The studies that a page may list."""
        return tuple(study for study in self.studies.values() if study.may_show)


@cache
def load_evidence() -> Evidence:
    """The ledger that is shipped with this Solemate.

    Raises:
        ContentError: a file is wrong; the message names file, key and reason.
    """
    content = resources.files("solemate") / "content"
    return read_evidence({name: (content / name).read_bytes() for name in FILES})


def read_evidence(contents: Mapping[str, bytes]) -> Evidence:
    """Check the two files, given as bytes by name, into a ledger in which every id points somewhere."""
    ledger, article = (parse(contents[name], name) for name in FILES)
    sources = _read_sources(ledger.table("sources"))
    studies: dict[str, Study] = {}
    for table in ledger.tables("studies"):
        study_id = _new_id(table, studies)
        studies[study_id] = _read_study(table, study_id, sources)
    reading = ledger.table("reading")
    say = reading.texts("say")
    reading.choice("status", STATUSES)
    claims: dict[str, Claim] = {}
    for table in article.tables("claims"):
        claim_id = _new_id(table, claims)
        claims[claim_id] = _read_claim(table, claim_id, studies, sources)
    evidence = Evidence(
        reading=say,
        studies=MappingProxyType(studies),
        claims=MappingProxyType(claims),
        article=tuple(_read_provenance(table, sources) for table in article.tables("article")),
        figures=tuple(_read_figure(table, claims) for table in article.tables("figures")),
        sources=MappingProxyType(sources),
    )
    for table in (reading, ledger, article):
        table.done()
    return evidence


def _new_id(table: Table, known: Container[str]) -> str:
    name = table.text("id")
    if name in known:
        raise table.error("id", "used twice")
    return name


def _read_sources(table: Table) -> dict[str, Source]:
    sources = {}
    for name in table.keys():
        source = table.table(name)
        sources[name] = Source(id=name, kind=source.choice("kind", KINDS), text=source.text("text"))
        source.done()
    return sources


def _read_study(table: Table, study_id: str, sources: Mapping[str, Source]) -> Study:
    study = Study(
        id=study_id,
        name=table.text("name"),
        kind=table.choice("kind", KINDS),
        people=table.text_or_none("people") or "",
        n=_count(table, "n"),
        trials=_count(table, "trials"),
        design=table.text_or_none("design") or "",
        protocol=table.text_or_none("protocol") or "",
        result=table.text("result"),
        also=table.texts("also"),
        figures=table.text_or_none("figures") or "",
        certainty=_certainty(table),
        why_certainty=table.text_or_none("why_certainty") or "",
        status=table.choice("status", STATUSES),
        doi=table.text_or_none("doi") or "",
        pmid=table.text_or_none("pmid") or "",
        sources=_named(table, sources),
    )
    table.done()
    if not study.sources and study.may_show and study.kind != "our search":
        raise table.error("sources", "what may be shown has a source")
    if study.why_certainty and not study.certainty:
        raise table.error("why_certainty", "there is no certainty")
    return study


def _read_claim(table: Table, claim_id: str, studies: Mapping[str, Study], sources: Mapping[str, Source]) -> Claim:
    claim = Claim(
        id=claim_id,
        claim=table.text("claim"),
        verdicts=table.choices("verdicts", VERDICTS),
        certainty=_certainty(table),
        say=table.text_or_none("say") or "",
        not_said=table.text_or_none("not_said") or "",
        why=table.text("why"),
        figures=table.text_or_none("figures") or "",
        studies=tuple(studies[name] for name in table.choices("evidence", tuple(studies)) if studies[name].may_show),
        rules=table.texts("rules"),
        sources=_named(table, sources),
        unsure=table.texts("unsure"),
    )
    table.done()
    if not claim.verdicts:
        raise table.error("verdicts", "missing")
    if bool(claim.say) == bool(claim.not_said):
        raise table.error("say", "write what we say, or in `not_said` why we say nothing")
    return claim


def _read_provenance(table: Table, sources: Mapping[str, Source]) -> Provenance:
    provenance = Provenance(
        id=table.text("id"),
        title=table.text("title"),
        say=table.texts("say"),
        status=table.choice("status", STATUSES),
        sources=_named(table, sources),
    )
    table.done()
    return provenance


def _read_figure(table: Table, claims: Mapping[str, Claim]) -> Figure:
    claim = claims[table.choice("claim", tuple(claims))]
    figure = Figure(claim=claim, printed=table.text("printed"), found=table.texts("found"))
    table.done()
    return figure


def _certainty(table: Table) -> str:
    return table.choice("certainty", CERTAINTIES) if "certainty" in table.keys() else ""


def _count(table: Table, key: str) -> int | None:
    return table.whole(key) if key in table.keys() else None


def _named(table: Table, sources: Mapping[str, Source]) -> tuple[Source, ...]:
    return tuple(sources[name] for name in table.choices("sources", tuple(sources)))
