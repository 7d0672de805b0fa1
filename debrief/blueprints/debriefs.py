"""A debrief: its status before the reveal, what its cards say after, the reveal, calling it off."""

from functools import partial
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from debrief.access import Permission, permits
from debrief.audit import Tag
from debrief.blueprints.loading import about_and_facts, debrief_and_facts, surrounded
from debrief.extensions import db
from debrief.models import RevealCause
from debrief.reports.about import about
from debrief.reports.conflicts import conflicts
from debrief.reports.panel import panel_report
from debrief.reports.status import debrief_status
from debrief.reports.work import shown_state
from debrief.services import panels, reveals
from debrief.web import guard

#: What the page shows or offers, each by its own permission.
SHOWN = (
    Permission.DEBRIEF_STATUS,
    Permission.DEBRIEF_READ,
    Permission.DEBRIEF_READ_WORDS,
    Permission.SUMMARY_EXPORT,
    Permission.CONFLICTS_READ,
    Permission.DEBRIEF_REVEAL,
    Permission.DEBRIEF_WAIVE,
    Permission.DEBRIEF_CANCEL,
    Permission.DEBRIEF_CLOSE,
    Permission.PANELIST_RECUSE,
    Permission.SCORECARD_WRITE,
    Permission.SCORECARD_RERATE,
    Permission.OUTCOME_DECIDE,
    Permission.OUTCOME_DISSENT,
    Permission.OUTCOME_COSIGN,
)

pages = Blueprint("debriefs", __name__, url_prefix="/debriefs/<uuid:debrief_id>")


@pages.get("")
def show(debrief_id: UUID) -> ResponseReturnValue:
    seen, facts = about_and_facts(debrief_id)
    who = guard.identity()
    may = {each.name: permits(who, each, facts) for each in SHOWN}
    conflicting = conflicts(db.session(), debrief_id) if may["CONFLICTS_READ"] else ()
    shown = {"about": seen, "may": may, "conflicting": conflicting}
    if not may["DEBRIEF_READ"]:
        status = debrief_status(db.session(), surrounded(debrief_id), facts, who)
        return render_template(
            "debriefs/show.html",
            state=status.state.value,
            status=status,
            waivable=partial(panels.waivable_from, zone=current_app.config["EMPLOYER_ZONE"]),
            now=guard.now(),
            report=None,
            **shown,
        )
    report = panel_report(db.session(), seen, words=may["DEBRIEF_READ_WORDS"])
    guard.context().record(Tag.CARDS_READ, f"debrief:{debrief_id}")
    state = shown_state(facts.state, status=may["DEBRIEF_STATUS"]).value
    return render_template("debriefs/show.html", report=report, state=state, **shown)


@pages.post("/reveal")
def reveal(debrief_id: UUID) -> ResponseReturnValue:
    debrief, facts = debrief_and_facts(debrief_id)
    guard.authorize(Permission.DEBRIEF_REVEAL, facts)
    reveals.reveal(guard.context(), debrief, RevealCause.FACILITATOR)
    return redirect(url_for("debriefs.show", debrief_id=debrief.id), HTTPStatus.SEE_OTHER)


@pages.get("/cancellation")
def ask_to_cancel(debrief_id: UUID) -> ResponseReturnValue:
    debrief, facts = debrief_and_facts(debrief_id)
    guard.authorize(Permission.DEBRIEF_CANCEL, facts)
    return render_template("debriefs/cancel.html", about=about(debrief))


@pages.post("/cancellation")
def cancel(debrief_id: UUID) -> ResponseReturnValue:
    debrief, facts = debrief_and_facts(debrief_id)
    guard.authorize(Permission.DEBRIEF_CANCEL, facts)
    reveals.cancel(guard.context(), debrief)
    return redirect(url_for("debriefs.show", debrief_id=debrief.id), HTTPStatus.SEE_OTHER)
