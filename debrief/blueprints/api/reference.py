"""The API described: for programs as an OpenAPI document."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from debrief.web import openapi

pages = Blueprint("reference", __name__, url_prefix="/api/v1")


@pages.get("/openapi.json")
def document() -> ResponseReturnValue:
    return openapi.document()
