"""Personal API keys: issuing, revoking, and whose request a key makes it."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from debrief.audit import Tag
from debrief.errors import ConflictError, InvalidInputError, NotSignedInError, ThrottledError
from debrief.models import ApiToken, User
from debrief.services.context import Context, required
from debrief.services.sign_in import throttle_keys, too_many_failures

#: So that a scanner for leaked secrets knows one when it sees it.
PREFIX = "dbf_"
LIFETIMES = (30, 90, 365)
MOST_AT_ONCE = 20


class InvalidTokenError(NotSignedInError):
    """The key is unknown, expired, revoked, or its holder's account is closed: not told which."""


@dataclass(frozen=True, slots=True)
class Presented:
    """A key as a request carries it; `pepper` keys the hashes that the throttle keeps."""

    token: str
    address: str
    pepper: bytes

    @property
    def keys(self) -> tuple[str, str]:
        """What the throttle counts by; apart from sign-ins, which a broken script must not lock."""
        return throttle_keys(
            self.pepper, f"token:{_digest(self.token)}", f"token-address:{self.address}"
        )


def issue_token(context: Context, user: User, label: str, days: int) -> tuple[ApiToken, str]:
    """A new key and its text, which is kept nowhere."""
    name = required(label, "label", "Say what the key is for.")
    if days not in LIFETIMES:
        message = "Choose how long the key works."
        raise InvalidInputError(message, {"days": [message]})
    alive = select(func.count()).where(
        ApiToken.user_id == user.id,
        ApiToken.revoked_at.is_(None),
        ApiToken.expires_at > context.at,
    )
    if (context.session.scalar(alive) or 0) >= MOST_AT_ONCE:
        raise ConflictError(f"You have {MOST_AT_ONCE} keys already. Revoke one you do not use.")
    text = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(
        user=user,
        label=name,
        token_hash=_digest(text),
        created_at=context.at,
        expires_at=context.at + timedelta(days=days),
    )
    context.session.add(token)
    context.session.flush()
    context.record(Tag.TOKEN_ISSUED, f"token:{token.id}")
    return token, text


def revoke_token(context: Context, token: ApiToken) -> None:
    """Stop a key at once; one that has been stopped stays so."""
    if token.revoked_at is None:
        token.revoked_at = context.at
        context.session.flush()
        context.record(Tag.TOKEN_REVOKED, f"token:{token.id}")


def holder(session: Session, presented: Presented, at: datetime) -> User:
    """Whose key it is; raises InvalidTokenError, or ThrottledError after too many of those.

    A good key is never throttled: it cannot be guessed, and colleagues may share the address.
    """
    token = session.scalar(select(ApiToken).where(ApiToken.token_hash == _digest(presented.token)))
    works = token is not None and token.revoked_at is None and token.expires_at > at
    if token is not None and works and token.user.disabled_at is None:
        return token.user
    if too_many_failures(session, presented.keys, at):
        raise ThrottledError("Too many tries. Wait a quarter of an hour and try again.")
    raise InvalidTokenError("This API key does not work. It may have expired or been revoked.")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
