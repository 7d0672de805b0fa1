"""Editions of the comment rules: what an employer made of those that are shipped."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from debrief.models.base import Base
from debrief.models.people import User
from debrief.models.words import Words


class WordingEdition(Base):
    """One edition, never changed; the newest is in use. Where there is none the shipped rules are.

    `content` is what `debrief.language.editions` reads; `digest` names the rules it made then.
    """

    __tablename__ = "wording_edition"
    __table_args__ = (sa.CheckConstraint("number >= 1", name="number_from_one"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(sa.String(64))
    saved_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user.id"))
    saved_at: Mapped[datetime]
    reason_id: Mapped[UUID] = mapped_column(sa.ForeignKey("words.id"))
    saved_by: Mapped[User] = relationship()
    reason: Mapped[Words] = relationship()
