"""Interviews of a stage: setting one, moving it, taking it off; due times follow."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from debrief.access import Permission
from debrief.blueprints.opening import interview_and_facts, stage_and_facts
from debrief.errors import ConflictError, DebriefError, InvalidInputError, StaleError
from debrief.extensions import db
from debrief.models import Interview, InterviewFormat, Stage
from debrief.reports.people import directory
from debrief.schemas.candidates import interview_form, read_interview
from debrief.schemas.times import zones
from debrief.services import applications
from debrief.web import guard

pages = Blueprint("interviews", __name__)

MOST_INTERVIEWERS = 12
BLANK_FIELDS = 2


@pages.get("/stages/<uuid:stage_id>/interviews/new")
def new(stage_id: UUID) -> ResponseReturnValue:
    stage, facts = stage_and_facts(stage_id)
    guard.authorize(Permission.DEBRIEF_SET_UP, facts)
    zone = stage.application.requisition.current.zone
    return _form(stage, None, {"zone": zone}, [])


@pages.post("/stages/<uuid:stage_id>/interviews")
def schedule(stage_id: UUID) -> ResponseReturnValue:
    stage, facts = stage_and_facts(stage_id)
    guard.authorize(Permission.DEBRIEF_SET_UP, facts)
    named = _named()
    if "more" in request.form:
        return _form(stage, None, request.form, named)
    try:
        given = read_interview(request.form, named, directory(db.session()))
        applications.schedule_interview(guard.context(), stage, given)
    except (InvalidInputError, ConflictError) as error:
        return _form(stage, None, request.form, named, error)
    return _back(stage)


@pages.get("/interviews/<uuid:interview_id>")
def edit(interview_id: UUID) -> ResponseReturnValue:
    interview, facts = interview_and_facts(interview_id)
    guard.authorize(Permission.DEBRIEF_SET_UP, facts)
    given = interview_form(interview) | {"seen": applications.fingerprint(interview)}
    return _form(interview.stage, interview, given, _labels(interview))


@pages.post("/interviews/<uuid:interview_id>")
def move(interview_id: UUID) -> ResponseReturnValue:
    interview, facts = interview_and_facts(interview_id)
    guard.authorize(Permission.DEBRIEF_SET_UP, facts)
    named = _named()
    if "more" in request.form:
        return _form(interview.stage, interview, request.form, named)
    try:
        given = read_interview(request.form, named, directory(db.session()))
        applications.move_interview(
            guard.context(), interview, given, replaces=request.form.get("seen", "")
        )
    except (InvalidInputError, ConflictError, StaleError) as error:
        return _form(interview.stage, interview, request.form, named, error)
    return _back(interview.stage)


@pages.get("/interviews/<uuid:interview_id>/removal")
def ask_removal(interview_id: UUID) -> ResponseReturnValue:
    interview, facts = interview_and_facts(interview_id)
    guard.authorize(Permission.DEBRIEF_SET_UP, facts)
    return _removal(interview)


@pages.post("/interviews/<uuid:interview_id>/removal")
def remove(interview_id: UUID) -> ResponseReturnValue:
    interview, facts = interview_and_facts(interview_id)
    guard.authorize(Permission.DEBRIEF_SET_UP, facts)
    stage = interview.stage
    try:
        applications.remove_interview(guard.context(), interview)
    except ConflictError as error:
        return _removal(interview, error)
    return _back(stage)


def _named() -> list[str]:
    typed = request.form.getlist("interviewers")[:MOST_INTERVIEWERS]
    return [name for name in typed if name.strip()]


def _labels(interview: Interview) -> list[str]:
    found = directory(db.session())
    return [label for each in interview.interviewers if (label := found.label_of(each.user_id))]


def _form(
    stage: Stage,
    interview: Interview | None,
    given: Mapping[str, str],
    named: Sequence[str],
    error: DebriefError | None = None,
) -> ResponseReturnValue:
    errors = dict(error.fields) if isinstance(error, InvalidInputError) else {}
    stale = interview is not None and isinstance(error, StaleError)
    page = render_template(
        "interviews/edit.html",
        stage=stage,
        application=stage.application,
        interview=interview,
        given=given,
        named=[*named, *[""] * max(BLANK_FIELDS, 4 - len(named))],
        seen=applications.fingerprint(interview) if interview and stale else given.get("seen", ""),
        stored=interview if stale else None,
        formats=InterviewFormat,
        people=directory(db.session()).people,
        zones=zones(),
        errors=errors,
        message=None if errors or error is None else str(error),
    )
    return page, error.status if error else HTTPStatus.OK


def _removal(interview: Interview, error: ConflictError | None = None) -> ResponseReturnValue:
    page = render_template(
        "interviews/remove.html",
        interview=interview,
        application=interview.stage.application,
        errors={},
        message=str(error) if error else None,
    )
    return page, error.status if error else HTTPStatus.OK


def _back(stage: Stage) -> ResponseReturnValue:
    return redirect(
        url_for("candidates.show", application_id=stage.application_id), HTTPStatus.SEE_OTHER
    )
