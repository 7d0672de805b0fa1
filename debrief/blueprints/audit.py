"""The audit log: its entries, whether it is whole, and a period's report as files."""

import tempfile
from datetime import timedelta
from http import HTTPStatus

from flask import Blueprint, render_template, request, send_file
from flask.typing import ResponseReturnValue

from debrief.access import Permission, permits
from debrief.audit import Tag
from debrief.errors import InvalidInputError
from debrief.extensions import db
from debrief.rendering.spreadsheet import zip_report
from debrief.reports.audit_log import LogSearch, check_log, count_lines, lines, log_for
from debrief.reports.audit_sight import sight_of
from debrief.schemas.audit import read_log_search, read_period
from debrief.services.audit_reports import take_out_report
from debrief.web import guard
from debrief.web.paging import page_of

pages = Blueprint("audit", __name__, url_prefix="/audit")

#: A zip smaller than this never touches the disk.
KEPT_IN_MEMORY = 8 << 20
A_YEAR = timedelta(days=364)


@pages.get("")
def show() -> ResponseReturnValue:
    guard.authorize(Permission.AUDIT_READ)
    try:
        return _log(read_log_search(request.args))
    except InvalidInputError as error:
        return _log(LogSearch(), error)


@pages.post("/verification")
def verify() -> ResponseReturnValue:
    who = guard.authorize(Permission.AUDIT_READ)
    complete = not sight_of(db.session(), who).shut
    found = check_log(db.session())
    return render_template("audit/verification.html", found=found, complete=complete)


@pages.get("/report")
def report_form() -> ResponseReturnValue:
    guard.authorize(Permission.AUDIT_EXPORT)
    today = guard.now().date()
    return _report({"first": (today - A_YEAR).isoformat(), "last": today.isoformat()})


@pages.post("/report")
def report() -> ResponseReturnValue:
    who = guard.authorize(Permission.AUDIT_EXPORT)
    try:
        period = read_period(request.form)
        prepared = take_out_report(guard.context(), period, sight_of(db.session(), who))
    except InvalidInputError as error:
        return _report(request.form, error)
    archive = tempfile.SpooledTemporaryFile(KEPT_IN_MEMORY)  # noqa: SIM115 - the response closes it
    zip_report(prepared, archive)
    archive.seek(0)
    name = f"debrief-audit-{period.first}-to-{period.last}.zip"
    return send_file(archive, "application/zip", as_attachment=True, download_name=name)


def _log(search: LogSearch, error: InvalidInputError | None = None) -> ResponseReturnValue:
    who = guard.identity()
    log = log_for(db.session(), search, sight_of(db.session(), who))
    page = page_of(count_lines(db.session(), log))
    shown = render_template(
        "audit/log.html",
        lines=() if error else lines(db.session(), log, page.offset, page.size),
        page=page,
        complete=log.complete,
        tags=tuple(Tag),
        given=request.args,
        errors=error.fields if error else {},
        may_export=permits(who, Permission.AUDIT_EXPORT, None),
    )
    return shown, error.status if error else HTTPStatus.OK


def _report(given: dict[str, str], error: InvalidInputError | None = None) -> ResponseReturnValue:
    page = render_template("audit/report.html", given=given, errors=error.fields if error else {})
    return page, error.status if error else HTTPStatus.OK
