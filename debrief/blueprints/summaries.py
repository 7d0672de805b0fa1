"""The debrief on paper: recorded as taken out, then handed over as a file."""

from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue

from debrief.access import Permission, permits
from debrief.blueprints.loading import debrief_and_facts
from debrief.services import summaries
from debrief.web import guard, paper

pages = Blueprint("summaries", __name__, url_prefix="/debriefs/<uuid:debrief_id>")


@pages.get("/summary.pdf")
def show(debrief_id: UUID) -> ResponseReturnValue:
    debrief, facts = debrief_and_facts(debrief_id)
    who = guard.authorize(Permission.SUMMARY_EXPORT, facts)
    words = permits(who, Permission.DEBRIEF_READ_WORDS, facts)
    return paper.handed_over(summaries.export_summary(guard.context(), debrief, words=words))
