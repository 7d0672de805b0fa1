"""The audit log: exact bytes, chained; the other columns only help to find an entry."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from debrief.models.base import Base


class AuditEntry(Base):
    """One event; `hash` is SHA-256 of 0x00 and `body` (an RFC 6962 leaf), `prev` the one before."""

    __tablename__ = "audit_entry"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[bytes] = mapped_column(sa.LargeBinary)
    hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    prev: Mapped[str] = mapped_column(sa.String(64), unique=True)
    at: Mapped[datetime] = mapped_column(index=True)
    tag: Mapped[str] = mapped_column(sa.String(60), index=True)
    actor: Mapped[str] = mapped_column(sa.String(60), index=True)
    subject: Mapped[str] = mapped_column(sa.String(80), index=True)
