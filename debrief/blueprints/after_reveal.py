"""What changed after the reveal, for HR and auditors, over a period."""

from datetime import timedelta
from http import HTTPStatus

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from debrief.access import Permission
from debrief.errors import InvalidInputError
from debrief.extensions import db
from debrief.reports.after_reveal import after_reveal_report
from debrief.reports.audit_sight import sight_of
from debrief.reports.audit_table import Period
from debrief.schemas.audit import read_period
from debrief.scoring.herding import FEWEST_CANDIDATES
from debrief.web import guard

pages = Blueprint("after_reveal", __name__, url_prefix="/after-reveal")

A_YEAR = timedelta(days=364)


@pages.get("")
def show() -> ResponseReturnValue:
    who = guard.authorize(Permission.CHANGES_READ)
    today = guard.now().date()
    period, errors = Period(today - A_YEAR, today), {}
    if request.args:
        try:
            period = read_period(request.args)
        except InvalidInputError as error:
            errors = error.fields
    given = request.args or {"first": period.first.isoformat(), "last": period.last.isoformat()}
    shown = render_template(
        "after_reveal/show.html",
        found=after_reveal_report(db.session(), period, sight_of(db.session(), who)),
        period=period,
        fewest=FEWEST_CANDIDATES,
        given=given,
        errors=errors,
    )
    return shown, HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
