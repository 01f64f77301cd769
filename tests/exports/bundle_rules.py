"""Two rules that no validator at hand holds: obs-6, and that every reference of a bundle points inside it."""

from collections.abc import Iterator
from typing import Any


def problems(bundle: dict[str, Any]) -> list[str]:
    """What breaks a rule, one line each."""
    urls = [entry["fullUrl"] for entry in bundle["entry"]]
    found = [f"{url} stands twice" for url in set(urls) if urls.count(url) > 1]
    systems = {resource["url"]: resource for resource in resources(bundle, "CodeSystem")}
    for entry in bundle["entry"]:
        resource = entry["resource"]
        if entry["fullUrl"] != f"urn:uuid:{resource['id']}":
            found.append(f"{entry['fullUrl']}: another id")
        found += [f"{entry['fullUrl']}: {name} is not here" for name in references(resource) if name not in urls]
        found += [
            f"{entry['fullUrl']}: {coding['code']} is not in {coding['system']}"
            for coding in codings(resource)
            if coding["system"] in systems
            and coding["code"] not in {one["code"] for one in systems[coding["system"]]["concept"]}
        ]
        if resource["resourceType"] == "Observation":
            has_value = any(key.startswith("value") for key in resource)
            if "dataAbsentReason" in resource and has_value:
                found.append(f"{entry['fullUrl']}: obs-6, a value and a reason that it is absent")
            if "dataAbsentReason" not in resource and not has_value and "component" not in resource:
                found.append(f"{entry['fullUrl']}: says nothing")
    asked = {resource["url"] for resource in resources(bundle, "Questionnaire")}
    for response in resources(bundle, "QuestionnaireResponse"):
        if response["questionnaire"] not in asked:
            found.append(f"{response['questionnaire']} is not here")
    return found


def resources(bundle: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind]


def references(value: Any) -> Iterator[str]:
    """Every reference within, however deep."""
    for name, inner in within(value):
        if name == "reference" and isinstance(inner, str):
            yield inner


def codings(value: Any) -> Iterator[dict[str, Any]]:
    for name, inner in within(value):
        if name == "coding":
            yield from (coding for coding in inner if "system" in coding)


def within(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name, inner
            yield from within(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from within(inner)
