"""The JSON API under /api/v1: the pages' permissions, reports and services, for programs."""

from flask import Flask
from flask_smorest import Blueprint

from debrief.blueprints.api import (
    applications,
    comments,
    debriefs,
    me,
    reference,
    requisitions,
    rubrics,
    scorecards,
)
from debrief.extensions import api
from debrief.web import guard


def register(app: Flask) -> None:
    """Put every noun under one address, which answers nobody who has not said who they are."""
    app.register_blueprint(reference.pages)
    root = Blueprint("api", __name__, url_prefix="/api/v1", description="Everything, by noun.")
    root.before_request(_insist_on_somebody)
    for noun in (me, debriefs, scorecards, comments, requisitions, applications, rubrics):
        root.register_blueprint(noun.routes.blueprint)
        api.spec.tag(noun.routes.tag)
    api.register_blueprint(root)


def _insist_on_somebody() -> None:
    """Before anything is read, so that a wrong body from nobody is still a 401."""
    guard.identity()
