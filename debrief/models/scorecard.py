"""Scorecards: a mutable draft, and versions that are never changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from debrief.models.base import Base, one_of, uuid_pk
from debrief.models.debrief import Panelist
from debrief.models.words import Words
from debrief.scoring.scale import Recommendation


class Phase(StrEnum):
    """When a version was written: before the reveal, late, or after seeing others."""

    INDEPENDENT = "independent"
    LATE = "late"
    AFTER_REVEAL = "after_reveal"


class NeReason(StrEnum):
    """Why there is not enough evidence."""

    NOT_REACHED = "not_reached"
    NO_CLEAR_ANSWER = "no_clear_answer"
    INTERRUPTED = "interrupted"
    CONFLICT = "conflict"


class ResultCorrectness(StrEnum):
    """Whether the final answer was right: a field apart from how it was reached."""

    CORRECT = "correct"
    PARTLY = "partly"
    INCORRECT = "incorrect"


class ChangeReason(StrEnum):
    """Why a rating changed after the reveal."""

    NEW_EVIDENCE = "new_evidence"
    MISREAD_ANCHOR = "misread_anchor"
    SLIP = "slip"


class EvidenceKind(StrEnum):
    """What an observation rests on."""

    QUOTE = "quote"
    BEHAVIOUR = "behaviour"
    ARTEFACT = "artefact"
    WITNESS_STATEMENT = "witness_statement"


class Handling(StrEnum):
    """What the author did with a flag that stands in a submitted version."""

    KEPT = "kept"
    DISPUTED = "disputed"


class Scorecard(Base):
    """One panelist's answers."""

    __tablename__ = "scorecard"

    id: Mapped[uuid_pk]
    panelist_id: Mapped[UUID] = mapped_column(sa.ForeignKey("panelist.id"), unique=True)
    panelist: Mapped[Panelist] = relationship()
    draft: Mapped[Draft | None] = relationship(cascade="all, delete-orphan")
    versions: Mapped[list[ScorecardVersion]] = relationship(
        back_populates="scorecard", order_by="ScorecardVersion.number"
    )


class Draft(Base):
    """What the panelist is typing; it leaves no trace once the card is submitted."""

    __tablename__ = "draft"

    scorecard_id: Mapped[UUID] = mapped_column(sa.ForeignKey("scorecard.id"), primary_key=True)
    revision: Mapped[int]
    saved_at: Mapped[datetime]
    answers: Mapped[dict[str, Any]]


class ScorecardVersion(Base):
    """A submitted card, frozen."""

    __tablename__ = "scorecard_version"
    __table_args__ = (
        sa.UniqueConstraint("scorecard_id", "number"),
        sa.UniqueConstraint("scorecard_id", "request_key"),
        sa.CheckConstraint(
            "(could_not_assess AND recommendation IS NULL)"
            " OR (NOT could_not_assess AND recommendation IS NOT NULL)",
            name="recommends_or_could_not_assess",
        ),
        sa.CheckConstraint(
            "(phase = 'after_reveal') = (change_reason IS NOT NULL)", name="change_has_a_reason"
        ),
    )

    id: Mapped[uuid_pk]
    scorecard_id: Mapped[UUID] = mapped_column(sa.ForeignKey("scorecard.id"), index=True)
    number: Mapped[int]
    phase: Mapped[Phase] = mapped_column(one_of(Phase, "phase"))
    change_reason: Mapped[ChangeReason | None] = mapped_column(
        one_of(ChangeReason, "change_reason")
    )
    submitted_at: Mapped[datetime]
    could_not_assess: Mapped[bool]
    recommendation: Mapped[Recommendation | None] = mapped_column(
        one_of(Recommendation, "recommendation")
    )
    reason_id: Mapped[UUID] = mapped_column(sa.ForeignKey("words.id"))
    change_of_mind_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("words.id"))
    commitment: Mapped[str] = mapped_column(sa.String(64))
    request_key: Mapped[str] = mapped_column(sa.String(80))
    request_digest: Mapped[str] = mapped_column(sa.String(64))
    scorecard: Mapped[Scorecard] = relationship(back_populates="versions")
    reason: Mapped[Words] = relationship(foreign_keys=[reason_id])
    change_of_mind: Mapped[Words | None] = relationship(foreign_keys=[change_of_mind_id])
    ratings: Mapped[list[Rating]] = relationship(order_by="Rating.position")
    signals: Mapped[list[SignalMark]] = relationship(order_by="SignalMark.position")
    flags: Mapped[list[StoredFlag]] = relationship(order_by="StoredFlag.position")

    def texts(self) -> Iterator[tuple[str, Words]]:
        """Every free text that stands in it, with the name of the field it was written in."""
        yield "reason", self.reason
        if self.change_of_mind:
            yield "change_of_mind", self.change_of_mind
        for rating in self.ratings:
            if rating.evidence:
                yield f"ratings-{rating.criterion}-evidence", rating.evidence
            if rating.question:
                yield f"ratings-{rating.criterion}-question", rating.question
        for mark in self.signals:
            for seen in mark.observations:
                yield f"signals-{mark.signal}-{seen.position}-question", seen.question
                yield f"signals-{mark.signal}-{seen.position}-said", seen.said


class Rating(Base):
    """A level or NE on one criterion, with what the candidate said or did."""

    __tablename__ = "rating"
    __table_args__ = (
        sa.CheckConstraint("level BETWEEN 1 AND 5", name="level_on_scale"),
        sa.CheckConstraint("(level IS NULL) = (ne_reason IS NOT NULL)", name="level_or_ne"),
        sa.CheckConstraint(
            "level IS NULL OR evidence_id IS NOT NULL", name="a_level_rests_on_evidence"
        ),
    )

    version_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("scorecard_version.id"), primary_key=True
    )
    criterion: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    position: Mapped[int]
    level: Mapped[int | None]
    ne_reason: Mapped[NeReason | None] = mapped_column(one_of(NeReason, "ne_reason"))
    correctness: Mapped[ResultCorrectness | None] = mapped_column(
        one_of(ResultCorrectness, "correctness")
    )
    kind: Mapped[EvidenceKind | None] = mapped_column(one_of(EvidenceKind, "kind"))
    evidence_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("words.id"))
    question_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("words.id"))
    evidence: Mapped[Words | None] = relationship(foreign_keys=[evidence_id])
    question: Mapped[Words | None] = relationship(foreign_keys=[question_id])


class SignalMark(Base):
    """A red, standout or context signal that a panelist recorded."""

    __tablename__ = "signal_mark"
    __table_args__ = (sa.UniqueConstraint("version_id", "signal"),)

    id: Mapped[uuid_pk]
    version_id: Mapped[UUID] = mapped_column(sa.ForeignKey("scorecard_version.id"), index=True)
    signal: Mapped[str] = mapped_column(sa.String(80))
    position: Mapped[int]
    complete: Mapped[bool]
    observations: Mapped[list[Observation]] = relationship(order_by="Observation.position")


class Observation(Base):
    """One piece of a signal's evidence form."""

    __tablename__ = "observation"

    mark_id: Mapped[UUID] = mapped_column(sa.ForeignKey("signal_mark.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[EvidenceKind] = mapped_column(one_of(EvidenceKind, "kind"))
    question_id: Mapped[UUID] = mapped_column(sa.ForeignKey("words.id"))
    said_id: Mapped[UUID] = mapped_column(sa.ForeignKey("words.id"))
    question: Mapped[Words] = relationship(foreign_keys=[question_id])
    said: Mapped[Words] = relationship(foreign_keys=[said_id])


class StoredFlag(Base):
    """A comment flag on text that stands in a submitted version."""

    __tablename__ = "stored_flag"

    id: Mapped[uuid_pk]
    version_id: Mapped[UUID] = mapped_column(sa.ForeignKey("scorecard_version.id"), index=True)
    words_id: Mapped[UUID] = mapped_column(sa.ForeignKey("words.id"))
    position: Mapped[int]
    rule: Mapped[str] = mapped_column(sa.String(80))
    category: Mapped[str] = mapped_column(sa.String(40))
    severity: Mapped[str] = mapped_column(sa.String(10))
    start: Mapped[int]
    end: Mapped[int]
    lexicon: Mapped[str] = mapped_column(sa.String(64))
    handling: Mapped[Handling] = mapped_column(one_of(Handling, "handling"))
    review: Mapped[FlagReview | None] = relationship()


class Verdict(StrEnum):
    """HR's answer to a dispute."""

    UPHELD = "upheld"
    DISMISSED = "dismissed"


class FlagReview(Base):
    """HR's review of a disputed flag, after the reveal."""

    __tablename__ = "flag_review"

    flag_id: Mapped[UUID] = mapped_column(sa.ForeignKey("stored_flag.id"), primary_key=True)
    verdict: Mapped[Verdict] = mapped_column(one_of(Verdict, "verdict"))
    reviewed_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user.id"))
    reviewed_at: Mapped[datetime]
