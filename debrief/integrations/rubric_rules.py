"""What a rubric's document must be, and in plain words where it is not."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, cast

from jsonschema import Draft202012Validator, ValidationError

Path = tuple[str | int, ...]
Broken = tuple[Path, str]

TYPES = {
    "string": "text",
    "array": "a list",
    "object": "a group of fields",
    "boolean": "true or false",
    "integer": "a whole number",
}


def broken_rules(document: Any) -> Iterator[Broken]:
    """Where the document departs from `rubric.schema.json`, as (path, what is wrong there)."""
    for error in _validator().iter_errors(document):
        path = tuple(error.absolute_path)
        if error.validator == "required":
            yield from (
                ((*path, name), "is missing")
                for name in error.validator_value
                if name not in error.instance
            )
        elif error.validator == "additionalProperties":
            known = error.schema["properties"]
            yield from (
                ((*path, name), f"is not a field here; the fields are {', '.join(known)}")
                for name in error.instance
                if name not in known
            )
        else:
            yield path, _words(error)


def broken_references(document: dict[str, Any]) -> Iterator[Broken]:
    """Keys used twice, and keys that name nothing, in a document that keeps the schema's rules."""
    for listing in (
        ("recommendation", "options"),
        ("evidence_kinds",),
        ("criteria",),
        ("signals",),
    ):
        yield from _repeated_keys(document, listing)
    criteria = {criterion["key"] for criterion in document["criteria"]}
    kinds = {kind["key"] for kind in document["evidence_kinds"]}
    for index, signal in enumerate(document["signals"]):
        criterion = signal.get("related_criterion")
        if criterion is not None and criterion not in criteria:
            yield (
                ("signals", index, "related_criterion"),
                f"names “{criterion}”, which is not a criterion of this rubric",
            )
        for place, kind in enumerate(signal.get("minimum", {}).get("kinds", ())):
            if kind not in kinds:
                yield (
                    ("signals", index, "minimum", "kinds", place),
                    f"names “{kind}”, which is not a kind of evidence of this rubric",
                )


def _repeated_keys(document: dict[str, Any], listing: Sequence[str]) -> Iterator[Broken]:
    entries: Any = document
    for name in listing:
        entries = entries[name]
    seen = set[str]()
    for index, entry in enumerate(entries):
        if entry["key"] in seen:
            yield (*listing, index, "key"), f"“{entry['key']}” is used a second time"
        seen.add(entry["key"])


def _words(error: ValidationError) -> str:
    """What a keyword of the schema asks for; only the keywords that the schema uses."""
    allowed: Any = error.validator_value
    schema = cast("Mapping[str, Any]", error.schema)
    if error.validator == "minItems" and allowed == 1:
        return f"needs at least one {schema.get('title', 'entry')}"
    spoken: Mapping[str, Callable[[], str]] = {
        "type": lambda: f"must be {TYPES[allowed]}",
        "const": lambda: f"must be {json.dumps(allowed)}",
        "enum": lambda: f"must be one of {', '.join(allowed)}",
        "pattern": lambda: f"must be {schema['description']}",
        "minLength": lambda: "must not be empty",
        "maxLength": lambda: f"must be at most {allowed} characters long",
        "minItems": lambda: f"needs {allowed} entries",
        "maxItems": lambda: f"must have at most {allowed} entries",
        "minimum": lambda: f"must be at least {allowed}",
        "maximum": lambda: f"must be at most {allowed}",
    }
    # The schema's one `false`: a field that a context signal may not have.
    never = "does not belong to a signal that is never scored"
    return spoken.get(str(error.validator), lambda: never)()


@cache
def _validator() -> Draft202012Validator:
    schema = resources.files("debrief").joinpath("schemas", "rubric.schema.json")
    return Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))
