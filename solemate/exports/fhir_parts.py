"""The small pieces that every FHIR resource is made of: codes, references, moments, and our own code systems."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from solemate.exports.record import DiaryRecord

Json = dict[str, Any]

OWN = "urn:solemate"
HL7 = "http://terminology.hl7.org/CodeSystem"
CATEGORY: Json = {
    "coding": [{"system": f"{HL7}/observation-category", "code": "survey", "display": "Survey"}],
}
MADE_FOR_TESTS: Json = {"system": f"{HL7}/v3-ActReason", "code": "HTEST", "display": "test health data"}
FINDING = {
    "trial-of-one": "Trial of one person",
    "mean": "Difference, mean, in points of 0 to 10",
    "q2_5": "Difference, 2.5 % quantile",
    "q97_5": "Difference, 97.5 % quantile",
    "p_better": "Chance of better at all",
    "p_meaningful": "Chance of better by the smallest change that matters",
    "p_worse": "Chance of worse by as much",
    "evenings": "Evenings filled in",
    "days": "Days of the trial",
}


def told(system: str, code: str, display: str) -> Json:
    """A concept of one of HL7's own code systems."""
    return {"coding": [{"system": f"{HL7}/{system}", "code": code, "display": display}], "text": display}


def concept(kind: str, code: str, record: DiaryRecord, *, other: tuple[str, str, str] | None = None) -> Json:
    """A code of our own with its words, and before it the one of somebody else, where there is one."""
    words = FINDING[code] if kind == "finding" else record.names.get(kind, {}).get(code, code.replace("-", " "))
    codings = [{"system": other[0], "code": other[1], "display": other[2]}] if other else []
    return {"coding": [*codings, {"system": f"{OWN}:{kind}", "code": code, "display": words}], "text": words}


def reference(url: str) -> Json:
    return {"reference": url}


def instant(moment: datetime) -> str:
    """An aware moment as FHIR writes it, to the second."""
    return moment.replace(microsecond=0).isoformat()


def codes_of_our_own(names: Mapping[str, Mapping[str, str]]) -> dict[str, Json]:
    """A CodeSystem resource for each kind of code of ours, with every code it has."""
    kinds = {kind: dict(codes) for kind, codes in names.items()} | {"finding": FINDING}
    return {
        kind: {
            "resourceType": "CodeSystem",
            "url": f"{OWN}:{kind}",
            "name": f"Solemate{kind.capitalize()}",
            "title": f"Solemate: {kind}",
            "status": "active",
            "content": "complete",
            "concept": [{"code": code, "display": words} for code, words in codes.items()],
        }
        for kind, codes in kinds.items()
    }
