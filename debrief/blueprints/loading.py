"""Loading what an address names, or answering 404 exactly as for what does not exist."""

from uuid import UUID

from flask import current_app
from sqlalchemy import select

from debrief.access import DebriefFacts, Permission
from debrief.errors import NotFoundError
from debrief.extensions import db
from debrief.models import Debrief, Panelist, Scorecard
from debrief.reports.facts import debrief_facts
from debrief.web import guard


def debrief_and_facts(debrief_id: UUID) -> tuple[Debrief, DebriefFacts]:
    """A debrief that whoever asks may know of; raises NotFoundError."""
    guard.identity()
    debrief = db.session.get(Debrief, debrief_id)
    if debrief is None:
        raise NotFoundError("There is nothing here.")
    allowed = current_app.config["RECRUITERS_READ_WORDS"]
    facts = debrief_facts(db.session(), debrief, recruiters_read_words=allowed)
    guard.authorize(Permission.DEBRIEF_KNOW, facts)
    return debrief, facts


def own_scorecard(debrief: Debrief) -> Scorecard:
    """The card of whoever asks, who has been found to be on the panel."""
    own = select(Scorecard).join(Panelist)
    return (
        db.session()
        .scalars(
            own.where(
                Panelist.debrief_id == debrief.id, Panelist.user_id == guard.identity().user_id
            )
        )
        .one()
    )
