"""A debrief as the access policy sees it."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from debrief.access import DebriefFacts
from debrief.access.predicates import OPEN_STATES
from debrief.models import Debrief, Panelist, Scorecard, ScorecardVersion, Stage, Waiver


def debrief_facts(
    session: Session, debrief: Debrief, *, recruiters_read_words: bool = False
) -> DebriefFacts:
    """The facts, in two statements whatever the size of the panel."""
    panel = session.execute(
        select(Panelist.user_id, Panelist.recused_at, ScorecardVersion.id.is_not(None))
        .join(Scorecard, Scorecard.panelist_id == Panelist.id)
        .outerjoin(
            ScorecardVersion,
            (ScorecardVersion.scorecard_id == Scorecard.id) & (ScorecardVersion.number == 1),
        )
        .where(Panelist.debrief_id == debrief.id)
    ).all()
    return DebriefFacts(
        state=debrief.state,
        opening=debrief.requisition_version.opening,
        hiring_manager_id=debrief.stage.application.requisition.hiring_manager_id,
        facilitator_id=debrief.facilitator_id,
        panelist_ids=frozenset(user_id for user_id, _, _ in panel),
        recused_ids=frozenset(user_id for user_id, recused, _ in panel if recused),
        submitted_ids=frozenset(user_id for user_id, _, submitted in panel if submitted),
        owing_ids=_owing(session, debrief.stage.application_id),
        recruiters_read_words=recruiters_read_words,
    )


def owed() -> sa.ColumnElement[bool]:
    """Whether a seat's card is still to come, in a statement that joins debrief and scorecard."""
    return sa.and_(
        Debrief.state.in_(OPEN_STATES),
        Panelist.recused_at.is_(None),
        ~Scorecard.versions.any(),
        ~select(Waiver).where(Waiver.panelist_id == Panelist.id).exists(),
    )


def _owing(session: Session, application_id: UUID) -> frozenset[UUID]:
    """Who still owes a card on any open debrief of the application."""
    return frozenset(
        session.scalars(
            select(Panelist.user_id)
            .join(Debrief)
            .join(Stage)
            .join(Scorecard, Scorecard.panelist_id == Panelist.id)
            .where(Stage.application_id == application_id, owed())
        )
    )
