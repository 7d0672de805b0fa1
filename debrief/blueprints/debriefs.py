"""A debrief: its status before the reveal, what its cards say after, and the reveal itself."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from debrief.access import Permission, permits
from debrief.audit import Tag
from debrief.blueprints.loading import debrief_and_facts
from debrief.extensions import db
from debrief.models import RevealCause
from debrief.reports.panel import panel_report
from debrief.reports.work import shown_state
from debrief.services import reveals
from debrief.web import guard

#: What the page shows or offers, each by its own permission.
SHOWN = (
    Permission.DEBRIEF_STATUS,
    Permission.DEBRIEF_READ,
    Permission.DEBRIEF_READ_WORDS,
    Permission.DEBRIEF_REVEAL,
    Permission.SCORECARD_WRITE,
)

pages = Blueprint("debriefs", __name__, url_prefix="/debriefs/<uuid:debrief_id>")


@pages.get("")
def show(debrief_id: UUID) -> ResponseReturnValue:
    debrief, facts = debrief_and_facts(debrief_id)
    who = guard.identity()
    may = {each.name: permits(who, each, facts) for each in SHOWN}
    report = None
    if may["DEBRIEF_READ"]:
        report = panel_report(db.session(), debrief, words=may["DEBRIEF_READ_WORDS"])
        guard.context().record(Tag.CARDS_READ, f"debrief:{debrief.id}")
    return render_template(
        "debriefs/show.html",
        debrief=debrief,
        state=shown_state(debrief.state, status=may["DEBRIEF_STATUS"]),
        submitted=facts.submitted_ids if may["DEBRIEF_STATUS"] else None,
        may=may,
        report=report,
    )


@pages.post("/reveal")
def reveal(debrief_id: UUID) -> ResponseReturnValue:
    debrief, facts = debrief_and_facts(debrief_id)
    guard.authorize(Permission.DEBRIEF_REVEAL, facts)
    reveals.reveal(guard.context(), debrief, RevealCause.FACILITATOR)
    return redirect(url_for("debriefs.show", debrief_id=debrief.id), HTTPStatus.SEE_OTHER)
