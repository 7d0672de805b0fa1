"""The candidates of a requisition and their stages, as whoever asks may know of them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from debrief.access import Identity, Permission, State, permits
from debrief.models import (
    Application,
    Candidate,
    CandidateIdentity,
    Debrief,
    Panelist,
    Requisition,
    Stage,
)
from debrief.reports.facts import Seats, Standing, involved_in, owing_where, seats_where
from debrief.reports.requisitions import matches, sees_every_candidate
from debrief.reports.work import shown_state


@dataclass(frozen=True, slots=True)
class StageLine:
    """A step; `state` is its debrief's as told, None where there is none to know of."""

    kind: str
    state: State | None


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """A candidate in a list."""

    application_id: UUID
    name: str
    applied_at: datetime
    stages: tuple[StageLine, ...]


def applications_of(
    requisition: Requisition, who: Identity, words: str = ""
) -> sa.Select[Application]:
    """The applications that this person may read, the newest first; `words` are of the name."""
    found = (
        select(Application)
        .join(Candidate)
        .join(CandidateIdentity)
        .where(Application.requisition_id == requisition.id, matches(CandidateIdentity.name, words))
        .order_by(Application.applied_at.desc(), Application.id)
    )
    if sees_every_candidate(who, requisition):
        return found
    involved = involved_in().subquery()
    mine = select(involved.c.application_id).where(involved.c.user_id == who.user_id)
    return found.where(Application.id.in_(mine))


def count_candidates(session: Session, chosen: sa.Select[Application]) -> int:
    """How many there are."""
    return session.scalar(select(sa.func.count()).select_from(chosen.subquery())) or 0


def candidate_lines(
    session: Session, requisition: Requisition, who: Identity, chosen: sa.Select[Application]
) -> list[CandidateLine]:
    """The chosen ones with their stages, in a number of statements that does not grow."""
    found = session.scalars(chosen.options(selectinload(Application.stages))).all()
    states = _states(session, requisition, who, [each.id for each in found])
    return [
        CandidateLine(
            application.id,
            application.candidate.name,
            application.applied_at,
            tuple(
                StageLine(stage.kind.value, states.get(stage.id)) for stage in application.stages
            ),
        )
        for application in found
    ]


def _states(
    session: Session, requisition: Requisition, who: Identity, application_ids: list[UUID]
) -> dict[UUID, State]:
    """The states of the stages' debriefs, as this person may be told them."""
    debriefs = session.scalars(
        select(Debrief)
        .join(Stage)
        .where(Stage.application_id.in_(application_ids))
        .options(selectinload(Debrief.requisition_version), selectinload(Debrief.stage))
    ).all()
    seats = seats_where(session, Panelist.debrief_id.in_([each.id for each in debriefs]))
    owing = owing_where(session, Stage.application_id.in_(application_ids))
    told = {}
    for debrief in debriefs:
        facts = Standing(
            debrief.state,
            debrief.requisition_version.opening,
            requisition.hiring_manager_id,
            debrief.facilitator_id,
        ).facts(seats.get(debrief.id, Seats()), owing.get(debrief.stage.application_id, set()))
        if permits(who, Permission.DEBRIEF_KNOW, facts):
            status = permits(who, Permission.DEBRIEF_STATUS, facts)
            told[debrief.stage_id] = shown_state(debrief.state, status=status)
    return told
