"""Accounts, for those who manage them."""

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from debrief.models import User


@dataclass(frozen=True, slots=True)
class Account:
    """One account in the list."""

    id: UUID
    name: str
    email: str
    title: str
    roles: tuple[str, ...]
    closed: bool


def count_accounts(session: Session, text: str) -> int:
    """How many accounts match."""
    return session.scalar(select(func.count()).select_from(User).where(_matches(text))) or 0


def accounts(session: Session, text: str, offset: int, size: int) -> tuple[Account, ...]:
    """Some of them: open ones first, by name; in two statements."""
    found = session.scalars(
        select(User)
        .where(_matches(text))
        .order_by(User.disabled_at.is_not(None), User.name, User.email)
        .offset(offset)
        .limit(size)
    )
    return tuple(
        Account(
            user.id,
            user.name,
            user.email,
            user.title,
            tuple(held.role.value for held in user.roles),
            closed=user.disabled_at is not None,
        )
        for user in found
    )


def _matches(text: str) -> sa.ColumnElement[bool]:
    if not text:
        return sa.true()
    return sa.or_(
        *(part.icontains(text, autoescape=True) for part in (User.name, User.email, User.title))
    )
