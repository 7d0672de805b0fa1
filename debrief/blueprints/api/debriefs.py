"""Debriefs: which there are for whoever asks, and how far each has come."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from flask import Response, current_app

from debrief.access import Permission, permits
from debrief.audit import Tag
from debrief.blueprints.api.paging import Listed, listed
from debrief.blueprints.loading import debrief_and_facts
from debrief.extensions import db
from debrief.reports.panel import PanelReport, panel_report
from debrief.reports.status import DebriefStatus, debrief_status
from debrief.reports.work import work_of
from debrief.schemas.debriefs import DebriefSchema, WorkListSchema
from debrief.schemas.pages import PageSchema
from debrief.schemas.panel import PanelReportSchema
from debrief.services import summaries
from debrief.web import guard, paper
from debrief.web.openapi import Routes

routes = Routes("debriefs", "/debriefs", "One panel's work on one stage of one application.")


@routes.route("")
@routes.takes(PageSchema, location="query")
@routes.answers(HTTPStatus.OK, WorkListSchema)
def index(read: Callable[[], dict[str, int]]) -> Listed:
    """List the debriefs you may know of, the soonest due first."""
    who = guard.authorize(Permission.ACCOUNT_USE)
    zone = current_app.config["EMPLOYER_ZONE"]
    return listed(work_of(db.session(), who, guard.now(), zone, over=True), **read())


@routes.route("/<uuid:debrief_id>")
@routes.answers(HTTPStatus.OK, DebriefSchema, HTTPStatus.NOT_FOUND)
def show(debrief_id: UUID) -> DebriefStatus:
    """Say how far a debrief has come.

    Nothing here changes for a hiring manager or a panelist when another card comes in.
    """
    debrief, facts = debrief_and_facts(debrief_id)
    return debrief_status(db.session(), debrief, facts, guard.identity())


@routes.route("/<uuid:debrief_id>/report")
@routes.answers(HTTPStatus.OK, PanelReportSchema, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
def report(debrief_id: UUID) -> PanelReport:
    """Read what the cards of a revealed debrief say.

    The reading is recorded. Until the cards are open to you the answer is 403, whatever is in.
    """
    debrief, facts = debrief_and_facts(debrief_id)
    who = guard.authorize(Permission.DEBRIEF_READ, facts)
    words = permits(who, Permission.DEBRIEF_READ_WORDS, facts)
    guard.context().record(Tag.CARDS_READ, f"debrief:{debrief.id}")
    return panel_report(db.session(), debrief, words=words)


@routes.route("/<uuid:debrief_id>/summary.pdf")
@routes.hands_over("application/pdf", HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
def summary(debrief_id: UUID) -> Response:
    """Take out the summary of a revealed debrief as PDF, with its record attached as debrief.json.

    The same record gives the same bytes. Taking it out is recorded.
    """
    debrief, facts = debrief_and_facts(debrief_id)
    who = guard.authorize(Permission.SUMMARY_EXPORT, facts)
    words = permits(who, Permission.DEBRIEF_READ_WORDS, facts)
    return paper.handed_over(summaries.export_summary(guard.context(), debrief, words=words))
