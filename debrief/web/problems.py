"""How the API says what went wrong: RFC 9457 problem documents, with a pointer to every field."""

from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from flask import Response, jsonify, request

PREFIX = "/api/"
MEDIA_TYPE = "application/problem+json"
#: How the place of a wrong value is told, by where it came in.
PLACES = {"query": "parameter", "headers": "header"}


def wanted() -> bool:
    """Whether whoever asks is a program."""
    return request.path.startswith(PREFIX)


def problem(
    status: HTTPStatus,
    detail: str,
    *,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
    **members: Any,  # noqa: ANN401 - what a kind of problem carries is JSON of any shape
) -> Response:
    """A problem document; `members` are this kind's own, such as what is stored."""
    document = {"type": "about:blank", "title": status.phrase, "status": status, "detail": detail}
    if errors:
        document["errors"] = list(errors)
    response: Response = jsonify(document | members)
    response.status_code = status
    response.content_type = MEDIA_TYPE
    response.headers.update(headers or {})
    return response


def located(messages: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """One error per message that the border raised, by the place it is about."""
    for location, found in messages.items():
        if location in PLACES and isinstance(found, Mapping):
            for name, texts in found.items():
                yield from ({PLACES[location]: str(name), "detail": text} for text in texts)
        else:
            yield from _pointed(found, "#")


def _pointed(found: Any, place: str) -> Iterator[dict[str, str]]:  # noqa: ANN401 - nested messages
    """Walk marshmallow's nested messages; `_schema` is about the whole they stand in."""
    if isinstance(found, Mapping):
        for name, inner in found.items():
            step = "" if name == "_schema" else f"/{_escaped(str(name))}"
            yield from _pointed(inner, place + step)
    else:
        texts = [found] if isinstance(found, str) else found
        yield from ({"pointer": place, "detail": str(text)} for text in texts)


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
