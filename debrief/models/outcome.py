"""Decisions: what a debrief came to, why, who differed, and HR's co-sign."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from debrief.models.base import Base, one_of, uuid_pk
from debrief.models.debrief import Debrief
from debrief.models.people import User
from debrief.models.words import Words


class Result(StrEnum):
    """What the panel's work came to."""

    ADVANCE = "advance"
    DO_NOT_ADVANCE = "do_not_advance"
    MORE_EVIDENCE = "more_evidence"


class Disposition(StrEnum):
    """Why an application ended or goes on, apart from its status (no code for fit or attitude)."""

    IN_PROCESS = "in_process"
    MUST_HAVE_BELOW_BAR = "must_have_below_bar"
    PROFILE_COMPARISON = "profile_comparison"
    WORK_SAMPLE_BELOW_BAR = "work_sample_below_bar"
    VERIFIED_MISREPRESENTATION = "verified_misrepresentation"
    CONDUCT = "conduct"
    WITHDREW = "withdrew"
    NO_SHOW = "no_show"
    UNAVAILABLE = "unavailable"
    REQUISITION_CLOSED = "requisition_closed"


class Outcome(Base):
    """A decision as written; a departing one takes effect when HR has co-signed it."""

    __tablename__ = "outcome"
    __table_args__ = (
        sa.UniqueConstraint("debrief_id", "number"),
        sa.CheckConstraint("NOT departing OR departure_id IS NOT NULL", name="departure_reasoned"),
    )

    id: Mapped[uuid_pk]
    debrief_id: Mapped[UUID] = mapped_column(sa.ForeignKey("debrief.id"), index=True)
    number: Mapped[int]
    result: Mapped[Result] = mapped_column(one_of(Result, "result"))
    rule: Mapped[str] = mapped_column(sa.String(80))
    gate: Mapped[str] = mapped_column(sa.String(20))
    departing: Mapped[bool]
    disposition: Mapped[Disposition] = mapped_column(one_of(Disposition, "disposition"))
    decided_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user.id"))
    decided_at: Mapped[datetime]
    reason_id: Mapped[UUID] = mapped_column(sa.ForeignKey("words.id"))
    disposition_reason_id: Mapped[UUID] = mapped_column(sa.ForeignKey("words.id"))
    departure_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("words.id"))
    commitment: Mapped[str] = mapped_column(sa.String(64))
    debrief: Mapped[Debrief] = relationship()
    decided_by: Mapped[User] = relationship()
    reason: Mapped[Words] = relationship(foreign_keys=[reason_id])
    disposition_reason: Mapped[Words] = relationship(foreign_keys=[disposition_reason_id])
    departure: Mapped[Words | None] = relationship(foreign_keys=[departure_id])
    grounds: Mapped[list[Ground]] = relationship(order_by="Ground.position")
    dissents: Mapped[list[Dissent]] = relationship()
    cosign: Mapped[Cosign | None] = relationship()

    @property
    def stands(self) -> bool:
        """In effect: either within the rule, or departing and co-signed."""
        return not self.departing or (self.cosign is not None and self.cosign.agreed)


class Ground(Base):
    """A criterion that a decision's reason rests on."""

    __tablename__ = "ground"

    outcome_id: Mapped[UUID] = mapped_column(sa.ForeignKey("outcome.id"), primary_key=True)
    criterion: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    position: Mapped[int]


class Dissent(Base):
    """A panelist's different view, in writing, beside the decision."""

    __tablename__ = "dissent"

    outcome_id: Mapped[UUID] = mapped_column(sa.ForeignKey("outcome.id"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user.id"), primary_key=True)
    words_id: Mapped[UUID] = mapped_column(sa.ForeignKey("words.id"))
    user: Mapped[User] = relationship()
    words: Mapped[Words] = relationship()


class Cosign(Base):
    """HR's answer to a departing decision; a returned one is written anew."""

    __tablename__ = "cosign"

    outcome_id: Mapped[UUID] = mapped_column(sa.ForeignKey("outcome.id"), primary_key=True)
    agreed: Mapped[bool]
    signed_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user.id"))
    signed_at: Mapped[datetime]
    remark_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("words.id"))
    signed_by: Mapped[User] = relationship()
    remark: Mapped[Words | None] = relationship()
