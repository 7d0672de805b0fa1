"""Loading what an address names, or answering 404 exactly as for what does not exist."""

from uuid import UUID

from flask import current_app
from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from debrief.access import DebriefFacts, Permission, permits
from debrief.errors import NotFoundError
from debrief.extensions import db
from debrief.models import Application, Debrief, Outcome, Panelist, RubricVersion, Scorecard, Stage
from debrief.reports.about import About, read_about
from debrief.reports.facts import debrief_facts
from debrief.web import guard

#: A debrief and what every page of one reads of it, in one statement, put together once.
_SURROUNDED = (
    select(Debrief)
    .where(Debrief.id == bindparam("debrief_id"))
    .options(
        joinedload(Debrief.requisition_version, innerjoin=True),
        joinedload(Debrief.stage, innerjoin=True)
        .joinedload(Stage.application, innerjoin=True)
        .joinedload(Application.requisition, innerjoin=True),
    )
)


def surrounded(debrief_id: UUID) -> Debrief:
    """The debrief itself; raises NotFoundError."""
    debrief = db.session.scalar(_SURROUNDED, {"debrief_id": debrief_id})
    if debrief is None:
        raise _nothing()
    return debrief


def debrief_and_facts(debrief_id: UUID) -> tuple[Debrief, DebriefFacts]:
    """A debrief that whoever asks may know of; raises NotFoundError."""
    guard.identity()
    debrief = surrounded(debrief_id)
    allowed = current_app.config["RECRUITERS_READ_WORDS"]
    facts = debrief_facts(db.session(), debrief, recruiters_read_words=allowed)
    guard.authorize(Permission.DEBRIEF_KNOW, facts)
    return debrief, facts


def about_and_facts(debrief_id: UUID) -> tuple[About, DebriefFacts]:
    """The same for a page that changes nothing, and so needs no object to change."""
    guard.identity()
    allowed = current_app.config["RECRUITERS_READ_WORDS"]
    found = read_about(db.session(), debrief_id, recruiters_read_words=allowed)
    if found is None:
        raise _nothing()
    guard.authorize(Permission.DEBRIEF_KNOW, found[1])
    return found


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


def outcomes_of(debrief: Debrief) -> list[Outcome]:
    """The debrief's outcomes in the order written."""
    own = select(Outcome).where(Outcome.debrief_id == debrief.id).order_by(Outcome.number)
    return list(db.session.scalars(own))


def rubric_version(version_id: UUID) -> RubricVersion:
    """A version that whoever asks may read: published, or theirs to publish.

    Raises NotFoundError.
    """
    who = guard.authorize(Permission.RUBRIC_READ)
    version = db.session.get(RubricVersion, version_id)
    if version is None or not (
        version.published_at or permits(who, Permission.RUBRIC_PUBLISH, None)
    ):
        raise _nothing()
    return version


def _nothing() -> NotFoundError:
    """What is not there and what is not for whoever asks say the same."""
    return NotFoundError("There is nothing here.")
