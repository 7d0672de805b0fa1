"""The words people wrote and the keys that commit to them: reached from records, erasable apart."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from debrief.models.base import Base, one_of, uuid_pk


class Words(Base):
    """One piece of free text; a trigger lets it change from text to NULL and in no other way."""

    __tablename__ = "words"

    id: Mapped[uuid_pk]
    application_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("application.id"), index=True)
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user.id"), index=True)
    text: Mapped[str | None] = mapped_column(sa.Text)
    written_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]
    erased_under: Mapped[str | None] = mapped_column(sa.String(200))


class KeyHolder(StrEnum):
    """Whose data a key commits to."""

    APPLICATION = "application"
    USER = "user"


class SubjectKey(Base):
    """The random key behind the commitments to one subject's data, wrapped; erasure deletes it."""

    __tablename__ = "subject_key"
    __table_args__ = (sa.UniqueConstraint("holder", "holder_id"),)

    id: Mapped[uuid_pk]
    holder: Mapped[KeyHolder] = mapped_column(one_of(KeyHolder, "holder"))
    holder_id: Mapped[UUID]
    wrapped: Mapped[bytes] = mapped_column(sa.LargeBinary(80))
