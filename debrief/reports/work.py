"""What awaits a person, by what they must do next: the soonest due first."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from debrief.access import DebriefFacts, Identity, Permission, Role, State, permits
from debrief.access.predicates import OPEN_STATES
from debrief.models import (
    Application,
    CandidateIdentity,
    Cosign,
    Debrief,
    Outcome,
    Panelist,
    Requisition,
    RequisitionVersion,
    Stage,
)
from debrief.reports.facts import Seats, Standing, owing_where, seats_where
from debrief.scoring.workdays import working_days_later

#: Whoever holds one of these knows of every debrief.
EVERYWHERE = frozenset({Role.HR, Role.RECRUITER})
OVER = (State.CLOSED, State.CANCELLED)


class Step(StrEnum):
    """What somebody does next about a debrief."""

    WRITE = "write"
    WAIVE = "waive"
    REVEAL = "reveal"
    DECIDE = "decide"
    COSIGN = "cosign"
    FOLLOW = "follow"


@dataclass(frozen=True, slots=True)
class Item:
    """One debrief as this person may know it; `due_at` is the own card's where one is owed."""

    debrief_id: UUID
    application_id: UUID
    candidate: str
    title: str
    stage: str
    state: State
    due_at: datetime
    step: Step
    overdue: bool
    own_card_in: bool

    @property
    def owes_card(self) -> bool:
        return self.step is Step.WRITE


def work_of(
    session: Session, who: Identity, at: datetime, zone: str, *, over: bool = False
) -> tuple[Item, ...]:
    """Every debrief that this person may know of, in four statements; the `over` ones on demand.

    `zone` is the employer's, in which working days are counted.
    """
    mine = _possible(who, over=over).subquery()
    rows = session.execute(_debriefs(mine)).all()
    seats = seats_where(session, Panelist.debrief_id.in_(select(mine.c.id)))
    owing = owing_where(session, Stage.id.in_(select(mine.c.stage_id)))
    pending = set(session.scalars(_awaiting_hr().where(Outcome.debrief_id.in_(select(mine.c.id)))))
    found = []
    for row in rows:
        seated = seats.get(row.id, Seats())
        standing = Standing(row.state, row.opening, row.hiring_manager_id, row.facilitator_id)
        facts = standing.facts(seated, owing.get(row.application_id, set()))
        if permits(who, Permission.DEBRIEF_KNOW, facts):
            late = [working_days_later(due, 1, zone) <= at for due in seated.awaited.values()]
            step = _step(who, facts, seated, any_late=any(late), pending=row.id in pending)
            due_at = seated.awaited[who.user_id] if step is Step.WRITE else row.due_at
            found.append(
                Item(
                    row.id,
                    row.application_id,
                    row.name or f"Candidate {str(row.candidate_id)[:8]}",
                    row.title,
                    row.kind.value,
                    shown_state(row.state, status=permits(who, Permission.DEBRIEF_STATUS, facts)),
                    due_at,
                    step,
                    overdue=due_at < at and row.state in OPEN_STATES,
                    own_card_in=who.user_id in facts.submitted_ids,
                )
            )
    return tuple(sorted(found, key=lambda item: (item.due_at, item.debrief_id)))


def shown_state(state: State, *, status: bool) -> State:
    """The state as told: without the status, nothing that a card coming in changes may show."""
    return State.COLLECTING if state in OPEN_STATES and not status else state


def _step(
    who: Identity, facts: DebriefFacts, seats: Seats, *, any_late: bool, pending: bool
) -> Step:
    def may(permission: Permission) -> bool:
        return permits(who, permission, facts)

    if who.user_id in seats.awaited and facts.state in OPEN_STATES:
        return Step.WRITE
    if any_late and may(Permission.DEBRIEF_WAIVE):
        return Step.WAIVE
    if may(Permission.DEBRIEF_REVEAL):
        return Step.REVEAL
    if not pending and may(Permission.OUTCOME_DECIDE):
        return Step.DECIDE
    if pending and may(Permission.OUTCOME_COSIGN):
        return Step.COSIGN
    return Step.FOLLOW


def _possible(who: Identity, *, over: bool) -> sa.Select[UUID, UUID]:
    """The debriefs that this person could have a part in."""
    possible = select(Debrief.id, Debrief.stage_id).join(Stage).join(Application).join(Requisition)
    if not over:
        possible = possible.where(Debrief.state.not_in(OVER))
    if who.roles & EVERYWHERE:
        return possible
    return possible.where(
        sa.or_(
            Requisition.hiring_manager_id == who.user_id,
            Debrief.facilitator_id == who.user_id,
            Debrief.panelists.any(Panelist.user_id == who.user_id),
        )
    )


def _debriefs(mine: sa.Subquery) -> sa.Select[*tuple[Any, ...]]:
    return (
        select(
            Debrief.id,
            Debrief.state,
            Debrief.due_at,
            Debrief.facilitator_id,
            Requisition.hiring_manager_id,
            RequisitionVersion.opening,
            RequisitionVersion.title,
            Stage.application_id,
            Stage.kind,
            Application.candidate_id,
            CandidateIdentity.name,
        )
        .join(mine, mine.c.id == Debrief.id)
        .join(RequisitionVersion, RequisitionVersion.id == Debrief.requisition_version_id)
        .join(Stage, Stage.id == Debrief.stage_id)
        .join(Application)
        .join(Requisition, Requisition.id == Application.requisition_id)
        .join(CandidateIdentity, CandidateIdentity.candidate_id == Application.candidate_id)
    )


def _awaiting_hr() -> sa.Select[UUID]:
    """Debriefs whose departing outcome HR has not answered."""
    return (
        select(Outcome.debrief_id)
        .outerjoin(Cosign)
        .where(Outcome.departing, Cosign.outcome_id.is_(None))
    )
