"""Whether cards came in time, and whether every must-have was covered."""

import sqlalchemy as sa
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from debrief.models import (
    Assignment,
    Debrief,
    Interview,
    Panelist,
    Rating,
    RequisitionCriterion,
    RevealCause,
    Scorecard,
    ScorecardVersion,
    Waiver,
)
from debrief.reports.audit_cards import independent_numbers
from debrief.reports.audit_place import APPLICATION, PLACE, placed
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
from debrief.scoring.gate import COVERED_BY

CARD_WORDS = ("in", "missing", "recused", "waived")


def timeliness(session: Session, period: Period, sight: Sight) -> Table:
    """Every card that fell due in the period.

    Before the reveal HR sees who is in and who is missing, and nobody sees when a card came.
    """
    came = (
        select(ScorecardVersion.scorecard_id, func.min(ScorecardVersion.submitted_at).label("at"))
        .group_by(ScorecardVersion.scorecard_id)
        .subquery()
    )
    opened = Debrief.revealed_at.is_not(None)
    last = select(func.max(Interview.ends_at)).where(Interview.stage_id == Debrief.stage_id)
    card = sa.case(
        (Panelist.recused_at.is_not(None), CARD_WORDS[2]),
        (came.c.at.is_not(None), CARD_WORDS[0]),
        (Waiver.panelist_id.is_not(None), CARD_WORDS[3]),
        else_=CARD_WORDS[1],
    )
    on_time = sa.case((came.c.at.is_not(None), came.c.at <= Panelist.due_at))
    columns = (
        *PLACE,
        Column("panelist_user_id", Panelist.user_id, "Who was asked for a card.", Kind.ID),
        Column(
            "criteria_assigned",
            select(func.count()).where(Assignment.panelist_id == Panelist.id).scalar_subquery(),
            "How many criteria the panelist was to rate.",
            Kind.NUMBER,
            unit="criteria",
        ),
        time_column("card_due_at", Panelist.due_at, "When the card was due."),
        Column(
            "card",
            card if sight.status else sa.case((opened, card)),
            "Whether the card is in; before the reveal for HR alone.",
            Kind.CODE,
            CARD_WORDS,
        ),
        time_column(
            "first_submitted_at",
            sa.case((opened, came.c.at)),
            "When the card first came in; empty before the reveal.",
        ),
        Column(
            "on_time",
            sa.case((opened, on_time)),
            "Whether it came by the time it was due; empty before the reveal and without a card.",
            Kind.YES_NO,
        ),
        time_column(
            "last_interview_ends_at", last.scalar_subquery(), "When the stage's last session ended."
        ),
        time_column(
            "debrief_due_at", Debrief.due_at, "When the last of the panel's cards was due."
        ),
        time_column("revealed_at", Debrief.revealed_at, "When all cards opened together."),
        Column(
            "reveal_cause",
            Debrief.reveal_cause,
            "What opened them.",
            Kind.CODE,
            one_of(RevealCause),
        ),
        time_column("cancelled_at", Debrief.cancelled_at, "When the debrief was called off."),
    )
    statement = (
        placed(
            selected(columns)
            .select_from(Panelist)
            .join(Debrief, Debrief.id == Panelist.debrief_id)
            .join(Scorecard, Scorecard.panelist_id == Panelist.id)
            .outerjoin(came, came.c.scorecard_id == Scorecard.id)
            .outerjoin(Waiver, Waiver.panelist_id == Panelist.id)
        )
        .where(period.holds(Panelist.due_at), sight.open(APPLICATION.source))
        .order_by(Debrief.id, Panelist.position)
    )
    about = "One row per panelist and debrief whose card fell due in the period."
    return Table("timeliness", about, columns, Selected(session, statement))


def coverage(session: Session, period: Period, sight: Sight) -> Table:
    """How many independent levels each criterion of a revealed debrief rests on."""
    independent = independent_numbers()
    rated = (
        select(
            Panelist.debrief_id,
            Rating.criterion,
            func.count(Rating.level).label("levels"),
            func.count(Rating.ne_reason).label("not_enough"),
        )
        .join(ScorecardVersion, ScorecardVersion.id == Rating.version_id)
        .join(
            independent,
            (independent.c.scorecard_id == ScorecardVersion.scorecard_id)
            & (independent.c.number == ScorecardVersion.number),
        )
        .join(Scorecard, Scorecard.id == ScorecardVersion.scorecard_id)
        .join(Panelist, Panelist.id == Scorecard.panelist_id)
        .where(Panelist.recused_at.is_(None))
        .group_by(Panelist.debrief_id, Rating.criterion)
        .subquery()
    )
    asked = (
        select(Panelist.debrief_id, Assignment.criterion, func.count().label("count"))
        .join(Assignment, Assignment.panelist_id == Panelist.id)
        .where(Panelist.recused_at.is_(None))
        .group_by(Panelist.debrief_id, Assignment.criterion)
        .subquery()
    )
    levels = func.coalesce(rated.c.levels, 0)
    columns = (
        *PLACE,
        Column("criterion", RequisitionCriterion.criterion, "A key of the rubric.", Kind.CODE),
        Column(
            "must_have",
            RequisitionCriterion.must_have,
            "Whether the opening marks it as a must-have.",
            Kind.YES_NO,
        ),
        Column(
            "panelists_assigned",
            func.coalesce(asked.c.count, 0),
            "How many were to rate it, without those who recused.",
            Kind.NUMBER,
            unit="people",
        ),
        Column(
            "independent_levels",
            levels,
            "How many gave it a level before the reveal.",
            Kind.NUMBER,
            unit="people",
        ),
        Column(
            "not_enough_evidence",
            func.coalesce(rated.c.not_enough, 0),
            "How many said NE before the reveal.",
            Kind.NUMBER,
            unit="people",
        ),
        Column(
            "is_covered",
            levels >= COVERED_BY,
            f"Whether at least {COVERED_BY} independent levels stand.",
            Kind.YES_NO,
        ),
    )
    joined = placed(selected(columns).select_from(Debrief))
    statement = (
        joined.join(
            RequisitionCriterion, RequisitionCriterion.version_id == Debrief.requisition_version_id
        )
        .outerjoin(
            rated,
            (rated.c.debrief_id == Debrief.id)
            & (rated.c.criterion == RequisitionCriterion.criterion),
        )
        .outerjoin(
            asked,
            (asked.c.debrief_id == Debrief.id)
            & (asked.c.criterion == RequisitionCriterion.criterion),
        )
        .where(period.holds(Debrief.revealed_at), sight.open(APPLICATION.source))
        .order_by(Debrief.id, RequisitionCriterion.position)
    )
    about = "One row per criterion of every debrief revealed in the period."
    return Table("coverage", about, columns, Selected(session, statement))
