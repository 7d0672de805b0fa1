"""The panel of a debrief: putting it together, adding to it, changing what somebody rates."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from debrief.access import Permission
from debrief.blueprints.loading import debrief_and_facts
from debrief.blueprints.opening import stage_and_facts
from debrief.errors import ConflictError, DebriefError, InvalidInputError, NotFoundError
from debrief.extensions import db
from debrief.models import Debrief, Panelist, RequisitionVersion, Stage
from debrief.reports.people import directory
from debrief.reports.requisitions import criterion_names
from debrief.schemas.panels import MOST_ROWS, PanelInput, read_panel, read_panelist, rows_of
from debrief.services import panels
from debrief.web import guard

pages = Blueprint("panels", __name__)

LEAST_ROWS = 3
THIN = "Some must-haves are rated by fewer than two. Add to the panel, or say below to go on."


@pages.get("/stages/<uuid:stage_id>/debrief")
def new(stage_id: UUID) -> ResponseReturnValue:
    stage, facts = stage_and_facts(stage_id)
    guard.authorize(Permission.DEBRIEF_SET_UP, facts)
    found = directory(db.session())
    people = {each.user_id for interview in stage.interviews for each in interview.interviewers}
    rows = [
        {"person": label, "criteria": []}
        for user_id in people
        if (label := found.label_of(user_id))
    ]
    return _form(stage, {}, sorted(rows, key=lambda row: row["person"]))


@pages.post("/stages/<uuid:stage_id>/debrief")
def set_up(stage_id: UUID) -> ResponseReturnValue:
    stage, facts = stage_and_facts(stage_id)
    guard.authorize(Permission.DEBRIEF_SET_UP, facts)
    rows = rows_of(request.form)
    if "more" in request.form:
        return _form(stage, request.form, rows)
    try:
        given = read_panel(request.form, directory(db.session()))
        _insist_on_coverage(stage.application.requisition.current, given)
        debrief = panels.set_up_debrief(guard.context(), stage, given.facilitator_id, given.panel)
    except (InvalidInputError, ConflictError) as error:
        return _form(stage, request.form, rows, error)
    return _back(debrief)


@pages.get("/debriefs/<uuid:debrief_id>/panelists/new")
def new_panelist(debrief_id: UUID) -> ResponseReturnValue:
    debrief, facts = debrief_and_facts(debrief_id)
    guard.authorize(Permission.DEBRIEF_SET_UP, facts)
    return _seat(debrief, None, request.form)


@pages.post("/debriefs/<uuid:debrief_id>/panelists")
def add_panelist(debrief_id: UUID) -> ResponseReturnValue:
    debrief, facts = debrief_and_facts(debrief_id)
    guard.authorize(Permission.DEBRIEF_SET_UP, facts)
    try:
        given = read_panelist(request.form, directory(db.session()))
        panels.add_panelist(guard.context(), debrief, given)
    except (InvalidInputError, ConflictError) as error:
        return _seat(debrief, None, request.form, error)
    return _back(debrief)


@pages.get("/debriefs/<uuid:debrief_id>/panelists/<uuid:panelist_id>")
def edit_panelist(debrief_id: UUID, panelist_id: UUID) -> ResponseReturnValue:
    debrief, panelist = _changeable(debrief_id, panelist_id)
    return _seat(debrief, panelist, {}, chosen=panelist.criteria)


@pages.post("/debriefs/<uuid:debrief_id>/panelists/<uuid:panelist_id>")
def change_criteria(debrief_id: UUID, panelist_id: UUID) -> ResponseReturnValue:
    debrief, panelist = _changeable(debrief_id, panelist_id)
    try:
        panels.change_criteria(guard.context(), panelist, request.form.getlist("criteria"))
    except (InvalidInputError, ConflictError) as error:
        return _seat(debrief, panelist, request.form, error)
    return _back(debrief)


def _insist_on_coverage(version: RequisitionVersion, given: PanelInput) -> None:
    """Have a gap in coverage noticed before it is set up: going on with it takes a tick."""
    thin = panels.thin_must_haves(version, [seat.criteria for seat in given.panel])
    if thin and "accept_thin" not in request.form:
        names = criterion_names(version)
        raise InvalidInputError(THIN, {"accept_thin": [THIN], "thin": [names[key] for key in thin]})


def _changeable(debrief_id: UUID, panelist_id: UUID) -> tuple[Debrief, Panelist]:
    """A seat that whoever asks may change; that a card is begun is for those with the status."""
    debrief, facts = debrief_and_facts(debrief_id)
    guard.authorize(Permission.DEBRIEF_SET_UP, facts)
    guard.authorize(Permission.DEBRIEF_STATUS, facts)
    panelist = next((each for each in debrief.panelists if each.id == panelist_id), None)
    if panelist is None:
        raise NotFoundError("There is nothing here.")
    return debrief, panelist


def _form(
    stage: Stage,
    given: Mapping[str, str],
    rows: list[dict[str, Any]],
    error: DebriefError | None = None,
) -> ResponseReturnValue:
    version = stage.application.requisition.current
    errors = dict(error.fields) if isinstance(error, InvalidInputError) else {}
    thin = errors.pop("thin", [])
    blank = max(1, LEAST_ROWS - len(rows)) + ("more" in given)
    page = render_template(
        "panels/set_up.html",
        stage=stage,
        application=stage.application,
        version=version,
        names=criterion_names(version),
        given=given,
        rows=[*rows, *[{"person": "", "criteria": []}] * blank][:MOST_ROWS],
        people=directory(db.session()).people,
        errors=errors,
        thin=thin,
        message=None if errors or error is None else str(error),
    )
    return page, error.status if error else HTTPStatus.OK


def _seat(
    debrief: Debrief,
    panelist: Panelist | None,
    given: Mapping[str, str],
    error: DebriefError | None = None,
    *,
    chosen: tuple[str, ...] = (),
) -> ResponseReturnValue:
    version = debrief.requisition_version
    errors = dict(error.fields) if isinstance(error, InvalidInputError) else {}
    page = render_template(
        "panels/panelist.html",
        debrief=debrief,
        application=debrief.stage.application,
        panelist=panelist,
        version=version,
        names=criterion_names(version),
        given=given,
        chosen=chosen or request.form.getlist("criteria"),
        people=directory(db.session()).people,
        errors=errors,
        message=None if errors or error is None else str(error),
    )
    return page, error.status if error else HTTPStatus.OK


def _back(debrief: Debrief) -> ResponseReturnValue:
    return redirect(
        url_for("candidates.show", application_id=debrief.stage.application_id),
        HTTPStatus.SEE_OTHER,
    )
