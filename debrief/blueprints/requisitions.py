"""Requisitions: the list, what one asks for, its history, and changing it until it is fixed."""

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from debrief.access import Opening, Permission, RequisitionFacts, permits
from debrief.blueprints.adverts import sheet_of
from debrief.blueprints.opening import requisition_and_facts
from debrief.errors import (
    ConflictError,
    DebriefError,
    InvalidInputError,
    StaleError,
    UnconditionalError,
)
from debrief.extensions import db
from debrief.models import Requisition, RubricVersion
from debrief.reports import candidates
from debrief.reports import requisitions as report
from debrief.reports.people import directory
from debrief.schemas.requisitions import MUST_HAVE, OFF, RATED, Asked, read_form, to_form
from debrief.schemas.times import zones
from debrief.scoring.rubric import Rubric
from debrief.services import requisitions
from debrief.web import guard
from debrief.web.paging import page_of

pages = Blueprint("requisitions", __name__, url_prefix="/requisitions")

PER_CRITERION = ("use-", "weight-")
LOCKED = {"fixed": True, "open": False}


@pages.get("")
def index() -> ResponseReturnValue:
    who = guard.authorize(Permission.ACCOUNT_USE)
    wanted = report.Wanted(
        request.args.get("words", "").strip(), LOCKED.get(request.args.get("state", ""))
    )
    page = page_of(report.count_requisitions(db.session(), who, wanted))
    return render_template(
        "requisitions/list.html",
        lines=report.list_requisitions(db.session(), who, wanted, page.offset, page.size),
        page=page,
        wanted=wanted,
        may_create=permits(who, Permission.REQUISITION_CREATE, None),
    )


@pages.get("/new")
def new() -> ResponseReturnValue:
    guard.authorize(Permission.REQUISITION_CREATE)
    user = guard.current_user()
    return _form(None, {"zone": user.zone if user else "", "due_hours": "24"})


@pages.post("")
def create() -> ResponseReturnValue:
    guard.authorize(Permission.REQUISITION_CREATE)
    if "show_rubric" in request.form:
        return _form(None, request.form)
    try:
        asked = _read()
        if asked.hiring_manager_id is None:
            message = "Name the hiring manager."
            raise InvalidInputError(message, {"hiring_manager": [message]})  # noqa: TRY301 - one way to answer
        requisition = requisitions.create_requisition(
            guard.context(), asked.hiring_manager_id, asked.given
        )
    except InvalidInputError as error:
        return _form(None, request.form, error)
    return redirect(
        url_for("requisitions.show", requisition_id=requisition.id), HTTPStatus.SEE_OTHER
    )


@pages.get("/<uuid:requisition_id>")
def show(requisition_id: UUID) -> ResponseReturnValue:
    requisition, facts = requisition_and_facts(requisition_id)
    who = guard.identity()
    words = request.args.get("words", "").strip()
    chosen = candidates.applications_of(requisition, who, words)
    page = page_of(candidates.count_candidates(db.session(), chosen))
    may_edit = permits(who, Permission.REQUISITION_EDIT, facts)
    return render_template(
        "requisitions/show.html",
        requisition=requisition,
        version=requisition.current,
        names=report.criterion_names(requisition.current),
        lines=candidates.candidate_lines(
            db.session(), requisition, who, chosen.offset(page.offset).limit(page.size)
        ),
        page=page,
        words=words,
        may_edit=may_edit,
        # What cannot be changed any more needs no hint.
        sheet=sheet_of(to_form(requisition.current, "")) if may_edit else None,
        may_add=permits(who, Permission.CANDIDATE_ADD, facts),
    )


@pages.get("/<uuid:requisition_id>/versions")
def versions(requisition_id: UUID) -> ResponseReturnValue:
    requisition, _ = requisition_and_facts(requisition_id)
    return render_template(
        "requisitions/versions.html",
        requisition=requisition,
        saves=report.history(db.session(), requisition),
    )


@pages.get("/<uuid:requisition_id>/edit")
def edit(requisition_id: UUID) -> ResponseReturnValue:
    requisition = _editable(requisition_id)
    if requisition.locked_at is not None:
        raise ConflictError(requisitions.FIXED)
    manager = directory(db.session()).label_of(requisition.hiring_manager_id)
    return _form(requisition, to_form(requisition.current, manager))


@pages.post("/<uuid:requisition_id>/edit")
def save(requisition_id: UUID) -> ResponseReturnValue:
    requisition = _editable(requisition_id)
    if "show_rubric" in request.form:
        return _form(requisition, request.form)
    replaces = request.form.get("replaces", type=int)
    if replaces is None:
        raise UnconditionalError("Open the requisition and change it there.")
    try:
        asked = _read()
        manager_id = asked.hiring_manager_id if _names_manager() else None
        requisitions.save_requisition(
            guard.context(), requisition, asked.given, replaces, hiring_manager_id=manager_id
        )
    except (InvalidInputError, StaleError, ConflictError) as error:
        return _form(requisition, request.form, error)
    return redirect(
        url_for("requisitions.show", requisition_id=requisition.id), HTTPStatus.SEE_OTHER
    )


def _editable(requisition_id: UUID) -> Requisition:
    """The requisition, for those who may edit it while it is open to changes.

    That it is fixed by now is no refusal: it is answered with 409, and keeps what was typed.
    """
    requisition, facts = requisition_and_facts(requisition_id)
    as_if_open: RequisitionFacts = replace(facts, locked=False)
    guard.authorize(Permission.REQUISITION_EDIT, as_if_open)
    return requisition


def _read() -> Asked:
    return read_form(request.form, directory(db.session()), _published())


def _names_manager() -> bool:
    """Whether whoever asks may name another hiring manager: a manager may not pass it on."""
    return permits(guard.identity(), Permission.REQUISITION_CREATE, None)


def _published() -> list[RubricVersion]:
    published = select(RubricVersion).where(RubricVersion.published_at.is_not(None))
    newest = (RubricVersion.published_at.desc(), RubricVersion.number.desc())
    return list(db.session.scalars(published.order_by(*newest)))


def _form(
    requisition: Requisition | None, given: Mapping[str, str], error: DebriefError | None = None
) -> ResponseReturnValue:
    rubrics = _published()
    wanted = given.get("rubric_version", "")
    shown = next(
        (each for each in rubrics if str(each.id) == wanted), rubrics[0] if rubrics else None
    )
    rubric = Rubric.from_document(shown.document) if shown else None
    stored = requisition.current if requisition and isinstance(error, StaleError) else None
    errors = error.fields if isinstance(error, InvalidInputError) else {}
    page = render_template(
        "requisitions/edit.html",
        requisition=requisition,
        given=given,
        sheet=sheet_of(given),
        rubrics=rubrics,
        shown=shown,
        criteria=rubric.criteria if rubric else (),
        weights_note=rubric.scale.weights if rubric else "",
        uses=(OFF, RATED, MUST_HAVE),
        openings=Opening,
        people=directory(db.session()).people if requisition is None or _names_manager() else (),
        zones=zones(),
        errors=errors,
        message=None if errors or error is None else str(error),
        stored=stored,
        differences=_differences(requisition, given) if requisition and stored else (),
        replaces=requisition.current.number if requisition else None,
    )
    return page, error.status if error else HTTPStatus.OK


def _differences(requisition: Requisition, given: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Field of the form, what is stored now and what was typed, where the two differ."""
    stored = to_form(requisition.current, given.get("hiring_manager", ""))
    told = []
    for name in dict.fromkeys(
        [*stored, *(each for each in given if each.startswith(PER_CRITERION))]
    ):
        otherwise = OFF if name.startswith("use-") else "1" if name.startswith("weight-") else ""
        kept, typed = (each.get(name, otherwise) for each in (stored, given))
        if name != "replaces" and kept.split() != typed.split():
            told.append((name, kept, typed))
    return told
