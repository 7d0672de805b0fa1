"""Scorecards, ratings and comment flags of the debriefs revealed in a period: never of others."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from debrief.access import Opening
from debrief.models import (
    ChangeReason,
    Debrief,
    EvidenceKind,
    FlagReview,
    Handling,
    NeReason,
    Panelist,
    Phase,
    Rating,
    Requisition,
    RequisitionCriterion,
    RequisitionVersion,
    ResultCorrectness,
    Scorecard,
    ScorecardVersion,
    SignalMark,
    StoredFlag,
    Verdict,
)
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
from debrief.scoring.scale import LEVELS, Recommendation


def independent_numbers() -> sa.Subquery:
    """The number of each card's independent version, frozen at the reveal.

    The last one before it; the first where cards open after the own submission, since only that
    was written without seeing others.
    """
    first = RequisitionVersion.opening == Opening.AFTER_OWN_SUBMISSION
    number = ScorecardVersion.number
    return (
        select(
            ScorecardVersion.scorecard_id,
            sa.case((first, func.min(number)), else_=func.max(number)).label("number"),
        )
        .join(Scorecard, Scorecard.id == ScorecardVersion.scorecard_id)
        .join(Panelist, Panelist.id == Scorecard.panelist_id)
        .join(Debrief, Debrief.id == Panelist.debrief_id)
        .join(RequisitionVersion, RequisitionVersion.id == Debrief.requisition_version_id)
        .where(ScorecardVersion.phase == Phase.INDEPENDENT)
        .group_by(ScorecardVersion.scorecard_id, RequisitionVersion.opening)
        .subquery()
    )


_INDEPENDENT = independent_numbers()
#: False too for a card that never had an independent version.
STANDS = func.coalesce(_INDEPENDENT.c.number == ScorecardVersion.number, sa.false())

_CARD = (
    *PLACE,
    Column("scorecard_id", Scorecard.id, "One panelist's card.", Kind.ID),
    Column("panelist_user_id", Panelist.user_id, "Who wrote the card.", Kind.ID),
    Column(
        "panelist_is_hiring_manager",
        Panelist.user_id == Requisition.hiring_manager_id,
        "Whether the writer is also the opening's hiring manager.",
        Kind.YES_NO,
    ),
    Column(
        "version",
        ScorecardVersion.number,
        "Counts the card's submissions from 1; every version is kept.",
        Kind.NUMBER,
    ),
    Column(
        "phase",
        ScorecardVersion.phase,
        "Written before the reveal, after it as a first card, or after it as a change.",
        Kind.CODE,
        one_of(Phase),
    ),
    Column(
        "is_independent_version",
        STANDS,
        "Whether this is the version, frozen at the reveal, that statistics and gate go by.",
        Kind.YES_NO,
    ),
    time_column("submitted_at", ScorecardVersion.submitted_at, "When this version came in."),
    time_column("revealed_at", Debrief.revealed_at, "When all cards opened together."),
    Column(
        "change_reason",
        ScorecardVersion.change_reason,
        "Why the card changed after the reveal; empty otherwise.",
        Kind.CODE,
        one_of(ChangeReason),
    ),
)


def scorecards(session: Session, period: Period, sight: Sight) -> Table:
    """Every version of every card."""
    signals = select(func.count()).where(SignalMark.version_id == ScorecardVersion.id)
    columns = (
        *_CARD,
        Column(
            "recommendation",
            ScorecardVersion.recommendation,
            "Asked after the criteria; empty when the panelist could not assess.",
            Kind.CODE,
            one_of(Recommendation),
        ),
        Column(
            "could_not_assess",
            ScorecardVersion.could_not_assess,
            "Whether the card says, with a reason, that no assessment was possible.",
            Kind.YES_NO,
        ),
        Column(
            "signals",
            signals.scalar_subquery(),
            "How many red, standout or context signals the version records.",
            Kind.NUMBER,
            unit="signals",
        ),
    )
    statement = _revealed(_from_versions(selected(columns)), period, sight)
    order = statement.order_by(Debrief.id, Scorecard.id, ScorecardVersion.number)
    about = "One row per submitted version of a scorecard, of debriefs revealed in the period."
    return Table("scorecards", about, columns, Selected(session, order))


def ratings(session: Session, period: Period, sight: Sight) -> Table:
    """Every level and NE of every version."""
    columns = (
        *_CARD,
        Column("criterion", Rating.criterion, "What is rated: a key of the rubric.", Kind.CODE),
        Column(
            "must_have",
            func.coalesce(RequisitionCriterion.must_have, sa.false()),
            "Whether the opening marks the criterion as a must-have.",
            Kind.YES_NO,
        ),
        Column(
            "level",
            Rating.level,
            "The level; empty for NE, which is missing and never low.",
            Kind.NUMBER,
            tuple(map(str, LEVELS)),
            "step of the rubric's scale",
        ),
        Column(
            "ne_reason",
            Rating.ne_reason,
            "Why there was not enough evidence; empty when there is a level.",
            Kind.CODE,
            one_of(NeReason),
        ),
        Column(
            "has_evidence",
            Rating.evidence_id.is_not(None),
            "Whether the rating came with what the candidate said or did.",
            Kind.YES_NO,
        ),
        Column(
            "evidence_kind",
            Rating.kind,
            "What the evidence is; naming it is optional.",
            Kind.CODE,
            one_of(EvidenceKind),
        ),
        Column(
            "result_correctness",
            Rating.correctness,
            "Whether the final answer was right, where the criterion has one.",
            Kind.CODE,
            one_of(ResultCorrectness),
        ),
    )
    statement = (
        _from_versions(selected(columns))
        .join(Rating, Rating.version_id == ScorecardVersion.id)
        .outerjoin(
            RequisitionCriterion,
            (RequisitionCriterion.version_id == RequisitionVersion.id)
            & (RequisitionCriterion.criterion == Rating.criterion),
        )
    )
    order = _revealed(statement, period, sight).order_by(
        Debrief.id, Scorecard.id, ScorecardVersion.number, Rating.position
    )
    about = "One row per rated criterion and version, of debriefs revealed in the period."
    return Table("ratings", about, columns, Selected(session, order))


def flags(session: Session, period: Period, sight: Sight) -> Table:
    """Comment flags that stand in submitted cards: rules, never people."""
    columns = (
        *PLACE,
        Column("flag_id", StoredFlag.id, "One rule's finding in one text.", Kind.ID),
        Column(
            "rule", StoredFlag.rule, "The rule that found it; its meaning never changes.", Kind.CODE
        ),
        Column("category", StoredFlag.category, "What the rule is about.", Kind.CODE),
        Column(
            "severity",
            StoredFlag.severity,
            "On screen: protected topic, check wording, note.",
            Kind.CODE,
            ("block", "warn", "advise"),
        ),
        Column("lexicon", StoredFlag.lexicon, "The edition of the rules that found it.", Kind.CODE),
        Column(
            "phase",
            ScorecardVersion.phase,
            "Whether the text was written before the reveal or after it.",
            Kind.CODE,
            one_of(Phase),
        ),
        Column(
            "is_independent_version",
            STANDS,
            "Whether the text stands in the version that was frozen at the reveal.",
            Kind.YES_NO,
        ),
        Column(
            "handling",
            StoredFlag.handling,
            "What the author answered: kept the text, or disputed the flag.",
            Kind.CODE,
            one_of(Handling),
        ),
        Column(
            "verdict",
            FlagReview.verdict,
            "HR's answer to a dispute; empty while there is none.",
            Kind.CODE,
            one_of(Verdict),
        ),
        time_column("reviewed_at", FlagReview.reviewed_at, "When HR answered."),
    )
    statement = (
        _from_versions(selected(columns))
        .join(StoredFlag, StoredFlag.version_id == ScorecardVersion.id)
        .outerjoin(FlagReview, FlagReview.flag_id == StoredFlag.id)
    )
    order = _revealed(statement, period, sight).order_by(Debrief.id, StoredFlag.rule, StoredFlag.id)
    about = (
        "One row per comment flag on text that was submitted, of debriefs revealed in the period. "
        "Flags on text that was removed or rewritten before submission are never stored."
    )
    return Table("flags", about, columns, Selected(session, order))


def _from_versions(statement: sa.Select[Any]) -> sa.Select[Any]:
    joined = (
        statement.select_from(ScorecardVersion)
        .join(Scorecard, Scorecard.id == ScorecardVersion.scorecard_id)
        .join(Panelist, Panelist.id == Scorecard.panelist_id)
        .join(Debrief, Debrief.id == Panelist.debrief_id)
        .outerjoin(_INDEPENDENT, _INDEPENDENT.c.scorecard_id == Scorecard.id)
    )
    return placed(joined)


def _revealed(statement: sa.Select[Any], period: Period, sight: Sight) -> sa.Select[Any]:
    """Only what is open, and open to this reader; a cancelled debrief never opens."""
    return statement.where(period.holds(Debrief.revealed_at), sight.open(APPLICATION.source))
