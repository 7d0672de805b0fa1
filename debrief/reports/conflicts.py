"""Panelists named in how an application came in: for HR alone, who may ask them about it."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from debrief.models import Debrief, Panelist, ReferralSource, Stage, User
from debrief.scoring.structure import names_somebody


def conflicts(session: Session, debrief_id: UUID) -> tuple[str, ...]:
    """The names of those who have not stepped back, in the order of the panel."""
    rows = session.execute(
        select(ReferralSource.source, User.name, User.email)
        .join(Stage, Stage.application_id == ReferralSource.application_id)
        .join(Debrief, Debrief.stage_id == Stage.id)
        .join(Panelist, Panelist.debrief_id == Debrief.id)
        .join(User, User.id == Panelist.user_id)
        .where(Debrief.id == debrief_id, Panelist.recused_at.is_(None))
        .order_by(Panelist.position)
    )
    return tuple(name for source, name, email in rows if names_somebody(source, name, email))
