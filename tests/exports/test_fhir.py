"""The FHIR bundle: what stands in it, and what three validators that nobody here wrote say of it.

In `make test`: fhirkit-rs, and our own check of obs-6 and of references. HL7's own R4 schema and medplum come from npm, and
judge the same bundle in `make verify` (tests/verification/fhir.py).
"""

import json
from dataclasses import replace

import fhirkit
import pytest

from solemate.exports.fhir import bundle_of, resources_of, write_bundle
from tests.exports.bundle_rules import problems
from tests.exports.reports import AT, record


@pytest.fixture
def bundle():
    return bundle_of(record())


def only(bundle, kind, **where):
    found = [one for one in resources_of(bundle, kind) if all(one.get(key) == value for key, value in where.items())]
    assert len(found) == 1, (kind, where, len(found))
    return found[0]


def test_a_validator_of_somebody_else_finds_no_fault(bundle):
    assert [(issue.path, issue.message) for issue in fhirkit.validate(bundle) if issue.severity == "error"] == []


def test_that_validator_finds_what_is_wrong(bundle):
    del resources_of(bundle, "Observation")[0]["status"]
    assert [issue for issue in fhirkit.validate(bundle) if issue.severity == "error"]


def test_nothing_dangles_and_no_value_has_a_reason_to_be_absent(bundle):
    assert problems(bundle) == []


def test_our_rules_find_what_is_wrong(bundle):
    first, second = resources_of(bundle, "Observation")[:2]
    first["dataAbsentReason"] = second["dataAbsentReason"]
    first["subject"] = {"reference": "urn:uuid:gone"}
    assert len(problems(bundle)) == 2


def test_every_kind_of_resource_is_there(bundle):
    kinds = {entry["resource"]["resourceType"] for entry in bundle["entry"]}
    assert kinds >= {
        *("Patient", "Device", "RelatedPerson", "Observation", "Questionnaire", "QuestionnaireResponse"),
        *("Procedure", "CarePlan", "Flag", "Provenance", "CodeSystem"),
    }


def test_pain_has_its_loinc_code_and_a_plain_number(bundle):
    pain = resources_of(bundle, "Observation")[0]
    assert pain["code"]["coding"][0] == {
        "system": "http://loinc.org",
        "code": "72514-3",
        "display": "Pain severity - 0-10 verbal numeric rating [Score] - Reported",
    }
    assert (pain["valueInteger"], pain["bodySite"]["text"]) == (4, "left foot")
    assert pain["category"][0]["coding"][0]["code"] == "survey"


def test_what_has_no_code_of_others_gets_none(bundle):
    numb = resources_of(bundle, "Observation")[1]
    assert [coding["system"] for coding in numb["code"]["coding"]] == ["urn:solemate:scale"]


def test_a_skipped_answer_is_no_number(bundle):
    numb = resources_of(bundle, "Observation")[1]
    assert "valueInteger" not in numb
    assert numb["dataAbsentReason"]["coding"][0]["code"] == "asked-declined"


def test_the_helper_is_author_of_what_the_helper_said(bundle):
    helper = only(bundle, "RelatedPerson")
    by_helper = [
        one
        for one in resources_of(bundle, "Provenance")
        if one["agent"][0]["who"]["reference"] == f"urn:uuid:{helper['id']}"
    ]
    assert [target["reference"] for target in by_helper[0]["target"]] == [
        f"urn:uuid:{resources_of(bundle, 'Observation')[1]['id']}"
    ]


def test_without_a_helper_there_is_none():
    alone = record(
        ratings=(replace(record().ratings[0]),),
        sessions=tuple(replace(one, given_by_helper=False) for one in record().sessions),
    )
    assert resources_of(bundle_of(alone), "RelatedPerson") == []


def test_a_session_says_what_was_played_and_where(bundle):
    session = only(bundle, "Procedure")
    assert session["status"] == "stopped"
    assert session["extension"][0]["extension"] == [
        {"url": "site", "valueCode": "left-foot"},
        {"url": "seconds", "valueInteger": 90},
    ]
    assert [site["text"] for site in session["bodySite"]] == ["left foot"]


def test_what_is_concealed_in_the_plan_has_no_code(bundle):
    hidden, told = only(bundle, "CarePlan")["activity"]
    assert "code" not in hidden["detail"]
    assert told["detail"]["code"]["text"] == "Ball under your foot"


def test_a_flag_that_still_holds_is_active(bundle):
    flags = resources_of(bundle, "Flag")
    assert [flag["status"] for flag in flags] == ["active", "inactive"]
    assert flags[0]["code"]["text"] == "A new sore (left foot)"


def test_the_name_is_what_the_person_wrote_or_nothing():
    assert only(bundle_of(record()), "Patient")["name"] == [{"use": "anonymous", "text": "Name not given"}]
    assert only(bundle_of(record(name="Ada L.")), "Patient")["name"][0]["text"] == "Ada L."


def test_a_simulated_person_is_labelled_so():
    made_up = bundle_of(record(simulated=True))
    for holder in (made_up, only(made_up, "Patient")):
        assert holder["meta"]["tag"][0]["code"] == "HTEST"
    assert "Simulated person" in only(made_up, "Patient")["name"][0]["text"]
    assert "meta" not in bundle_of(record())


def test_the_same_record_gives_the_same_bytes():
    assert write_bundle(record()) == write_bundle(record())
    assert json.loads(write_bundle(record()))["timestamp"] == AT.isoformat()


def test_an_empty_diary_makes_a_bundle_too():
    empty = bundle_of(record(ratings=(), asked=(), filled_in=(), sessions=(), plan=(), flags=(), findings=()))
    assert problems(empty) == []
    assert [issue for issue in fhirkit.validate(empty) if issue.severity == "error"] == []
