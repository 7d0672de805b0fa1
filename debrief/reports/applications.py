"""An application as a page shows it: its stages, and what may be known of each debrief."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from debrief.access import DebriefFacts, Identity, Permission, State, permits
from debrief.access.predicates import OPEN_STATES
from debrief.models import Application, Debrief, Interview, Interviewer, Panelist, Stage
from debrief.reports.facts import debrief_facts
from debrief.reports.requisitions import criterion_names
from debrief.reports.work import shown_state
from debrief.scoring.gate import COVERED_BY


@dataclass(frozen=True, slots=True)
class SeatView:
    """A panelist and the criteria they rate, by name."""

    panelist_id: UUID
    name: str
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DebriefView:
    """A debrief as whoever asks may know it, with what they may do to its panel."""

    id: UUID
    state: State
    due_at: datetime
    facilitator: str
    panel: tuple[SeatView, ...]
    thin: tuple[str, ...]
    facilitator_scores: bool
    facilitator_manages: bool
    may_add: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class StageView:
    """A step of the application; `debrief` is None where there is none, or none to know of."""

    id: UUID
    kind: str
    interviews: tuple[Interview, ...]
    debrief: DebriefView | None
    set_up: bool
    fixed: bool


def stages_of(session: Session, application: Application, who: Identity) -> list[StageView]:
    """The stages in their order."""
    stages = session.scalars(
        select(Stage)
        .where(Stage.application_id == application.id)
        .order_by(Stage.position)
        .options(
            selectinload(Stage.interviews)
            .selectinload(Interview.interviewers)
            .selectinload(Interviewer.user)
        )
    ).all()
    debriefs = {
        each.stage_id: each
        for each in session.scalars(
            select(Debrief)
            .where(Debrief.stage_id.in_([stage.id for stage in stages]))
            .options(
                selectinload(Debrief.panelists).selectinload(Panelist.assignments),
                selectinload(Debrief.facilitator),
            )
        )
    }
    return [_stage(session, stage, debriefs.get(stage.id), who) for stage in stages]


def thin_must_haves(debrief: Debrief) -> tuple[str, ...]:
    """Names of the must-haves that fewer than two of the panel rate."""
    names = criterion_names(debrief.requisition_version)
    active = [each.criteria for each in debrief.panelists if each.recused_at is None]
    return tuple(
        names[key]
        for key in debrief.requisition_version.must_haves
        if sum(key in criteria for criteria in active) < COVERED_BY
    )


def _stage(session: Session, stage: Stage, debrief: Debrief | None, who: Identity) -> StageView:
    view = None
    if debrief is not None:
        facts = debrief_facts(session, debrief)
        if permits(who, Permission.DEBRIEF_KNOW, facts):
            view = _debrief(debrief, facts, who)
    return StageView(
        stage.id,
        stage.kind.value,
        tuple(stage.interviews),
        view,
        set_up=debrief is not None,
        fixed=debrief is not None and debrief.revealed_at is not None,
    )


def _debrief(debrief: Debrief, facts: DebriefFacts, who: Identity) -> DebriefView:
    names: Mapping[str, str] = criterion_names(debrief.requisition_version)
    status = permits(who, Permission.DEBRIEF_STATUS, facts)
    sets_up = permits(who, Permission.DEBRIEF_SET_UP, facts) and debrief.state in OPEN_STATES
    return DebriefView(
        debrief.id,
        shown_state(debrief.state, status=status),
        debrief.due_at,
        debrief.facilitator.name,
        tuple(
            SeatView(each.id, each.user.name, tuple(names[key] for key in each.criteria))
            for each in debrief.panelists
        ),
        thin_must_haves(debrief),
        facilitator_scores=facts.facilitator_id in facts.panelist_ids,
        facilitator_manages=facts.facilitator_id == facts.hiring_manager_id,
        may_add=sets_up,
        may_change=sets_up and status,
    )
