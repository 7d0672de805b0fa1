"""What a reader of reports and of the log may not see: debriefs they take part in, still sealed."""

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from debrief.access import Identity, Role
from debrief.access.predicates import OPEN_STATES
from debrief.models import (
    Application,
    Debrief,
    Interview,
    MessageToHr,
    Outcome,
    Panelist,
    Requisition,
    Scorecard,
    ScorecardVersion,
    Stage,
    StoredFlag,
)
from debrief.reports.facts import owed


@dataclass(frozen=True, slots=True)
class Sight:
    """How far somebody sees.

    `status`: who is in and who is missing before the reveal, which is for HR and recruiters.
    `shut`: applications left out altogether, since somebody with several roles sees what the
    strictest of them allows until the own card is in, and who recused sees nothing ever.
    """

    status: bool = False
    shut: frozenset[UUID] = frozenset()

    def open(self, application_id: sa.SQLColumnExpression[UUID]) -> sa.ColumnElement[bool]:
        """Whether a row's application is not shut."""
        return application_id.not_in(self.shut) if self.shut else sa.true()


def sight_of(session: Session, who: Identity) -> Sight:
    """How far `who` sees, in one statement."""
    status = not who.roles.isdisjoint({Role.HR, Role.RECRUITER})
    still_open = Debrief.state.in_(OPEN_STATES)
    seated = Panelist.id.is_not(None)
    shut = [sa.and_(seated, sa.or_(Panelist.recused_at.is_not(None), owed()))]
    if not status:
        # The log would tell an auditor or admin on the panel, or hiring for it, who is in.
        shut.append(
            sa.and_(still_open, sa.or_(seated, Requisition.hiring_manager_id == who.user_id))
        )
    found = session.scalars(
        select(Stage.application_id)
        .select_from(Debrief)
        .join(Debrief.stage)
        .join(Stage.application)
        .join(Application.requisition)
        .outerjoin(
            Panelist, (Panelist.debrief_id == Debrief.id) & (Panelist.user_id == who.user_id)
        )
        .outerjoin(Scorecard, Scorecard.panelist_id == Panelist.id)
        .where(sa.or_(*shut))
        .distinct()
    )
    return Sight(status, frozenset(found))


def hidden_subjects(session: Session, sight: Sight) -> frozenset[str]:
    """What the log calls the records of shut applications."""
    if not sight.shut:
        return frozenset()
    of = (Stage.application_id.in_(sight.shut),)
    debriefs = select(Debrief.id).join(Debrief.stage).where(*of)
    seats = select(Panelist.id).where(Panelist.debrief_id.in_(debriefs))
    cards = select(Scorecard.id).where(Scorecard.panelist_id.in_(seats))
    versions = select(ScorecardVersion.id).where(ScorecardVersion.scorecard_id.in_(cards))
    named = {
        "stage": select(Stage.id).where(*of),
        "interview": select(Interview.id).join(Interview.stage).where(*of),
        "debrief": debriefs,
        "panelist": seats,
        "scorecard": cards,
        "flag": select(StoredFlag.id).where(StoredFlag.version_id.in_(versions)),
        "message": select(MessageToHr.id).where(MessageToHr.debrief_id.in_(debriefs)),
        "outcome": select(Outcome.id).where(Outcome.debrief_id.in_(debriefs)),
    }
    hidden = {f"application:{application_id}" for application_id in sight.shut}
    for noun, statement in named.items():
        hidden |= {f"{noun}:{found}" for found in session.scalars(statement)}
    return frozenset(hidden)
