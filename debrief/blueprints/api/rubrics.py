"""Rubrics: which there are, and each as interviewers meet it."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from debrief.access import Permission, permits
from debrief.blueprints.api.paging import Listed, listed
from debrief.blueprints.loading import rubric_version
from debrief.extensions import db
from debrief.models import RubricVersion
from debrief.reports.rubric_shelf import rubric_shelf
from debrief.schemas.pages import PageSchema
from debrief.schemas.rubrics import RubricListSchema, RubricVersionSchema
from debrief.web import guard
from debrief.web.openapi import Routes

routes = Routes("rubrics", "/rubrics", "What is rated, and by which anchors.")


@routes.route("")
@routes.takes(PageSchema, location="query")
@routes.answers(HTTPStatus.OK, RubricListSchema)
def index(read: Callable[[], dict[str, int]]) -> Listed:
    """List the rubrics by key."""
    who = guard.authorize(Permission.RUBRIC_READ)
    drafts = permits(who, Permission.RUBRIC_PUBLISH, None)
    return listed(rubric_shelf(db.session(), drafts=drafts), **read())


@routes.route("/<uuid:version_id>")
@routes.answers(HTTPStatus.OK, RubricVersionSchema, HTTPStatus.NOT_FOUND)
def show(version_id: UUID) -> RubricVersion:
    """Read a version of a rubric, complete."""
    return rubric_version(version_id)
