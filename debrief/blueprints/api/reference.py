"""The API described: for programs as an OpenAPI document, for people as a page."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from debrief.web import openapi, reference

pages = Blueprint("reference", __name__, url_prefix="/api/v1")


@pages.get("/openapi.json")
def document() -> ResponseReturnValue:
    return openapi.document()


@pages.get("/docs")
def show() -> ResponseReturnValue:
    return render_template("reference/show.html", api=reference.read(openapi.document()))
