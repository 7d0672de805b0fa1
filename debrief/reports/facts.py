"""Debriefs, requisitions and applications as the access policy sees them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from debrief.access import DebriefFacts, Opening, RequisitionFacts, State
from debrief.access.predicates import OPEN_STATES
from debrief.models import (
    Application,
    Debrief,
    Panelist,
    Requisition,
    Scorecard,
    ScorecardVersion,
    Stage,
    Waiver,
)
from debrief.reports.passages import Line, Statement, prepared


@dataclass
class Seats:
    """The people of one panel, by how far each is; `awaited` has the due times of missing cards."""

    everybody: set[UUID] = field(default_factory=set)
    recused: set[UUID] = field(default_factory=set)
    submitted: set[UUID] = field(default_factory=set)
    awaited: dict[UUID, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands on a debrief's own row, its requisition's and its version's."""

    state: State
    opening: Opening
    hiring_manager_id: UUID
    facilitator_id: UUID

    def facts(self, seats: Seats, owing: set[UUID]) -> DebriefFacts:
        return DebriefFacts(
            state=self.state,
            opening=self.opening,
            hiring_manager_id=self.hiring_manager_id,
            facilitator_id=self.facilitator_id,
            panelist_ids=frozenset(seats.everybody),
            recused_ids=frozenset(seats.recused),
            submitted_ids=frozenset(seats.submitted),
            owing_ids=frozenset(owing),
        )


def debrief_facts(
    session: Session, debrief: Debrief, *, recruiters_read_words: bool = False
) -> DebriefFacts:
    """The facts, in one statement whatever the size of the panel."""
    application = debrief.stage.application
    standing = Standing(
        debrief.state,
        debrief.requisition_version.opening,
        application.requisition.hiring_manager_id,
        debrief.facilitator_id,
    )
    return facts_beside(
        session,
        debrief.id,
        application.id,
        standing,
        recruiters_read_words=recruiters_read_words,
    )


def facts_beside(
    session: Session,
    debrief_id: UUID,
    application_id: UUID,
    standing: Standing,
    *,
    recruiters_read_words: bool,
) -> DebriefFacts:
    """The facts of a debrief whose own row has been read, in one statement."""
    rows = session.connection().execute(_beside(), {"application_id": application_id}).all()
    panels = _by_debrief(row[:-1] for row in rows)
    still_open = {row.debrief_id for row in rows if row.state in OPEN_STATES}
    owing = {user_id for each in still_open for user_id in panels[each].awaited}
    facts = standing.facts(panels.get(debrief_id, Seats()), owing)
    return replace(facts, recruiters_read_words=recruiters_read_words)


def requisition_facts(session: Session, requisition: Requisition) -> RequisitionFacts:
    """The facts; everybody who runs a debrief of it or scores in one is involved."""
    return _involving(session, requisition, Application.requisition_id == requisition.id)


def application_facts(session: Session, application: Application) -> RequisitionFacts:
    """The facts about one application: work on another one of the requisition opens nothing."""
    return _involving(session, application.requisition, Application.id == application.id)


def involved_in() -> sa.Select[UUID, UUID]:
    """Applications and who works on them: facilitators, and panelists who have not stepped back."""
    run = select(Stage.application_id, Debrief.facilitator_id.label("user_id")).join(Debrief)
    score = (
        select(Stage.application_id, Panelist.user_id)
        .join(Debrief, Debrief.stage_id == Stage.id)
        .join(Panelist)
        .where(Panelist.recused_at.is_(None))
    )
    both = sa.union(run, score).subquery()
    return select(both.c.application_id, both.c.user_id)


def seats_where(session: Session, *which: sa.ColumnElement[bool]) -> Mapping[UUID, Seats]:
    """The panels of the debriefs chosen, by debrief."""
    return _by_debrief(session.execute(_seats().where(*which)))


def owing_where(session: Session, *which: sa.ColumnElement[bool]) -> Mapping[UUID, set[UUID]]:
    """Who still owes a card on any open debrief of the applications chosen, by application."""
    return _by_application(session.execute(_owing().where(*which)))


@prepared
def _beside() -> Statement:
    """Every seat of an application, put together once: every page of a debrief begins so."""
    return (
        _seats()
        .add_columns(Debrief.state)
        .join(Debrief, Debrief.id == Panelist.debrief_id)
        .join(Stage, Stage.id == Debrief.stage_id)
        .where(Stage.application_id == sa.bindparam("application_id"))
    )


def _seats() -> Statement:
    return (
        select(
            Panelist.debrief_id,
            Panelist.user_id,
            Panelist.recused_at,
            Panelist.due_at,
            ScorecardVersion.id.is_not(None),
            Waiver.panelist_id.is_not(None),
        )
        .select_from(Panelist)
        .join(Scorecard, Scorecard.panelist_id == Panelist.id)
        .outerjoin(
            ScorecardVersion,
            (ScorecardVersion.scorecard_id == Scorecard.id) & (ScorecardVersion.number == 1),
        )
        .outerjoin(Waiver, Waiver.panelist_id == Panelist.id)
    )


def _owing() -> Statement:
    return (
        select(Stage.application_id, Panelist.user_id)
        .join(Debrief, Debrief.stage_id == Stage.id)
        .join(Panelist)
        .join(Scorecard, Scorecard.panelist_id == Panelist.id)
        .where(owed())
    )


def _by_debrief(rows: Iterable[Sequence[Any]]) -> Mapping[UUID, Seats]:
    found: dict[UUID, Seats] = {}
    for debrief_id, user_id, recused_at, due_at, is_in, waived in rows:
        seats = found.setdefault(debrief_id, Seats())
        seats.everybody.add(user_id)
        if recused_at:
            seats.recused.add(user_id)
        if is_in:
            seats.submitted.add(user_id)
        if not (recused_at or is_in or waived):
            seats.awaited[user_id] = due_at
    return found


def _by_application(rows: Iterable[Line]) -> Mapping[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = {}
    for application_id, user_id in rows:
        found.setdefault(application_id, set()).add(user_id)
    return found


def owed() -> sa.ColumnElement[bool]:
    """Whether a seat's card is still to come, in a statement that joins debrief and scorecard."""
    return sa.and_(
        Debrief.state.in_(OPEN_STATES),
        Panelist.recused_at.is_(None),
        ~Scorecard.versions.any(),
        ~select(Waiver).where(Waiver.panelist_id == Panelist.id).exists(),
    )


def _involving(
    session: Session, requisition: Requisition, which: sa.ColumnElement[bool]
) -> RequisitionFacts:
    chosen = involved_in().subquery()
    people = session.scalars(
        select(chosen.c.user_id)
        .join(Application, Application.id == chosen.c.application_id)
        .where(which)
    )
    return RequisitionFacts(
        hiring_manager_id=requisition.hiring_manager_id,
        locked=requisition.locked_at is not None,
        involved_ids=frozenset(people),
    )
