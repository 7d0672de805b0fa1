"""A person's API keys as a list: what each is for, and whether it still works."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from debrief.models import ApiToken


class TokenState(StrEnum):
    """Whether a key still opens anything."""

    WORKS = "works"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class TokenLine:
    """One key; its text is not here, since it is nowhere."""

    id: UUID
    label: str
    created_at: datetime
    expires_at: datetime
    state: TokenState


def tokens_of(session: Session, user_id: UUID, at: datetime) -> tuple[TokenLine, ...]:
    """The newest first, those that ended too."""
    found = session.scalars(
        select(ApiToken)
        .where(ApiToken.user_id == user_id)
        .order_by(ApiToken.created_at.desc(), ApiToken.id)
    )
    return tuple(
        TokenLine(each.id, each.label, each.created_at, each.expires_at, _state(each, at))
        for each in found
    )


def _state(token: ApiToken, at: datetime) -> TokenState:
    if token.revoked_at:
        return TokenState.REVOKED
    return TokenState.WORKS if token.expires_at > at else TokenState.EXPIRED
