"""Signing in and out: one answer for every failure, a throttle, sessions that end."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, Self
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from debrief.access import Role
from debrief.errors import InvalidInputError, ThrottledError
from debrief.models import SignInFailure, SignInSession, User, UserRole, ask

WINDOW = timedelta(minutes=15)
#: Of one account, then of one network address: a whole office may stand behind that.
MOST_FAILURES = 10
MOST_FROM_ONE_ADDRESS = 30
IDLE = timedelta(hours=1)
ABSOLUTE = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)
SHORTEST_PASSWORD = 12
TOO_MANY = "Too many tries. Wait a quarter of an hour and try again."

_hasher = PasswordHasher()
#: Checked when there is no such account, so that the answer takes as long.
_NOBODY = _hasher.hash(secrets.token_urlsafe())


class SignInFailedError(InvalidInputError):
    """The address or the password is wrong; which of them is not told."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whoever asks, as they stand at this request; read by columns, since every request does."""

    id: UUID
    email: str
    name: str
    title: str
    zone: str
    role_names: frozenset[Role]

    @classmethod
    def as_(cls, user: User) -> Self:
        """For a request that has read the user anyway."""
        return cls(user.id, user.email, user.name, user.title, user.zone, user.role_names)


class Tried(Protocol):
    """Whatever the throttle counts."""

    @property
    def keys(self) -> tuple[str, str]: ...


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try to sign in; `pepper` keys the hashes that the throttle keeps."""

    email: str
    password: str
    address: str
    pepper: bytes

    @property
    def keys(self) -> tuple[str, str]:
        """What the throttle counts by: the account tried and the network address."""
        account = f"account:{self.email.strip().lower()}"
        return throttle_keys(self.pepper, account, f"address:{self.address}")


def hash_password(password: str) -> str:
    """Argon2id; raises InvalidInputError when the password is short."""
    if len(password) < SHORTEST_PASSWORD:
        message = f"Use at least {SHORTEST_PASSWORD} characters."
        raise InvalidInputError(message, {"password": [message]})
    return _hasher.hash(password)


def sign_in(session: Session, attempt: Attempt, at: datetime) -> tuple[User, str]:
    """The user and a fresh session token; raises ThrottledError or SignInFailedError."""
    if too_many_failures(session, attempt.keys, at):
        raise ThrottledError(TOO_MANY)
    email = attempt.email.strip().lower()
    user = session.scalar(select(User).where(User.email == email, User.disabled_at.is_(None)))
    kept = user.password_hash if user is not None else None
    matches = _matches(kept or _NOBODY, attempt.password)
    if user is None or kept is None or not matches:
        message = "The e-mail address or the password is wrong."
        raise SignInFailedError(message, {"password": [message]})
    token = secrets.token_urlsafe(32)
    session.add(
        SignInSession(token_hash=_digest(token), user_id=user.id, started_at=at, seen_at=at)
    )
    session.flush()
    return user, token


def throttle_keys(pepper: bytes, what: str, address: str) -> tuple[str, str]:
    """Keyed hashes of what was tried and of where from: the throttle keeps neither itself."""
    tried, origin = (
        hmac.new(pepper, text.encode(), hashlib.sha256).hexdigest() for text in (what, address)
    )
    return tried, origin


def too_many_failures(session: Session, keys: tuple[str, str], at: datetime) -> bool:
    """Whether the next try has to wait, each key counted on its own."""
    recent = (
        select(SignInFailure.key, func.count())
        .where(SignInFailure.key.in_(keys), SignInFailure.at > at - WINDOW)
        .group_by(SignInFailure.key)
    )
    counted = dict(iter(session.execute(recent)))
    allowed = zip(keys, (MOST_FAILURES, MOST_FROM_ONE_ADDRESS), strict=True)
    return any(counted.get(key, 0) >= most for key, most in allowed)


def count_failure(session: Session, attempt: Tried, at: datetime) -> None:
    """Remember a failed try, in a transaction of its own, and forget those that no longer count."""
    session.execute(delete(SignInFailure).where(SignInFailure.at <= at - WINDOW))
    session.add_all(SignInFailure(key=key, at=at) for key in attempt.keys)
    session.flush()


def resume(session: Session, token: str, at: datetime) -> SignedIn | None:
    """Whose session a cookie names; None when it has ended or the account is disabled."""
    token_hash = _digest(token)
    found = ask(session, _RESUMED, {"token_hash": token_hash}).all()
    if not found:
        return None
    kept = found[0]
    if at - kept.seen_at > IDLE or at - kept.started_at > ABSOLUTE:
        return None
    if at - kept.seen_at > SEEN_EVERY:
        used = update(SignInSession).where(SignInSession.token_hash == token_hash)
        session.execute(used.values(seen_at=at))
    roles = frozenset(row.role for row in found if row.role)
    return SignedIn(kept.id, kept.email, kept.name, kept.title, kept.zone, roles)


#: Asked at every request, so in one statement, by columns, a row per role.
_RESUMED = (
    select(
        SignInSession.started_at,
        SignInSession.seen_at,
        UserRole.role,
        User.id,
        User.email,
        User.name,
        User.title,
        User.zone,
    )
    .join(User, User.id == SignInSession.user_id)
    .outerjoin(UserRole, UserRole.user_id == User.id)
    .where(SignInSession.token_hash == bindparam("token_hash"), User.disabled_at.is_(None))
)


def sign_out(session: Session, token: str) -> None:
    """End one session."""
    session.execute(delete(SignInSession).where(SignInSession.token_hash == _digest(token)))


def end_sessions(session: Session, user: User, *, keep: str = "") -> None:
    """End a user's sessions at once, but for the one whose token is `keep`."""
    session.execute(
        delete(SignInSession).where(
            SignInSession.user_id == user.id, SignInSession.token_hash != _digest(keep)
        )
    )


def check_own_password(session: Session, user: User, attempt: Attempt, at: datetime) -> None:
    """Whether it is still its owner at the keyboard, throttled as signing in is."""
    if too_many_failures(session, attempt.keys, at):
        raise ThrottledError(TOO_MANY)
    if not _matches(user.password_hash or _NOBODY, attempt.password):
        message = "This is not your current password."
        raise SignInFailedError(message, {"current": [message]})


def _matches(kept: str, password: str) -> bool:
    try:
        return _hasher.verify(kept, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
