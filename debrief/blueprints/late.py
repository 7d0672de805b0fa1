"""What is late, for those who chase it."""

from http import HTTPStatus

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from debrief.access import Permission
from debrief.errors import InvalidInputError
from debrief.extensions import db
from debrief.reports.audit_sight import sight_of
from debrief.reports.late import (
    LateSearch,
    count_late,
    late_list,
    read_late,
    requisitions_late,
)
from debrief.schemas.late import read_late_search
from debrief.web import guard
from debrief.web.paging import page_of

pages = Blueprint("late", __name__, url_prefix="/late")


@pages.get("")
def show() -> ResponseReturnValue:
    who = guard.authorize(Permission.DEBRIEFS_CHASE)
    search, errors = LateSearch(), {}
    try:
        search = read_late_search(request.args)
    except InvalidInputError as error:
        errors = error.fields
    late = late_list(search, sight_of(db.session(), who), guard.now())
    counts = count_late(db.session(), late)
    page = page_of(counts[search.wait] if search.wait else sum(counts.values()))
    shown = render_template(
        "late/show.html",
        items=read_late(db.session(), late, page.offset, page.size),
        page=page,
        counts=counts,
        requisitions=requisitions_late(db.session(), late),
        given=request.args,
        errors=errors,
    )
    return shown, HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
