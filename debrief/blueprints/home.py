"""The first page: what awaits whoever is signed in."""

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from debrief.access import Permission
from debrief.extensions import db
from debrief.reports.work import Step, work_of
from debrief.web import guard
from debrief.web.paging import page_of

pages = Blueprint("home", __name__)


@pages.get("/")
def show() -> ResponseReturnValue:
    who = guard.authorize(Permission.ACCOUNT_USE)
    work = work_of(db.session(), who, guard.now(), current_app.config["EMPLOYER_ZONE"])
    following = [item for item in work if item.step is Step.FOLLOW]
    page = page_of(len(following))
    return render_template(
        "home/show.html",
        work=[item for item in work if item.step is not Step.FOLLOW],
        following=following[page.offset : page.offset + page.size],
        page=page,
    )


@pages.get("/healthz")
def health() -> ResponseReturnValue:
    return {"status": "ok"}
