"""Applicant flow and outcomes: who came how far, what was decided, and on which grounds."""

from collections import defaultdict
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from debrief.access import State
from debrief.access.predicates import OPEN_STATES
from debrief.models import (
    Application,
    Cosign,
    Debrief,
    Disposition,
    Dissent,
    Ground,
    Interview,
    Outcome,
    Requisition,
    Result,
    Stage,
)
from debrief.reports.audit_place import APPLICATION, PLACE, REQUISITION, STAGE, placed
from debrief.reports.audit_sight import Sight
from debrief.reports.audit_table import (
    Column,
    Kind,
    Period,
    Selected,
    Table,
    one_of,
    selected,
    time_column,
)

COSIGN_WORDS = ("not needed", "awaited", "given", "returned")
_COSIGN = sa.case(
    (~Outcome.departing, COSIGN_WORDS[0]),
    (Cosign.outcome_id.is_(None), COSIGN_WORDS[1]),
    (Cosign.agreed, COSIGN_WORDS[2]),
    else_=COSIGN_WORDS[3],
)
_IN_EFFECT = sa.or_(~Outcome.departing, func.coalesce(Cosign.agreed, sa.false()))


def applicant_flow(session: Session, period: Period, sight: Sight) -> Table:
    """Every application that moved in the period, one row per stage."""
    held = (
        select(
            Interview.stage_id,
            func.count().label("count"),
            func.min(Interview.starts_at).label("first"),
            func.max(Interview.ends_at).label("last"),
        )
        .group_by(Interview.stage_id)
        .subquery()
    )
    # A first card before the interview, or the last one, moves the state: that shows to HR alone.
    told = sa.case((Debrief.state.in_(OPEN_STATES), State.COLLECTING.value), else_=Debrief.state)
    state = Debrief.state if sight.status else told
    columns = (
        REQUISITION,
        APPLICATION,
        Column(
            "hiring_manager_user_id",
            Requisition.hiring_manager_id,
            "Who answers for the opening.",
            Kind.ID,
        ),
        time_column("applied_at", Application.applied_at, "When the application came in."),
        Column(
            "stage_number",
            Stage.position,
            "Counts the application's stages from 1; the highest is how far it came. "
            "Empty when there is no stage yet.",
            Kind.NUMBER,
        ),
        STAGE,
        Column("interviews", held.c.count, "Sessions scheduled.", Kind.NUMBER, unit="sessions"),
        time_column("first_interview_at", held.c.first, "When the stage's first session starts."),
        time_column("last_interview_ends_at", held.c.last, "When its last session ends."),
        Column("debrief_id", Debrief.id, "One panel's work on the stage.", Kind.ID),
        Column(
            "debrief_state",
            state,
            "How far the panel's work has come; before the reveal it reads collecting, but for HR.",
            Kind.CODE,
            one_of(State),
        ),
        time_column("revealed_at", Debrief.revealed_at, "When all cards opened together."),
        Column(
            "result",
            Outcome.result,
            "The debrief's outcome, once it is in effect.",
            Kind.CODE,
            one_of(Result),
        ),
        Column(
            "disposition",
            Outcome.disposition,
            "Why the application ended or goes on; a reason, apart from its state.",
            Kind.CODE,
            one_of(Disposition),
        ),
        time_column("decided_at", Outcome.decided_at, "When that outcome was written."),
        time_column("closed_at", Debrief.closed_at, "When the work on the debrief ended."),
    )
    newest = aliased(Outcome)
    latest = (
        select(func.max(newest.number)).where(newest.debrief_id == Debrief.id).scalar_subquery()
    )
    in_effect = (
        select(Outcome.id).outerjoin(Cosign, Cosign.outcome_id == Outcome.id).where(_IN_EFFECT)
    )
    statement = (
        selected(columns)
        .select_from(Application)
        .join(Requisition, Requisition.id == Application.requisition_id)
        .outerjoin(Stage, Stage.application_id == Application.id)
        .outerjoin(held, held.c.stage_id == Stage.id)
        .outerjoin(Debrief, Debrief.stage_id == Stage.id)
        .outerjoin(
            Outcome,
            (Outcome.debrief_id == Debrief.id)
            & (Outcome.number == latest)
            & Outcome.id.in_(in_effect),
        )
        .where(_moved(period), sight.open(Application.id))
        .order_by(Requisition.id, Application.applied_at, Application.id, Stage.position)
    )
    about = (
        "One row per stage of every application that came in, was interviewed, revealed, decided "
        "or closed in the period. Count distinct application_id for applicants."
    )
    return Table("applicant_flow", about, columns, Selected(session, statement))


def _moved(period: Period) -> sa.ColumnElement[bool]:
    step, session = aliased(Stage), aliased(Interview)
    work, end = aliased(Debrief), aliased(Outcome)
    something = (
        select(step.id)
        .outerjoin(session, session.stage_id == step.id)
        .outerjoin(work, work.stage_id == step.id)
        .outerjoin(end, end.debrief_id == work.id)
        .where(
            step.application_id == Application.id,
            sa.or_(
                period.holds(session.starts_at),
                period.holds(work.revealed_at),
                period.holds(work.closed_at),
                period.holds(end.decided_at),
            ),
        )
        .correlate(Application)
        .exists()
    )
    return sa.or_(period.holds(Application.applied_at), something)


def outcomes(session: Session, period: Period, sight: Sight) -> Table:
    """Every outcome written in the period, those HR returned included."""
    dissents = select(func.count()).where(Dissent.outcome_id == Outcome.id).scalar_subquery()
    columns = (
        *PLACE,
        Column("outcome_id", Outcome.id, "One written decision.", Kind.ID),
        Column("number", Outcome.number, "Counts the debrief's outcomes from 1.", Kind.NUMBER),
        Column("result", Outcome.result, "What it came to.", Kind.CODE, one_of(Result)),
        Column("rule", Outcome.rule, "The decision rule, fixed at set-up.", Kind.CODE),
        Column(
            "gate",
            Outcome.gate,
            "How all must-haves together stood when it was written.",
            Kind.CODE,
            ("above", "below", "open"),
        ),
        Column(
            "departs_from_gate",
            Outcome.departing,
            "Advances somebody below the gate, or stops somebody above it.",
            Kind.YES_NO,
        ),
        Column("cosign", _COSIGN, "HR's answer to a departure.", Kind.CODE, COSIGN_WORDS),
        time_column("cosigned_at", Cosign.signed_at, "When HR answered."),
        Column("cosigned_by_user_id", Cosign.signed_by_id, "Who answered for HR.", Kind.ID),
        Column("in_effect", _IN_EFFECT, "Within the gate, or co-signed.", Kind.YES_NO),
        Column(
            "disposition",
            Outcome.disposition,
            "Why the application ended or goes on; a reason, apart from its state.",
            Kind.CODE,
            one_of(Disposition),
        ),
        Column(
            "grounds",
            Outcome.id,
            "The criteria that the written reason rests on: keys of the rubric.",
            Kind.CODES,
        ),
        Column("dissents", dissents, "Panelists who differed.", Kind.NUMBER, unit="people"),
        Column("decided_by_user_id", Outcome.decided_by_id, "Who wrote it.", Kind.ID),
        time_column("decided_at", Outcome.decided_at, "When it was written."),
    )
    statement = (
        placed(
            selected(columns)
            .select_from(Outcome)
            .join(Debrief, Debrief.id == Outcome.debrief_id)
            .outerjoin(Cosign, Cosign.outcome_id == Outcome.id)
        )
        .where(
            period.holds(Outcome.decided_at),
            Debrief.state.not_in(OPEN_STATES),
            sight.open(APPLICATION.source),
        )
        .order_by(Outcome.decided_at, Outcome.id)
    )
    place = [column.name for column in columns].index("grounds")
    rows = Selected(session, statement, {place: _grounds(session, period)})
    about = "One row per outcome written in the period; a returned one is followed by another."
    return Table("outcomes", about, columns, rows)


def _grounds(session: Session, period: Period) -> dict[UUID, str]:
    """The criteria behind each outcome, in the writer's order."""
    found: dict[UUID, list[str]] = defaultdict(list)
    statement = (
        select(Ground.outcome_id, Ground.criterion)
        .join(Outcome, Outcome.id == Ground.outcome_id)
        .where(period.holds(Outcome.decided_at))
        .order_by(Ground.outcome_id, Ground.position)
    )
    for outcome_id, criterion in session.execute(statement):
        found[outcome_id].append(criterion)
    return {outcome_id: " ".join(criteria) for outcome_id, criteria in found.items()}
