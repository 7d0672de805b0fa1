"""The API's document and its routes: bodies are read after authorization, answers are tagged."""

import hashlib
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, cast

from flask import Flask, Response, current_app, jsonify, request
from flask_smorest import Blueprint
from marshmallow import EXCLUDE, RAISE, Schema
from werkzeug.http import parse_etags

from debrief.extensions import api
from debrief.schemas.problems import ProblemSchema
from debrief.web.problems import MEDIA_TYPE

View = Callable[..., Any]
DESCRIPTION = (
    "Read what the pages show and write your own scorecards. An answer holds what you may see and "
    "nothing computed from cards that are still sealed, its ETag included."
)
WAYS_IN = {
    "key": {"type": "http", "scheme": "bearer", "description": "A personal API key."},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "__Host-debrief",
        "description": "The cookie of somebody signed in; writing then needs X-CSRFToken too.",
    },
}
TAG = {"ETag": {"schema": {"type": "string"}, "description": "Names exactly this answer."}}


def init_app(app: Flask) -> None:
    app.config.update(API_TITLE="Debrief", API_VERSION="1", OPENAPI_VERSION="3.1.0")
    # An answer that declares no type of its own is a problem.
    api.ERROR_SCHEMA = ProblemSchema
    api.DEFAULT_RESPONSE_CONTENT_TYPE = MEDIA_TYPE
    api.init_app(
        app,
        spec_kwargs={
            "info": {"description": DESCRIPTION},
            "servers": [{"url": "/"}],
            "security": [{name: []} for name in WAYS_IN],
        },
    )
    for name, scheme in WAYS_IN.items():
        api.spec.components.security_scheme(name, scheme)


def document() -> dict[str, Any]:
    """The OpenAPI document of this application."""
    extension = current_app.extensions["flask-smorest"]["apis"][""]["ext_obj"]
    return cast(dict[str, Any], extension.spec.to_dict())


def tag_for(schema: type[Schema], thing: object) -> str:
    """The entity tag under which the API would answer with this."""
    return tag_of(jsonify(schema().dump(thing)))


def named_in(if_match: str, tag: str) -> bool:
    """Whether If-Match names this very tag; "*" names nothing, since it could be anything."""
    return parse_etags(if_match).is_strong(tag)


def tag_of(answer: Response) -> str:
    """The entity tag of an answer: of its bytes, so it tells nothing that they do not."""
    return hashlib.sha256(answer.get_data()).hexdigest()[:32]


class Routes:
    """One noun's part of the API."""

    def __init__(self, noun: str, path: str, description: str) -> None:
        self.noun = noun
        self.tag = {"name": noun, "description": description}
        self.blueprint = Blueprint(noun, __name__, url_prefix=path, description=description)

    def route(self, path: str, method: str = "GET") -> Callable[[View], View]:
        """Answer `method` at `path`."""
        return cast(
            "Callable[[View], View]",
            self.blueprint.route(path, methods=[method], tags=[self.noun]),
        )

    def takes(self, schema: type[Schema], location: str = "json") -> Callable[[View], View]:
        """Hand the view a call that reads this, to be made once it has authorized."""
        described = self.blueprint.arguments(schema, location=location)

        def read() -> Any:  # noqa: ANN401 - what the schema makes
            parser = self.blueprint.ARGUMENTS_PARSER
            unknown = EXCLUDE if location == "headers" else RAISE
            return parser.parse(schema, request, location=location, unknown=unknown)

        def decorate(view: View) -> View:
            @wraps(described(view))
            def reading(*args: object, **kwargs: object) -> object:
                return view(read, *args, **kwargs)

            return reading

        return decorate

    def answers(
        self, status: HTTPStatus, schema: type[Schema], *refusals: HTTPStatus
    ) -> Callable[[View], View]:
        """Let out what the schema allows, tagged; `refusals` are the problems to expect."""

        def decorate(view: View) -> View:
            declared = self.blueprint.response(
                status, schema, content_type="application/json", headers=TAG
            )(view)
            for refusal in (HTTPStatus.UNAUTHORIZED, *refusals):
                declared = self.blueprint.alt_response(refusal, refusal.name)(declared)

            @wraps(declared)
            def tagging(*args: object, **kwargs: object) -> Response:
                answer: Response = declared(*args, **kwargs)
                if answer.status_code < HTTPStatus.BAD_REQUEST:
                    answer.set_etag(tag_of(answer))
                    answer.make_conditional(request)
                return answer

            return tagging

        return decorate

    def hands_over(self, media_type: str, *refusals: HTTPStatus) -> Callable[[View], View]:
        """Let out a file as it is; `refusals` are the problems to expect."""

        def decorate(view: View) -> View:
            file = {"type": "string", "contentMediaType": media_type}
            declared = self.blueprint.response(HTTPStatus.OK, file, content_type=media_type)(view)
            for refusal in (HTTPStatus.UNAUTHORIZED, *refusals):
                declared = self.blueprint.alt_response(refusal, refusal.name)(declared)
            return cast("View", declared)

        return decorate
