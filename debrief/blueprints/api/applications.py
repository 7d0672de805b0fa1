"""An application: its stages, their interviews and debriefs, as far as whoever asks may know."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from debrief.blueprints.opening import application_and_facts
from debrief.extensions import db
from debrief.reports.applications import stages_of
from debrief.schemas.openings import ApplicationSchema
from debrief.web import guard
from debrief.web.openapi import Routes

routes = Routes("applications", "/applications", "A candidate on one requisition.")


@routes.route("/<uuid:application_id>")
@routes.answers(HTTPStatus.OK, ApplicationSchema, HTTPStatus.NOT_FOUND)
def show(application_id: UUID) -> dict[str, Any]:
    """Read how far an application has come."""
    application, _ = application_and_facts(application_id)
    return {
        "id": application.id,
        "requisition_id": application.requisition_id,
        "name": application.candidate.name,
        "applied_at": application.applied_at,
        "stages": stages_of(db.session(), application, guard.identity()),
    }
