"""What is late: debriefs that wait for a card, a decision, a co-sign or their closing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from debrief.access import State
from debrief.models import (
    Application,
    Candidate,
    CandidateIdentity,
    Cosign,
    Debrief,
    Outcome,
    Panelist,
    RequisitionVersion,
    Scorecard,
    Stage,
    StageKind,
    User,
)
from debrief.reports.audit_sight import Sight
from debrief.reports.audit_table import A_DAY, check_days, midnight
from debrief.reports.facts import owed


class Wait(StrEnum):
    """What a debrief waits for."""

    CARDS = "cards"
    DECISION = "decision"
    COSIGN = "cosign"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class LateSearch:
    """Which of them to show; what is None asks for nothing."""

    wait: Wait | None = None
    requisition_id: UUID | None = None
    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        check_days(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody whose card is late."""

    name: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Late:
    """One debrief, what it waits for and since when."""

    debrief_id: UUID
    candidate: str
    title: str
    stage: StageKind
    facilitator: str
    wait: Wait
    since: datetime
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class LateList:
    """Everything late that one reader may know of: count it, then read a page of it."""

    found: sa.Subquery
    search: LateSearch
    at: datetime

    def conditions(self, *, wait: bool = True) -> list[sa.ColumnElement[bool]]:
        """What the search asks for; without `wait`, whatever it waits for."""
        asked = self.search
        wanted: list[sa.ColumnElement[bool]] = []
        if wait and asked.wait:
            wanted.append(self.found.c.wait == asked.wait.value)
        if asked.requisition_id:
            wanted.append(self.found.c.requisition_id == asked.requisition_id)
        if asked.first:
            wanted.append(self.found.c.since >= midnight(asked.first))
        if asked.last:
            wanted.append(self.found.c.since < midnight(asked.last) + A_DAY)
        return wanted


def late_list(search: LateSearch, sight: Sight, at: datetime) -> LateList:
    """Debriefs that wait at `at`, without those shut to the reader."""
    newest = aliased(Outcome)
    latest = (
        select(func.max(newest.number)).where(newest.debrief_id == Debrief.id).scalar_subquery()
    )
    first_due = (
        select(func.min(Panelist.due_at))
        .join(Scorecard, Scorecard.panelist_id == Panelist.id)
        .where(Panelist.debrief_id == Debrief.id, Panelist.due_at < at, owed())
        .correlate(Debrief)
        .scalar_subquery()
    )
    revealed = Debrief.state == State.REVEALED
    to_cosign = sa.and_(revealed, Outcome.departing, Cosign.outcome_id.is_(None))
    kinds = (
        (first_due.is_not(None), Wait.CARDS, first_due),
        (to_cosign, Wait.COSIGN, Outcome.decided_at),
        (revealed, Wait.DECISION, Debrief.revealed_at),
        (Debrief.state == State.DECIDED, Wait.CLOSING, Outcome.decided_at),
    )
    found = (
        select(
            Debrief.id.label("debrief_id"),
            RequisitionVersion.requisition_id.label("requisition_id"),
            sa.case(*((condition, wait.value) for condition, wait, _ in kinds)).label("wait"),
            sa.case(*((condition, since) for condition, _, since in kinds)).label("since"),
        )
        .join(RequisitionVersion, RequisitionVersion.id == Debrief.requisition_version_id)
        .join(Stage, Stage.id == Debrief.stage_id)
        .outerjoin(Outcome, (Outcome.debrief_id == Debrief.id) & (Outcome.number == latest))
        .outerjoin(Cosign, Cosign.outcome_id == Outcome.id)
        .where(sa.or_(*(condition for condition, _, _ in kinds)), sight.open(Stage.application_id))
        .subquery()
    )
    return LateList(found, search, at)


def count_late(session: Session, late: LateList) -> dict[Wait, int]:
    """How many wait for what, in one statement."""
    counted = session.execute(
        select(late.found.c.wait, func.count())
        .where(*late.conditions(wait=False))
        .group_by(late.found.c.wait)
    )
    found = {Wait(wait): count for wait, count in counted}
    return {wait: found.get(wait, 0) for wait in Wait}


def read_late(session: Session, late: LateList, offset: int, size: int) -> tuple[Late, ...]:
    """Some of them, the longest waiting first, in two statements."""
    rows = session.execute(
        select(
            Debrief.id,
            Candidate.id,
            CandidateIdentity.name,
            RequisitionVersion.title,
            Stage.kind,
            User.name,
            late.found.c.wait,
            late.found.c.since,
        )
        .join(late.found, late.found.c.debrief_id == Debrief.id)
        .join(RequisitionVersion, RequisitionVersion.id == Debrief.requisition_version_id)
        .join(Stage, Stage.id == Debrief.stage_id)
        .join(Application, Application.id == Stage.application_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(CandidateIdentity, CandidateIdentity.candidate_id == Candidate.id)
        .join(User, User.id == Debrief.facilitator_id)
        .where(*late.conditions())
        .order_by(late.found.c.since, Debrief.id)
        .offset(offset)
        .limit(size)
    ).all()
    missing = _missing(session, [row[0] for row in rows], late.at)
    return tuple(_late(row, missing) for row in rows)


def requisitions_late(session: Session, late: LateList) -> tuple[tuple[UUID, str], ...]:
    """The openings that anything waits on, to filter by."""
    waiting = select(late.found.c.requisition_id)
    newest = aliased(RequisitionVersion)
    latest = (
        select(func.max(newest.number))
        .where(newest.requisition_id == RequisitionVersion.requisition_id)
        .scalar_subquery()
    )
    rows = session.execute(
        select(RequisitionVersion.requisition_id, RequisitionVersion.title)
        .where(RequisitionVersion.requisition_id.in_(waiting), RequisitionVersion.number == latest)
        .order_by(RequisitionVersion.title, RequisitionVersion.requisition_id)
    )
    return tuple((requisition_id, title) for requisition_id, title in rows)


def _missing(
    session: Session, debrief_ids: Iterable[UUID], at: datetime
) -> dict[UUID, list[Missing]]:
    rows = session.execute(
        select(Debrief.id, User.name, Panelist.due_at)
        .select_from(Panelist)
        .join(Debrief, Debrief.id == Panelist.debrief_id)
        .join(Scorecard, Scorecard.panelist_id == Panelist.id)
        .join(User, User.id == Panelist.user_id)
        .where(Debrief.id.in_(debrief_ids), Panelist.due_at < at, owed())
        .order_by(Panelist.due_at, Panelist.position)
    )
    found: dict[UUID, list[Missing]] = defaultdict(list)
    for debrief_id, name, due_at in rows:
        found[debrief_id].append(Missing(name, due_at))
    return found


def _late(row: Sequence[Any], missing: dict[UUID, list[Missing]]) -> Late:
    debrief_id, candidate_id, name, title, stage, facilitator, wait, since = row
    return Late(
        debrief_id,
        name or f"Candidate {str(candidate_id)[:8]}",
        title,
        stage,
        facilitator,
        Wait(wait),
        since,
        tuple(missing.get(debrief_id, ())),
    )
