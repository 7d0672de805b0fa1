"""Requisitions: which there are for whoever asks, what each asks for, and its candidates."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from debrief.access import Permission
from debrief.blueprints.api.paging import Listed, paged
from debrief.blueprints.opening import requisition_and_facts
from debrief.extensions import db
from debrief.models import Requisition
from debrief.reports import candidates
from debrief.reports.requisitions import Wanted, count_requisitions, list_requisitions
from debrief.schemas.openings import CandidateListSchema, RequisitionListSchema, RequisitionSchema
from debrief.schemas.pages import PageSchema
from debrief.web import guard
from debrief.web.openapi import Routes
from debrief.web.paging import Page

routes = Routes("requisitions", "/requisitions", "Openings, and who applied for them.")
Read = Callable[[], dict[str, int]]


@routes.route("")
@routes.takes(PageSchema, location="query")
@routes.answers(HTTPStatus.OK, RequisitionListSchema)
def index(read: Read) -> Listed:
    """List the requisitions you may read, the newest first."""
    who = guard.authorize(Permission.ACCOUNT_USE)
    total = count_requisitions(db.session(), who, Wanted())
    asked = _page(read(), total)
    lines = list_requisitions(db.session(), who, Wanted(), asked.offset, asked.size)
    return paged(lines, asked)


@routes.route("/<uuid:requisition_id>")
@routes.answers(HTTPStatus.OK, RequisitionSchema, HTTPStatus.NOT_FOUND)
def show(requisition_id: UUID) -> Requisition:
    """Read what an opening asks for."""
    return requisition_and_facts(requisition_id)[0]


@routes.route("/<uuid:requisition_id>/applications")
@routes.takes(PageSchema, location="query")
@routes.answers(HTTPStatus.OK, CandidateListSchema, HTTPStatus.NOT_FOUND)
def applications(read: Read, requisition_id: UUID) -> Listed:
    """List the candidates of an opening that you may know of, the newest first."""
    requisition, _ = requisition_and_facts(requisition_id)
    who = guard.identity()
    chosen = candidates.applications_of(requisition, who)
    asked = _page(read(), candidates.count_candidates(db.session(), chosen))
    on_page = chosen.offset(asked.offset).limit(asked.size)
    return paged(candidates.candidate_lines(db.session(), requisition, who, on_page), asked)


def _page(given: dict[str, int], total: int) -> Page:
    return Page(given["page"], total, given["page_size"])
