"""A diary's record in, a FHIR R4 (4.0.1) bundle out: a collection whose every reference points inside it.

Codes of others are used where facts have them (pain: LOINC); where none exists there is a code system of our own, which goes
with the bundle. Ids follow from the record alone, so the same diary gives the same bytes.
"""

import json
from typing import Any
from uuid import UUID, uuid5

from solemate.exports.fhir_parts import (
    CATEGORY,
    MADE_FOR_TESTS,
    OWN,
    Json,
    codes_of_our_own,
    concept,
    instant,
    reference,
    told,
)
from solemate.exports.record import DiaryRecord, FilledIn, FoundOut, PlannedLine, RatingSaid, SessionDone
from solemate.exports.record import FlagRaised as Raised

SPACE = UUID("5d0c3a86-54d5-4d86-9b4e-0f9a6ce2a8f1")  # of our ids; any constant will do, but never another
PLAN_STATES = {
    "planned": "scheduled",
    "done": "completed",
    "stopped": "stopped",
    "not-today": "cancelled",
    "over": "not-started",
}
SESSION_STATES = {"finish": "completed", "stop": "stopped", "": "unknown"}


def bundle_of(record: DiaryRecord) -> Json:
    """The bundle as JSON can hold it."""
    return _Maker(record).bundle()


def write_bundle(record: DiaryRecord) -> bytes:
    """The bundle as a file, in UTF-8."""
    return (json.dumps(bundle_of(record), ensure_ascii=False, indent=1) + "\n").encode()


class _Maker:
    """One bundle. Each method makes one kind of resource; `add` gives it its id and keeps it."""

    def __init__(self, record: DiaryRecord) -> None:
        self.record = record
        self.entries: list[Json] = []
        self.patient = self.url("patient", record.person_id)
        self.device = self.url("device", record.version)
        self.helper = self.url("helper", record.person_id)
        self.by_helper: list[str] = []
        self.by_person: list[str] = []

    def url(self, kind: str, name: str) -> str:
        return f"urn:uuid:{uuid5(SPACE, f'{kind} {name}')}"

    def add(self, url: str, resource: Json, *, by_helper: bool | None = None) -> None:
        """Keep a resource; `by_helper` where somebody said it: then a Provenance names who."""
        self.entries.append({"fullUrl": url, "resource": resource | {"id": url.removeprefix("urn:uuid:")}})
        if by_helper is not None:
            (self.by_helper if by_helper else self.by_person).append(url)

    def bundle(self) -> Json:
        record = self.record
        self.add(self.patient, self.patient_resource())
        self.add(self.device, self.device_resource())
        said = [one.by_helper for one in record.ratings] + [one.by_helper for one in record.filled_in]
        said += [one.by_helper or one.given_by_helper for one in record.sessions]
        if any([*said, *(one.by_helper for one in record.flags)]):
            self.add(self.helper, self.helper_resource())
        for kind, system in codes_of_our_own(record.names).items():
            self.add(self.url("codes", kind), system)
        for asked in record.asked:
            self.add(self.url("questionnaire", asked.id), self.questionnaire(asked.id))
        for filled in record.filled_in:
            self.add(self.url("filled-in", filled.id), self.response(filled), by_helper=filled.by_helper)
        for rating in record.ratings:
            self.add(self.url("rating", rating.id), self.observation(rating), by_helper=rating.by_helper)
        for session in record.sessions:
            self.add(self.url("session", session.id), self.procedure(session), by_helper=session.by_helper)
        for raised in record.flags:
            self.add(self.url("flag", raised.id), self.flag(raised), by_helper=raised.by_helper)
        for found in record.findings:
            self.add(self.url("finding", found.id), self.finding(found))
        if record.plan:
            self.add(self.url("plan", f"{record.person_id} {record.last}"), self.care_plan(record.plan))
        for author, targets in (("person", self.by_person), ("helper", self.by_helper)):
            if targets:
                self.add(self.url("provenance", author), self.provenance(author, targets))
        bundle: Json = {
            "resourceType": "Bundle",
            "type": "collection",
            "timestamp": instant(record.made_at),
            "identifier": {"system": "urn:ietf:rfc:3986", "value": self.url("bundle", instant(record.made_at))},
            "entry": self.entries,
        }
        return bundle | ({"meta": {"tag": [MADE_FOR_TESTS]}} if record.simulated else {})

    def patient_resource(self) -> Json:
        """No more of them than they want said: the name is what they wrote, the identifier leads nowhere else."""
        name = self.record.name or "Name not given"
        if self.record.simulated:
            name = f"Simulated person ({name})" if self.record.name else "Simulated person"
        resource: Json = {
            "resourceType": "Patient",
            "identifier": [{"system": f"{OWN}:person", "value": self.patient.removeprefix("urn:uuid:")}],
            "name": [{"use": "anonymous" if not self.record.name else "usual", "text": name}],
        }
        return resource | ({"meta": {"tag": [MADE_FOR_TESTS]}} if self.record.simulated else {})

    def device_resource(self) -> Json:
        return {
            "resourceType": "Device",
            "status": "active",
            "deviceName": [{"name": "Solemate", "type": "user-friendly-name"}],
            "version": [{"value": self.record.version}],
            "type": {"text": "Diary kept by the patient; nothing in it is measured by a device"},
        }

    def helper_resource(self) -> Json:
        return {
            "resourceType": "RelatedPerson",
            "active": True,
            "patient": reference(self.patient),
            "relationship": [{"text": "Helper"}],
        }

    def observation(self, rating: RatingSaid) -> Json:
        """One evening's number. LOINC 72514-3 is sent with a plain integer, never with its answer list (facts 5.3)."""
        record = self.record
        resource: Json = {
            "resourceType": "Observation",
            "status": "final",
            "category": [CATEGORY],
            "code": concept("scale", rating.scale, record, other=record.codes.get(rating.scale)),
            "subject": reference(self.patient),
            "effectiveDateTime": instant(rating.at),
            "performer": [reference(self.helper if rating.by_helper else self.patient)],
            "device": reference(self.device),
        }
        if rating.site:
            resource["bodySite"] = concept("site", rating.site, record)
        if rating.value is None:
            return resource | {"dataAbsentReason": told("data-absent-reason", "asked-declined", "Asked But Declined")}
        return resource | {"valueInteger": rating.value}

    def questionnaire(self, name: str) -> Json:
        asked = next(one for one in self.record.asked if one.id == name)
        choices = [
            {"valueCoding": {"system": f"{OWN}:answer:{name}", "code": str(value), "display": words}}
            for value, words in asked.answers.items()
        ]
        kind: Json = {"type": "choice", "answerOption": choices} if choices else {"type": "integer"}
        resource: Json = {
            "resourceType": "Questionnaire",
            "url": f"{OWN}:questionnaire:{name}",
            "status": "active",
            "title": asked.name,
            "subjectType": ["Patient"],
            "item": [{"linkId": item.id, "text": item.text, **kind} for item in asked.items],
        }
        return resource | ({"copyright": asked.cite} if asked.cite else {})

    def response(self, filled: FilledIn) -> Json:
        asked = next(one for one in self.record.asked if one.id == filled.questionnaire)
        items = []
        for item in asked.items:
            if item.id not in filled.answers:
                continue
            given = filled.answers[item.id]
            value: Json
            if asked.answers:
                words = asked.answers.get(int(given), str(given)) if str(given).isdigit() else str(given)
                system = f"{OWN}:answer:{asked.id}"
                value = {"valueCoding": {"system": system, "code": str(given), "display": words}}
            else:
                value = {"valueInteger": int(given)}
            items.append({"linkId": item.id, "text": item.text, "answer": [value]})
        return {
            "resourceType": "QuestionnaireResponse",
            "questionnaire": f"{OWN}:questionnaire:{asked.id}",
            "status": "completed",
            "subject": reference(self.patient),
            "authored": instant(filled.at),
            "author": reference(self.helper if filled.by_helper else self.patient),
            "item": items,
        }

    def procedure(self, session: SessionDone) -> Json:
        """A session as it was played. The seconds on each site are an extension, and a sentence for who cannot read it."""
        sites = [site for site, seconds in session.seconds.items() if seconds]
        resource: Json = {
            "resourceType": "Procedure",
            "status": SESSION_STATES[session.ended],
            "code": concept("technique", session.technique, self.record),
            "subject": reference(self.patient),
            "performedDateTime": instant(session.begun),
            "performer": [{"actor": reference(self.helper if session.given_by_helper else self.patient)}],
        }
        if sites:
            resource["bodySite"] = [concept("site", site, self.record) for site in sites]
            resource["extension"] = [
                {
                    "url": f"{OWN}:played",
                    "extension": [
                        {"url": "site", "valueCode": site},
                        {"url": "seconds", "valueInteger": session.seconds[site]},
                    ],
                }
                for site in sites
            ]
            words = ", ".join(f"{site.replace('-', ' ')} {session.seconds[site]} s" for site in sites)
            resource["note"] = [{"text": f"Played, by the log: {words}."}]
        elif not session.timed:
            resource["note"] = [{"text": "Done without timing."}]
        return resource

    def care_plan(self, plan: tuple[PlannedLine, ...]) -> Json:
        days = sorted(line.day for line in plan)
        activities = []
        for line in plan:
            detail: Json = {
                "status": PLAN_STATES[line.state],
                "description": f"{line.title}, {line.minutes} minutes",
                "scheduledPeriod": {"start": str(line.day), "end": str(line.day)},
            }
            if line.technique:
                detail["code"] = concept("technique", line.technique, self.record)
            activities.append({"detail": detail})
        return {
            "resourceType": "CarePlan",
            "status": "active",
            "intent": "plan",
            "title": "The week",
            "description": "What the household plans to practise at home. No clinician ordered it.",
            "subject": reference(self.patient),
            "period": {"start": str(days[0]), "end": str(days[-1])},
            "author": reference(self.patient),
            "activity": activities,
        }

    def flag(self, raised: Raised) -> Json:
        kind = "sign" if raised.is_stop else "flag"
        code = concept(kind, raised.code, self.record)
        where = ", ".join(site.replace("-", " ") for site in raised.sites)
        code["text"] = f"{raised.words}{f' ({where})' if where else ''}"
        period = {"start": instant(raised.since)} | ({"end": instant(raised.until)} if raised.until else {})
        return {
            "resourceType": "Flag",
            "status": "inactive" if raised.until else "active",
            "category": [told("flag-category", "safety", "Safety")],
            "code": code,
            "subject": reference(self.patient),
            "period": period,
            "author": reference(self.helper if raised.by_helper else self.patient),
        }

    def finding(self, found: FoundOut) -> Json:
        parts: list[Json] = [
            {"code": concept("finding", name, self.record), "valueQuantity": {"value": round(value, 3)}}
            for name, value in found.numbers.items()
        ]
        parts += [
            {"code": concept("finding", name, self.record), "valueInteger": number}
            for name, number in (("evenings", found.rated), ("days", found.days))
        ]
        resource: Json = {
            "resourceType": "Observation",
            "status": "final",
            "category": [CATEGORY],
            "code": concept("finding", "trial-of-one", self.record),
            "subject": reference(self.patient),
            "effectiveDateTime": instant(found.at),
            "device": reference(self.device),
            "valueString": found.sentence,
            "component": parts,
        }
        return resource | ({"bodySite": concept("site", found.site, self.record)} if found.site else {})

    def provenance(self, author: str, targets: list[str]) -> Json:
        return {
            "resourceType": "Provenance",
            "target": [reference(target) for target in targets],
            "recorded": instant(self.record.made_at),
            "agent": [
                {
                    "type": told("provenance-participant-type", "author", "Author"),
                    "who": reference(self.helper if author == "helper" else self.patient),
                },
                {
                    "type": told("provenance-participant-type", "assembler", "Assembler"),
                    "who": reference(self.device),
                },
            ],
        }


def resources_of(bundle: Json, kind: str) -> list[dict[str, Any]]:
    """The resources of one type, in their order."""
    return [entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind]
