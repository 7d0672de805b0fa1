"""The first page: what awaits whoever is signed in."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from debrief.access import Permission
from debrief.extensions import db
from debrief.reports.work import work_of
from debrief.web import guard

pages = Blueprint("home", __name__)


@pages.get("/")
def show() -> ResponseReturnValue:
    who = guard.authorize(Permission.ACCOUNT_USE)
    return render_template("home/show.html", work=work_of(db.session(), who))


@pages.get("/healthz")
def health() -> ResponseReturnValue:
    return {"status": "ok"}
