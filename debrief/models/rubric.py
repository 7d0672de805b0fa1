"""Rubrics: versioned documents, immutable once published."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from debrief.models.base import Base, uuid_pk


class Rubric(Base):
    """A line of versions under one key."""

    __tablename__ = "rubric"

    id: Mapped[uuid_pk]
    key: Mapped[str] = mapped_column(sa.String(80), unique=True)
    versions: Mapped[list[RubricVersion]] = relationship(
        back_populates="rubric", order_by="RubricVersion.number"
    )


class RubricVersion(Base):
    """One version; `document` is what `debrief.scoring.rubric` reads."""

    __tablename__ = "rubric_version"
    __table_args__ = (
        sa.UniqueConstraint("rubric_id", "number"),
        sa.CheckConstraint("number >= 1", name="number_from_one"),
    )

    id: Mapped[uuid_pk]
    rubric_id: Mapped[UUID] = mapped_column(sa.ForeignKey("rubric.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(200))
    document: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(sa.String(64))
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    rubric: Mapped[Rubric] = relationship(back_populates="versions", lazy="joined", innerjoin=True)
