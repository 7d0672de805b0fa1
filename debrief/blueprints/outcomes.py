"""What a debrief comes to: the outcome, HR's co-sign, a different view on record, the close."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from debrief.access import Permission
from debrief.audit import Tag
from debrief.blueprints.loading import debrief_and_facts, outcomes_of
from debrief.errors import ConflictError, DebriefError, InvalidInputError
from debrief.extensions import db
from debrief.models import Debrief, Outcome
from debrief.reports.about import about
from debrief.reports.panel import PanelReport, panel_report
from debrief.reports.vocabulary import DISPOSITION_WORDS, RESULT_WORDS
from debrief.schemas.outcomes import read_cosign, read_outcome, read_text
from debrief.services import outcomes, reveals
from debrief.web import guard

pages = Blueprint("outcomes", __name__, url_prefix="/debriefs/<uuid:debrief_id>")


@pages.get("/outcome")
def write(debrief_id: UUID) -> ResponseReturnValue:
    debrief, facts = debrief_and_facts(debrief_id)
    guard.authorize(Permission.OUTCOME_DECIDE, facts)
    report = _read(debrief)
    return _outcome_form(debrief, report)


@pages.post("/outcome")
def decide(debrief_id: UUID) -> ResponseReturnValue:
    debrief, facts = debrief_and_facts(debrief_id)
    guard.authorize(Permission.OUTCOME_DECIDE, facts)
    report = panel_report(db.session(), debrief, words=False)
    try:
        given = read_outcome(request.form)
        earlier = outcomes_of(debrief)
        outcomes.decide(guard.context(), debrief, given, report.gate, earlier)
    except (InvalidInputError, ConflictError) as error:
        return _outcome_form(debrief, report, error)
    return _back(debrief)


@pages.get("/cosign")
def read_to_cosign(debrief_id: UUID) -> ResponseReturnValue:
    debrief, facts = debrief_and_facts(debrief_id)
    guard.authorize(Permission.OUTCOME_COSIGN, facts)
    return _decision_form("outcomes/cosign.html", debrief)


@pages.post("/cosign")
def cosign(debrief_id: UUID) -> ResponseReturnValue:
    debrief, facts = debrief_and_facts(debrief_id)
    guard.authorize(Permission.OUTCOME_COSIGN, facts)
    outcome = _newest(debrief)
    try:
        agreed, remark = read_cosign(request.form)
        outcomes.cosign(guard.context(), outcome, agreed=agreed, remark=remark)
    except (InvalidInputError, ConflictError) as error:
        return _decision_form("outcomes/cosign.html", debrief, error)
    return _back(debrief)


@pages.get("/dissent")
def differ(debrief_id: UUID) -> ResponseReturnValue:
    debrief, facts = debrief_and_facts(debrief_id)
    guard.authorize(Permission.OUTCOME_DISSENT, facts)
    return _decision_form("outcomes/dissent.html", debrief)


@pages.post("/dissent")
def dissent(debrief_id: UUID) -> ResponseReturnValue:
    debrief, facts = debrief_and_facts(debrief_id)
    guard.authorize(Permission.OUTCOME_DISSENT, facts)
    outcome = _newest(debrief)
    try:
        outcomes.dissent(guard.context(), outcome, read_text(request.form, "dissent"))
    except (InvalidInputError, ConflictError) as error:
        return _decision_form("outcomes/dissent.html", debrief, error)
    return _back(debrief)


@pages.post("/close")
def close(debrief_id: UUID) -> ResponseReturnValue:
    debrief, facts = debrief_and_facts(debrief_id)
    guard.authorize(Permission.DEBRIEF_CLOSE, facts)
    reveals.close(guard.context(), debrief)
    return _back(debrief)


def _back(debrief: Debrief) -> ResponseReturnValue:
    return redirect(
        url_for("debriefs.show", debrief_id=debrief.id, _anchor="outcome"), HTTPStatus.SEE_OTHER
    )


def _newest(debrief: Debrief) -> Outcome:
    """The outcome to answer; raises ConflictError while there is none."""
    found = outcomes_of(debrief)
    if not found:
        raise ConflictError("There is no outcome yet.")
    return found[-1]


def _read(debrief: Debrief) -> PanelReport:
    """The report, on record: the form beside it is written from what the cards say."""
    guard.context().record(Tag.CARDS_READ, f"debrief:{debrief.id}")
    return panel_report(db.session(), debrief, words=True)


def _outcome_form(
    debrief: Debrief, report: PanelReport, error: DebriefError | None = None
) -> ResponseReturnValue:
    page = render_template(
        "outcomes/edit.html",
        about=about(debrief),
        report=report,
        results=RESULT_WORDS,
        departing={each for each in RESULT_WORDS if outcomes.departs(each, report.gate)},
        dispositions=DISPOSITION_WORDS,
        given=request.form,
        **_wrong(error),
    )
    return page, error.status if error else HTTPStatus.OK


def _decision_form(
    template: str, debrief: Debrief, error: DebriefError | None = None
) -> ResponseReturnValue:
    _newest(debrief)
    report = _read(debrief)
    page = render_template(
        template,
        about=about(debrief),
        report=report,
        decision=report.decision,
        given=request.form,
        **_wrong(error),
    )
    return page, error.status if error else HTTPStatus.OK


def _wrong(error: DebriefError | None) -> dict[str, object]:
    fields = error.fields if isinstance(error, InvalidInputError) else {}
    return {"errors": fields, "message": str(error) if error and not fields else None}
