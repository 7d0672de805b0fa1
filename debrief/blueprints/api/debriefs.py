"""Debriefs: which there are for whoever asks, and how far each has come."""

from collections.abc import Callable
from http import HTTPStatus

from debrief.access import Permission
from debrief.blueprints.api.paging import Listed, listed
from debrief.extensions import db
from debrief.reports.work import work_of
from debrief.schemas.debriefs import WorkListSchema
from debrief.schemas.pages import PageSchema
from debrief.web import guard
from debrief.web.openapi import Routes

routes = Routes("debriefs", "/debriefs", "One panel's work on one stage of one application.")


@routes.route("")
@routes.takes(PageSchema, location="query")
@routes.answers(HTTPStatus.OK, WorkListSchema)
def index(read: Callable[[], dict[str, int]]) -> Listed:
    """List the debriefs you may know of, the soonest due first."""
    who = guard.authorize(Permission.ACCOUNT_USE)
    return listed(work_of(db.session(), who, guard.now(), over=True), **read())
