"""The API's OpenAPI document, read for people: operations by noun, and the shapes they name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value is, in words; `shape` where it is one of the shapes below."""

    words: str
    shape: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A part of a shape, of an address or of the headers."""

    name: str
    kind: Kind
    required: bool
    about: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One status and what comes with it."""

    status: str
    about: str
    shape: str | None


@dataclass(frozen=True, slots=True)
class Operation:
    """One method at one address."""

    method: str
    path: str
    summary: str
    about: str
    fields: tuple[Field, ...]
    body: str | None
    answers: tuple[Answer, ...]

    @property
    def anchor(self) -> str:
        return f"{self.method}-{self.path.strip('/').replace('/', '-')}".replace("{", "").replace(
            "}", ""
        )


@dataclass(frozen=True, slots=True)
class Noun:
    """A part of the API."""

    name: str
    about: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A document's parts."""

    name: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """Everything the page says."""

    about: str
    nouns: tuple[Noun, ...]
    shapes: tuple[Shape, ...]


def read(document: Node) -> Reference:
    """The document's own words; what is missing there is missing here."""
    operations = list(_operations(document))
    nouns = (
        Noun(
            tag["name"],
            tag["description"],
            tuple(each for noun, each in operations if noun == tag["name"]),
        )
        for tag in document["tags"]
    )
    shapes = document["components"]["schemas"]
    used = {answer.shape for _, each in operations for answer in each.answers}
    used |= {each.body for _, each in operations}
    for name in list(used - {None}):
        used |= _within(name, shapes, set())
    return Reference(
        document["info"]["description"],
        tuple(noun for noun in nouns if noun.operations),
        tuple(_shape(name, shapes[name]) for name in shapes if name in used),
    )


def _operations(document: Node) -> Iterator[tuple[str, Operation]]:
    for path, methods in document["paths"].items():
        shared = methods.get("parameters", [])
        for method, found in methods.items():
            if method == "parameters":
                continue
            content = found.get("requestBody", {}).get("content", {})
            yield (
                found["tags"][0],
                Operation(
                    method.upper(),
                    path,
                    found.get("summary", ""),
                    found.get("description", ""),
                    tuple(_parameter(each) for each in [*shared, *found.get("parameters", [])]),
                    _shape_in(content),
                    tuple(
                        _answer(status, each, document)
                        for status, each in sorted(found["responses"].items())
                        if status != "default"
                    ),
                ),
            )


def _parameter(found: Node) -> Field:
    about = {"path": "in the address", "query": "in the query", "header": "header"}[found["in"]]
    said = found.get("description", "")
    return Field(found["name"], _kind(found["schema"]), found["required"], said or about)


def _answer(status: str, found: Node, document: Node) -> Answer:
    if "$ref" in found:
        found = document["components"]["responses"][_name(found)]
    return Answer(status, found["description"], _shape_in(found.get("content", {})))


def _shape_in(content: Node) -> str | None:
    """The shape of a body; None for a file."""
    schemas = (each["schema"] for each in content.values())
    return next((_name(each) for each in schemas if "$ref" in each), None)


def _shape(name: str, found: Node) -> Shape:
    required = found.get("required", [])
    fields = (
        Field(part, _kind(each), part in required, each.get("description", ""))
        for part, each in found["properties"].items()
    )
    return Shape(name, tuple(fields))


def _within(name: str | None, shapes: Node, seen: set[str | None]) -> set[str | None]:
    """The shapes that a shape is made of."""
    if name in seen or name is None:
        return seen
    seen.add(name)
    for field in _shape(name, shapes[name]).fields:
        _within(field.kind.shape, shapes, seen)
    return seen


def _kind(found: Node) -> Kind:
    if "$ref" in found:
        return Kind("", _name(found))
    if "anyOf" in found:
        kinds = [_kind(each) for each in found["anyOf"]]
        shape = next((kind.shape for kind in kinds if kind.shape), None)
        return Kind(" or ".join(kind.words for kind in kinds if kind.words), shape)
    if "enum" in found:
        choices = ["null" if each is None else str(each) for each in found["enum"]]
        return Kind(f"one of {', '.join(choices)}")
    types = found.get("type", "any value")
    if types == "array":
        inner = _kind(found["items"])
        return Kind(f"list of {inner.words}".strip(), inner.shape)
    words = types if isinstance(types, str) else " or ".join(dict.fromkeys(types))
    form = found.get("format")
    longest = found.get("maxLength")
    return Kind(
        words + (f" ({form})" if form else "") + (f", at most {longest} long" if longest else "")
    )


def _name(found: Node) -> str:
    return str(found["$ref"]).rsplit("/", 1)[-1]
