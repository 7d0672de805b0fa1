"""Rubrics: read as the interviewer meets them; for HR also taken in as files and published."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from debrief.access import Permission, permits
from debrief.blueprints.loading import rubric_version
from debrief.errors import ConflictError, InvalidInputError
from debrief.extensions import db
from debrief.integrations.rubric_yaml import MOST_BYTES, RubricFileError, read_rubric, write_rubric
from debrief.reports.rubric_shelf import rubric_shelf
from debrief.scoring.rubric import Rubric, SignalKind
from debrief.services import rubrics
from debrief.web import guard

pages = Blueprint("rubrics", __name__, url_prefix="/rubrics")

SIGNALS = (SignalKind.STANDOUT, SignalKind.RED, SignalKind.CONTEXT)
LONGEST_LINE_SHOWN = 160


@pages.get("")
def index() -> ResponseReturnValue:
    who = guard.authorize(Permission.RUBRIC_READ)
    publishes = permits(who, Permission.RUBRIC_PUBLISH, None)
    shelf = rubric_shelf(db.session(), drafts=publishes)
    return render_template("rubrics/index.html", shelf=shelf, publishes=publishes)


@pages.get("/<uuid:version_id>")
def show(version_id: UUID) -> ResponseReturnValue:
    version = rubric_version(version_id)
    return render_template(
        "rubrics/show.html",
        version=version,
        rubric=Rubric.from_document(version.document),
        signal_kinds=SIGNALS,
        publishes=permits(guard.identity(), Permission.RUBRIC_PUBLISH, None),
    )


@pages.get("/<uuid:version_id>/file")
def export(version_id: UUID) -> ResponseReturnValue:
    version = rubric_version(version_id)
    name = f"{version.rubric.key}-{version.number}.yaml"
    return Response(
        write_rubric(version.document),
        mimetype="application/yaml",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@pages.get("/import")
def import_form() -> ResponseReturnValue:
    guard.authorize(Permission.RUBRIC_PUBLISH)
    return _import_page("")


@pages.post("/import")
def take_in() -> ResponseReturnValue:
    guard.authorize(Permission.RUBRIC_PUBLISH)
    text = ""
    try:
        text = _given()
        version = rubrics.add_rubric_version(guard.context(), read_rubric(text))
    except (InvalidInputError, ConflictError) as error:
        return _import_page(text, error)
    return redirect(url_for("rubrics.show", version_id=version.id), HTTPStatus.SEE_OTHER)


@pages.get("/<uuid:version_id>/publication")
def confirm(version_id: UUID) -> ResponseReturnValue:
    guard.authorize(Permission.RUBRIC_PUBLISH)
    return render_template("rubrics/publication.html", version=rubric_version(version_id))


@pages.post("/<uuid:version_id>/publication")
def publish(version_id: UUID) -> ResponseReturnValue:
    guard.authorize(Permission.RUBRIC_PUBLISH)
    version = rubric_version(version_id)
    rubrics.publish_rubric(guard.context(), version)
    return redirect(url_for("rubrics.show", version_id=version.id), HTTPStatus.SEE_OTHER)


def _given() -> str:
    """The file sent along, else the text in the form; raises InvalidInputError."""
    file = request.files.get("file")
    content = file.read(MOST_BYTES + 1) if file else b""
    try:
        text = content.decode("utf-8-sig") or request.form.get("text", "")
    except UnicodeDecodeError:
        message = "The file is not text in UTF-8. Save it as UTF-8 and choose it again."
        raise InvalidInputError(message, {"file": [message]}) from None
    if not text.strip():
        message = "Choose a file, or paste its text."
        raise InvalidInputError(message, {"file": [message]})
    return text


def _import_page(
    text: str, error: InvalidInputError | ConflictError | None = None
) -> ResponseReturnValue:
    problems = error.problems if isinstance(error, RubricFileError) else ()
    lines = text.splitlines()
    errors = dict(error.fields) if isinstance(error, InvalidInputError) else {}
    if problems:
        errors["text"] = ["The file is not a rubric yet. What is wrong stands below, by line."]
    page = render_template(
        "rubrics/import.html",
        text=text,
        problems=[
            (each, lines[each.line - 1][:LONGEST_LINE_SHOWN] if each.line <= len(lines) else "")
            for each in problems
        ],
        errors=errors,
        message=str(error) if isinstance(error, ConflictError) else None,
    )
    return page, error.status if error else HTTPStatus.OK
