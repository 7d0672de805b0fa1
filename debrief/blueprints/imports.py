"""Importing candidates and panels from a file: check it, look at every row, confirm."""

from collections.abc import Sequence
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from debrief.access import Permission
from debrief.blueprints.opening import requisition_and_facts
from debrief.errors import ConflictError, DebriefError, InvalidInputError, StaleError
from debrief.extensions import db
from debrief.integrations import csv_rows
from debrief.models import Requisition
from debrief.reports.requisitions import criterion_names
from debrief.schemas.imports import COLUMNS, NEEDED, digest_of, example, pack, read_rows, unpack
from debrief.services.import_plan import ImportRow, Kind
from debrief.services.imports import apply_import, plan_import
from debrief.web import guard

pages = Blueprint("imports", __name__, url_prefix="/requisitions/<uuid:requisition_id>/import")


@pages.get("")
def show(requisition_id: UUID) -> ResponseReturnValue:
    return _page(_load(requisition_id))


@pages.get("/example.csv")
def example_file(requisition_id: UUID) -> ResponseReturnValue:
    requisition = _load(requisition_id)
    rated = [each.criterion for each in requisition.current.criteria]
    names = criterion_names(requisition.current)
    # The mark has spreadsheets read it as UTF-8.
    content = "\ufeff" + example([names[key] for key in rated])
    headers = {"Content-Disposition": "attachment; filename=candidates-and-panels.csv"}
    return Response(content, mimetype="text/csv", headers=headers)


@pages.post("")
def check(requisition_id: UUID) -> ResponseReturnValue:
    requisition = _load(requisition_id)
    sent = request.files.get("file")
    try:
        content = sent.stream.read(csv_rows.MOST_BYTES + 1) if sent and sent.filename else b""
        if not content:
            message = "Choose a file that is not empty."
            raise InvalidInputError(message, {"file": [message]})  # noqa: TRY301 - one way to answer
        rows = _rows(requisition, content)
    except InvalidInputError as error:
        return _page(requisition, error)
    return _plan(requisition, content, rows)


@pages.post("/confirmation")
def apply(requisition_id: UUID) -> ResponseReturnValue:
    requisition = _load(requisition_id)
    try:
        content = unpack(request.form.get("content", ""), request.form.get("file_digest", ""))
        rows = _rows(requisition, content)
    except InvalidInputError as error:
        return _page(requisition, error)
    try:
        apply_import(guard.context(), requisition, rows, request.form.get("plan_digest", ""))
    except (StaleError, ConflictError) as error:
        db.session.rollback()
        return _plan(requisition, content, rows, error)
    return redirect(
        url_for("requisitions.show", requisition_id=requisition.id), HTTPStatus.SEE_OTHER
    )


def _load(requisition_id: UUID) -> Requisition:
    requisition, facts = requisition_and_facts(requisition_id)
    guard.authorize(Permission.CANDIDATE_ADD, facts)
    guard.authorize(Permission.DEBRIEF_SET_UP, facts)
    return requisition


def _rows(requisition: Requisition, content: bytes) -> list[ImportRow]:
    rows = csv_rows.read_rows(content, tuple(COLUMNS), NEEDED)
    return read_rows(rows, requisition.current.zone)


def _page(requisition: Requisition, error: InvalidInputError | None = None) -> ResponseReturnValue:
    names = criterion_names(requisition.current)
    page = render_template(
        "imports/upload.html",
        requisition=requisition,
        columns=COLUMNS,
        needed=NEEDED,
        criteria=[names[each.criterion] for each in requisition.current.criteria],
        errors=error.fields if error else {},
    )
    return page, error.status if error else HTTPStatus.OK


def _plan(
    requisition: Requisition,
    content: bytes,
    rows: Sequence[ImportRow],
    error: DebriefError | None = None,
) -> ResponseReturnValue:
    plan = plan_import(db.session(), requisition, rows)
    page = render_template(
        "imports/plan.html",
        requisition=requisition,
        plan=plan,
        kinds=Kind,
        names=criterion_names(requisition.current),
        content=pack(content),
        file_digest=digest_of(content),
        errors={},
        message=str(error) if error else None,
    )
    return page, error.status if error else HTTPStatus.OK
