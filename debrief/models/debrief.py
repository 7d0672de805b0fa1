"""A debrief: one panel's work on one stage of one application."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from debrief.access import State
from debrief.models.base import Base, one_of, uuid_pk
from debrief.models.people import User
from debrief.models.requisition import RequisitionVersion, Stage
from debrief.models.words import Words


class RevealCause(StrEnum):
    """What opened the cards."""

    FACILITATOR = "facilitator"
    DUE_TIME = "due_time"


class Debrief(Base):
    """The panel's work on one stage; `state` moves as `services.debriefs` says."""

    __tablename__ = "debrief"
    __table_args__ = (
        sa.CheckConstraint(
            "(revealed_at IS NOT NULL) = (state IN ('revealed', 'decided', 'closed'))",
            name="revealed_has_a_time",
        ),
    )

    id: Mapped[uuid_pk]
    stage_id: Mapped[UUID] = mapped_column(sa.ForeignKey("stage.id"), unique=True)
    requisition_version_id: Mapped[UUID] = mapped_column(sa.ForeignKey("requisition_version.id"))
    facilitator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user.id"), index=True)
    state: Mapped[State] = mapped_column(one_of(State, "state"), index=True)
    due_at: Mapped[datetime]
    created_at: Mapped[datetime]
    revealed_at: Mapped[datetime | None]
    reveal_cause: Mapped[RevealCause | None] = mapped_column(one_of(RevealCause, "reveal_cause"))
    closed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    stage: Mapped[Stage] = relationship()
    requisition_version: Mapped[RequisitionVersion] = relationship()
    facilitator: Mapped[User] = relationship()
    panelists: Mapped[list[Panelist]] = relationship(
        back_populates="debrief", order_by="Panelist.position"
    )


class Panelist(Base):
    """A person asked to score this debrief."""

    __tablename__ = "panelist"
    __table_args__ = (sa.UniqueConstraint("debrief_id", "user_id"),)

    id: Mapped[uuid_pk]
    debrief_id: Mapped[UUID] = mapped_column(sa.ForeignKey("debrief.id"), index=True)
    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user.id"), index=True)
    position: Mapped[int]
    due_at: Mapped[datetime]
    recused_at: Mapped[datetime | None]
    debrief: Mapped[Debrief] = relationship(back_populates="panelists")
    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)
    assignments: Mapped[list[Assignment]] = relationship(
        cascade="all, delete-orphan", order_by="Assignment.position"
    )
    waiver: Mapped[Waiver | None] = relationship()

    @property
    def criteria(self) -> tuple[str, ...]:
        return tuple(assignment.criterion for assignment in self.assignments)


class Assignment(Base):
    """A criterion that a panelist rates."""

    __tablename__ = "assignment"

    panelist_id: Mapped[UUID] = mapped_column(sa.ForeignKey("panelist.id"), primary_key=True)
    criterion: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    position: Mapped[int]


class Waiver(Base):
    """A missing card the facilitator let go, with the reason."""

    __tablename__ = "waiver"

    panelist_id: Mapped[UUID] = mapped_column(sa.ForeignKey("panelist.id"), primary_key=True)
    waived_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user.id"))
    waived_at: Mapped[datetime]
    reason_id: Mapped[UUID] = mapped_column(sa.ForeignKey("words.id"))
    reason: Mapped[Words] = relationship()


class Note(Base):
    """A line of a panelist's own notes pad, seen by its author alone."""

    __tablename__ = "note"

    id: Mapped[uuid_pk]
    panelist_id: Mapped[UUID] = mapped_column(sa.ForeignKey("panelist.id"), index=True)
    written_at: Mapped[datetime]
    words_id: Mapped[UUID] = mapped_column(sa.ForeignKey("words.id"))
    words: Mapped[Words] = relationship(lazy="joined", innerjoin=True)


class MessageToHr(Base):
    """Text an interviewer took off the card and sent to HR: without criterion or rating."""

    __tablename__ = "message_to_hr"

    id: Mapped[uuid_pk]
    debrief_id: Mapped[UUID] = mapped_column(sa.ForeignKey("debrief.id"), index=True)
    sent_at: Mapped[datetime]
    words_id: Mapped[UUID] = mapped_column(sa.ForeignKey("words.id"))
    read_at: Mapped[datetime | None]
    words: Mapped[Words] = relationship(lazy="joined", innerjoin=True)
    debrief: Mapped[Debrief] = relationship()
