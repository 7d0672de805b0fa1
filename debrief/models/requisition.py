"""The opening, who applied for it, and the steps of an application."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from debrief.access import Opening
from debrief.models.base import Base, one_of, uuid_pk
from debrief.models.people import Candidate, User
from debrief.models.rubric import RubricVersion


class Requisition(Base):
    """An opening; what it asks for stands in its newest version, fixed once it is locked."""

    __tablename__ = "requisition"

    id: Mapped[uuid_pk]
    hiring_manager_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user.id"), index=True)
    created_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user.id"))
    created_at: Mapped[datetime]
    locked_at: Mapped[datetime | None]
    hiring_manager: Mapped[User] = relationship(foreign_keys=[hiring_manager_id])
    versions: Mapped[list[RequisitionVersion]] = relationship(
        back_populates="requisition", order_by="RequisitionVersion.number"
    )
    applications: Mapped[list[Application]] = relationship(back_populates="requisition")

    @property
    def current(self) -> RequisitionVersion:
        return self.versions[-1]


class RequisitionVersion(Base):
    """What an opening asks for, as saved once; every save is a new version."""

    __tablename__ = "requisition_version"
    __table_args__ = (
        sa.UniqueConstraint("requisition_id", "number"),
        sa.CheckConstraint("due_hours BETWEEN 1 AND 336", name="due_hours_in_two_weeks"),
    )

    id: Mapped[uuid_pk]
    requisition_id: Mapped[UUID] = mapped_column(sa.ForeignKey("requisition.id"))
    number: Mapped[int]
    #: From this save on; None where the save is older than its record.
    hiring_manager_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("user.id"))
    rubric_version_id: Mapped[UUID] = mapped_column(sa.ForeignKey("rubric_version.id"))
    title: Mapped[str] = mapped_column(sa.String(200))
    level: Mapped[str] = mapped_column(sa.String(80), default="")
    location: Mapped[str] = mapped_column(sa.String(120), default="")
    zone: Mapped[str] = mapped_column(sa.String(64))
    success_profile: Mapped[str] = mapped_column(sa.Text, default="")
    #: Empty where the save is older than the field.
    advert: Mapped[str] = mapped_column(sa.Text, default="", server_default=sa.text("''"))
    weight_reason: Mapped[str] = mapped_column(sa.Text, default="")
    opening: Mapped[Opening] = mapped_column(one_of(Opening, "opening"))
    due_hours: Mapped[int] = mapped_column(default=24)
    saved_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user.id"))
    saved_at: Mapped[datetime]
    requisition: Mapped[Requisition] = relationship(back_populates="versions")
    rubric_version: Mapped[RubricVersion] = relationship()
    criteria: Mapped[list[RequisitionCriterion]] = relationship(
        order_by="RequisitionCriterion.position"
    )

    @property
    def must_haves(self) -> tuple[str, ...]:
        return tuple(chosen.criterion for chosen in self.criteria if chosen.must_have)


class RequisitionCriterion(Base):
    """A criterion of the rubric that this opening rates."""

    __tablename__ = "requisition_criterion"
    __table_args__ = (sa.CheckConstraint("weight BETWEEN 1 AND 100", name="weight_in_range"),)

    version_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("requisition_version.id"), primary_key=True
    )
    criterion: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    position: Mapped[int]
    must_have: Mapped[bool]
    weight: Mapped[int] = mapped_column(default=1)


class Application(Base):
    """A candidate on one requisition."""

    __tablename__ = "application"
    __table_args__ = (sa.UniqueConstraint("requisition_id", "candidate_id"),)

    id: Mapped[uuid_pk]
    requisition_id: Mapped[UUID] = mapped_column(sa.ForeignKey("requisition.id"), index=True)
    candidate_id: Mapped[UUID] = mapped_column(sa.ForeignKey("candidate.id"), index=True)
    applied_at: Mapped[datetime]
    requisition: Mapped[Requisition] = relationship(back_populates="applications")
    candidate: Mapped[Candidate] = relationship(lazy="joined", innerjoin=True)
    stages: Mapped[list[Stage]] = relationship(
        back_populates="application", order_by="Stage.position"
    )


class ReferralSource(Base):
    """How an application came in: a store of its own, which no hiring role can reach."""

    __tablename__ = "referral_source"

    application_id: Mapped[UUID] = mapped_column(sa.ForeignKey("application.id"), primary_key=True)
    source: Mapped[str] = mapped_column(sa.String(200))
    recorded_at: Mapped[datetime]


class StageKind(StrEnum):
    """The steps an application takes."""

    SCREEN = "screen"
    WORK_SAMPLE = "work_sample"
    PANEL = "panel"
    FINAL = "final"


class Stage(Base):
    """A step of an application; it has interviews and one debrief."""

    __tablename__ = "stage"
    __table_args__ = (sa.UniqueConstraint("application_id", "position"),)

    id: Mapped[uuid_pk]
    application_id: Mapped[UUID] = mapped_column(sa.ForeignKey("application.id"), index=True)
    kind: Mapped[StageKind] = mapped_column(one_of(StageKind, "kind"))
    position: Mapped[int]
    application: Mapped[Application] = relationship(back_populates="stages")
    interviews: Mapped[list[Interview]] = relationship(
        back_populates="stage", order_by="Interview.starts_at"
    )


class InterviewFormat(StrEnum):
    """How a session is held."""

    ON_SITE = "on_site"
    VIDEO = "video"
    PHONE = "phone"
    EXERCISE = "exercise"


class Interview(Base):
    """One session with its interviewers."""

    __tablename__ = "interview"
    __table_args__ = (sa.CheckConstraint("ends_at > starts_at", name="ends_after_start"),)

    id: Mapped[uuid_pk]
    stage_id: Mapped[UUID] = mapped_column(sa.ForeignKey("stage.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    format: Mapped[InterviewFormat] = mapped_column(one_of(InterviewFormat, "format"))
    place: Mapped[str] = mapped_column(sa.String(300), default="")
    zone: Mapped[str] = mapped_column(sa.String(64))
    stage: Mapped[Stage] = relationship(back_populates="interviews")
    interviewers: Mapped[list[Interviewer]] = relationship(cascade="all, delete-orphan")


class Interviewer(Base):
    """Somebody who takes part in a session."""

    __tablename__ = "interviewer"

    interview_id: Mapped[UUID] = mapped_column(sa.ForeignKey("interview.id"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user.id"), primary_key=True)
    user: Mapped[User] = relationship()
