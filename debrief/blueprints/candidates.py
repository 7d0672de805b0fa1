"""Candidates: adding one to a requisition, the application's page, its stages and its source."""

from collections.abc import Mapping
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from debrief.access import Permission, permits
from debrief.blueprints.opening import application_and_facts, requisition_and_facts
from debrief.errors import InvalidInputError
from debrief.extensions import db
from debrief.models import Application, ReferralSource, Requisition, StageKind
from debrief.reports.applications import stages_of
from debrief.schemas.candidates import ReferralSchema, StageSchema, read_candidate
from debrief.schemas.forms import load
from debrief.services import applications
from debrief.web import guard

pages = Blueprint("candidates", __name__)


@pages.get("/requisitions/<uuid:requisition_id>/candidates/new")
def new(requisition_id: UUID) -> ResponseReturnValue:
    requisition, facts = requisition_and_facts(requisition_id)
    guard.authorize(Permission.CANDIDATE_ADD, facts)
    return _form(requisition, {})


@pages.post("/requisitions/<uuid:requisition_id>/candidates")
def add(requisition_id: UUID) -> ResponseReturnValue:
    requisition, facts = requisition_and_facts(requisition_id)
    guard.authorize(Permission.CANDIDATE_ADD, facts)
    context = guard.context()
    try:
        given = read_candidate(request.form)
        application = applications.add_candidate(context, requisition, given.name, given.email)
    except InvalidInputError as error:
        return _form(requisition, request.form, error)
    if given.source:
        applications.record_referral(context, application, given.source)
    return _back(application)


@pages.get("/applications/<uuid:application_id>")
def show(application_id: UUID) -> ResponseReturnValue:
    application, _ = application_and_facts(application_id)
    return _page(application)


@pages.post("/applications/<uuid:application_id>/stages")
def add_stage(application_id: UUID) -> ResponseReturnValue:
    application, facts = application_and_facts(application_id)
    guard.authorize(Permission.CANDIDATE_ADD, facts)
    try:
        given = load(StageSchema(), {"kind": request.form.get("kind", "")})
    except InvalidInputError as error:
        return _page(application, error)
    applications.add_stage(guard.context(), application, given["kind"])
    return _back(application)


@pages.post("/applications/<uuid:application_id>/referral")
def save_referral(application_id: UUID) -> ResponseReturnValue:
    application, facts = application_and_facts(application_id)
    guard.authorize(Permission.CANDIDATE_ADD, facts)
    try:
        given = load(ReferralSchema(), {"source": request.form.get("source", "")})
    except InvalidInputError as error:
        return _page(application, error)
    applications.record_referral(guard.context(), application, given["source"])
    return _back(application)


def _form(
    requisition: Requisition, given: Mapping[str, str], error: InvalidInputError | None = None
) -> ResponseReturnValue:
    page = render_template(
        "candidates/new.html",
        requisition=requisition,
        given=given,
        errors=error.fields if error else {},
    )
    return page, error.status if error else HTTPStatus.OK


def _page(application: Application, error: InvalidInputError | None = None) -> ResponseReturnValue:
    who = guard.identity()
    may_add = permits(who, Permission.CANDIDATE_ADD, None)
    referral = None
    if permits(who, Permission.REFERRAL_READ, None):
        referral = db.session.get(ReferralSource, application.id)
    page = render_template(
        "applications/show.html",
        application=application,
        requisition=application.requisition,
        stages=stages_of(db.session(), application, who),
        kinds=StageKind,
        may_add=may_add,
        may_set_up=permits(who, Permission.DEBRIEF_SET_UP, None),
        may_read_referral=permits(who, Permission.REFERRAL_READ, None),
        referral=referral,
        given=request.form,
        errors=error.fields if error else {},
    )
    return page, error.status if error else HTTPStatus.OK


def _back(application: Application) -> ResponseReturnValue:
    return redirect(url_for("candidates.show", application_id=application.id), HTTPStatus.SEE_OTHER)
