"""Disputed comment flags, and HR's answer."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from debrief.access import Permission, permits
from debrief.errors import DebriefError, InvalidInputError, NotFoundError
from debrief.extensions import db
from debrief.models import ScorecardVersion, StoredFlag
from debrief.reports.audit_sight import sight_of
from debrief.reports.disputes import count_disputes, disputed_rules, disputes
from debrief.reports.facts import debrief_facts
from debrief.schemas.verdicts import read_verdict
from debrief.services.flag_reviews import review_flag
from debrief.web import guard
from debrief.web.paging import page_of

pages = Blueprint("disputes", __name__, url_prefix="/disputed-flags")


@pages.get("")
def index() -> ResponseReturnValue:
    guard.authorize(Permission.FLAGS_FOLLOW)
    return _list()


@pages.post("/<uuid:flag_id>")
def review(flag_id: UUID) -> ResponseReturnValue:
    guard.authorize(Permission.FLAGS_FOLLOW)
    flag = _load(flag_id)
    try:
        review_flag(guard.context(), flag, read_verdict(request.form))
    except InvalidInputError as error:
        return _list(error, {f"verdict-{flag_id}": error.fields["verdict"]})
    return redirect(url_for("disputes.index"), HTTPStatus.SEE_OTHER)


def _load(flag_id: UUID) -> StoredFlag:
    """A flag of a debrief that is open to whoever asks; raises NotFoundError."""
    flag = db.session.get(StoredFlag, flag_id)
    if flag is not None:
        version = db.session.get_one(ScorecardVersion, flag.version_id)
        facts = debrief_facts(db.session(), version.scorecard.panelist.debrief)
        if permits(guard.identity(), Permission.FLAGS_REVIEW, facts):
            return flag
    raise NotFoundError("There is nothing here.")


def _list(
    error: DebriefError | None = None, errors: dict[str, list[str]] | None = None
) -> ResponseReturnValue:
    sight = sight_of(db.session(), guard.identity())
    every, waiting = count_disputes(db.session(), sight)
    page = page_of(every)
    shown = render_template(
        "disputes/index.html",
        disputes=disputes(db.session(), sight, page.offset, page.size),
        rules=disputed_rules(db.session(), sight),
        waiting=waiting,
        page=page,
        errors=errors or {},
    )
    return shown, error.status if error else HTTPStatus.OK
