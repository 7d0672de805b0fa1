"""How far a debrief has come, as far as somebody may know before its cards open."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from debrief.access import DebriefFacts, Identity, Permission, State, permits
from debrief.models import Debrief, Panelist, StageKind
from debrief.reports.work import shown_state


class SeatStatus(StrEnum):
    """What has come from one panelist."""

    IN = "in"
    MISSING = "missing"
    RECUSED = "recused"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One panelist; `status` is None for a reader whom it could tell something."""

    panelist_id: UUID
    user_id: UUID
    name: str
    due_at: datetime
    status: SeatStatus | None


@dataclass(frozen=True, slots=True)
class DebriefStatus:
    """A debrief from outside; `own_card_in` is None for whoever is not on the panel."""

    debrief_id: UUID
    application_id: UUID
    requisition_id: UUID
    candidate: str
    title: str
    stage: StageKind
    state: State
    due_at: datetime
    revealed_at: datetime | None
    readable: bool
    own_card_in: bool | None
    panel: tuple[SeatLine, ...]


def debrief_status(
    session: Session, debrief: Debrief, facts: DebriefFacts, who: Identity
) -> DebriefStatus:
    """What `who` may know, which is no more after a card has come in than before."""
    told = permits(who, Permission.DEBRIEF_STATUS, facts)
    panel = session.scalars(
        select(Panelist)
        .where(Panelist.debrief_id == debrief.id)
        .order_by(Panelist.position)
        .options(selectinload(Panelist.waiver))
    )
    application = debrief.stage.application
    return DebriefStatus(
        debrief.id,
        application.id,
        application.requisition_id,
        application.candidate.name,
        debrief.requisition_version.title,
        debrief.stage.kind,
        shown_state(debrief.state, status=told),
        debrief.due_at,
        debrief.revealed_at,
        permits(who, Permission.DEBRIEF_READ, facts),
        who.user_id in facts.submitted_ids if who.user_id in facts.panelist_ids else None,
        tuple(
            SeatLine(
                seat.id,
                seat.user_id,
                seat.user.name,
                seat.due_at,
                _status(seat, facts) if told else None,
            )
            for seat in panel
        ),
    )


def _status(seat: Panelist, facts: DebriefFacts) -> SeatStatus:
    if seat.recused_at:
        return SeatStatus.RECUSED
    if seat.user_id in facts.submitted_ids:
        return SeatStatus.IN
    return SeatStatus.WAIVED if seat.waiver else SeatStatus.MISSING
