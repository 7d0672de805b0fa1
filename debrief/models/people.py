"""The people who use the service, how they sign in, and the people it is about."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from debrief.access import Role
from debrief.models.base import Base, one_of, uuid_pk


class User(Base):
    """Somebody with an account."""

    __tablename__ = "user"
    __table_args__ = (sa.CheckConstraint("email = lower(email)", name="email_is_lower_case"),)

    id: Mapped[uuid_pk]
    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    title: Mapped[str] = mapped_column(sa.String(120), default="")
    zone: Mapped[str] = mapped_column(sa.String(64), default="UTC")
    password_hash: Mapped[str | None] = mapped_column(sa.String(200))
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    roles: Mapped[list[UserRole]] = relationship(
        cascade="all, delete-orphan", order_by="UserRole.role", lazy="selectin"
    )

    @property
    def role_names(self) -> frozenset[Role]:
        return frozenset(held.role for held in self.roles)


class UserRole(Base):
    """A global role; hiring manager, facilitator and panelist follow from records instead."""

    __tablename__ = "user_role"

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(one_of(Role, "role"), primary_key=True)


class SignInSession(Base):
    """A signed-in browser; the cookie holds the token, this row only its SHA-256."""

    __tablename__ = "sign_in_session"

    token_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user.id"), index=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class SignInFailure(Base):
    """A failed sign-in, for the throttle; keyed hashes of the address and of the account tried."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (sa.Index("ix_sign_in_failure_key_at", "key", "at"),)

    id: Mapped[uuid_pk]
    key: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime]


class ApiToken(Base):
    """A personal key to the API, with its owner's rights; only its SHA-256 is kept."""

    __tablename__ = "api_token"

    id: Mapped[uuid_pk]
    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user.id"), index=True)
    label: Mapped[str] = mapped_column(sa.String(80))
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    user: Mapped[User] = relationship()


class Candidate(Base):
    """A person who applied; who they are stands in `CandidateIdentity`."""

    __tablename__ = "candidate"

    id: Mapped[uuid_pk]
    created_at: Mapped[datetime]
    identity: Mapped[CandidateIdentity] = relationship(cascade="all", lazy="joined", innerjoin=True)

    @property
    def name(self) -> str:
        """The name, or what stands for it once it is erased."""
        return self.identity.name or f"Candidate {str(self.id)[:8]}"


class CandidateIdentity(Base):
    """Name and address of a candidate, which erasure may empty."""

    __tablename__ = "candidate_identity"

    candidate_id: Mapped[UUID] = mapped_column(sa.ForeignKey("candidate.id"), primary_key=True)
    name: Mapped[str | None] = mapped_column(sa.String(200))
    email: Mapped[str | None] = mapped_column(sa.String(254), index=True)
    erased_at: Mapped[datetime | None]
    erased_under: Mapped[str | None] = mapped_column(sa.String(200))
