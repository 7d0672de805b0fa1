"""Accounts: opening and closing one, and changing what it may do, which ends its sessions."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from debrief.access import Role
from debrief.audit import Tag
from debrief.errors import ConflictError
from debrief.models import User, UserRole
from debrief.services.context import Context, required
from debrief.services.sign_in import Attempt, check_own_password, end_sessions, hash_password

NAME = "Give the person's name."


@dataclass(frozen=True, slots=True)
class UserInput:
    """What an admin says of an account; `zone` is an IANA name."""

    name: str
    title: str
    zone: str
    roles: frozenset[Role]


def add_user(
    context: Context, name: str, email: str, password: str, roles: Iterable[Role] = ()
) -> User:
    """Open an account; the address is kept in lower case and belongs to one account."""
    address = required(email, "email", "Give the e-mail address.").lower()
    if context.session.scalar(select(User.id).where(User.email == address)):
        raise ConflictError("There is an account with this address already.")
    user = User(
        name=required(name, "name", NAME),
        email=address,
        password_hash=hash_password(password),
        created_at=context.at,
        roles=[UserRole(role=role) for role in sorted(set(roles))],
    )
    context.session.add(user)
    context.session.flush()
    context.record(Tag.USER_ADDED, f"user:{user.id}")
    return user


def open_account(context: Context, email: str, password: str, given: UserInput) -> User:
    """Add somebody with everything an admin says of them."""
    user = add_user(context, given.name, email, password, given.roles)
    user.title, user.zone = given.title, given.zone
    context.session.flush()
    return user


def change_user(context: Context, user: User, given: UserInput) -> None:
    """Change name, title, zone and roles; other roles end the sessions at once."""
    user.name = required(given.name, "name", NAME)
    user.title, user.zone = given.title, given.zone
    if given.roles != user.role_names:
        _not_oneself(context, user, "Somebody else with the admin role changes your roles.")
        kept = [held for held in user.roles if held.role in given.roles]
        user.roles = kept + [UserRole(role=role) for role in given.roles - user.role_names]
        end_sessions(context.session, user)
    _changed(context, user)


def disable_user(context: Context, user: User) -> None:
    """Close an account; what it wrote stays."""
    _not_oneself(context, user, "Somebody else with the admin role closes your account.")
    if user.disabled_at is not None:
        raise ConflictError("This account is closed already.")
    user.disabled_at = context.at
    end_sessions(context.session, user)
    _changed(context, user)


def enable_user(context: Context, user: User) -> None:
    """Open a closed account again, with the roles it had."""
    if user.disabled_at is None:
        raise ConflictError("This account is open.")
    user.disabled_at = None
    _changed(context, user)


def set_password(context: Context, user: User, password: str) -> None:
    """Give somebody a first password, or another one when it is lost; ends their sessions."""
    _not_oneself(context, user, "Change your own password on your account page.")
    user.password_hash = hash_password(password)
    end_sessions(context.session, user)
    _changed(context, user)


def change_profile(context: Context, user: User, name: str, zone: str) -> None:
    """What people say of themselves."""
    user.name = required(name, "name", "Give your name.")
    user.zone = zone
    _changed(context, user)


def change_own_password(
    context: Context, user: User, attempt: Attempt, password: str, session_token: str
) -> None:
    """Another password, given the current one (`attempt`); ends every other session."""
    check_own_password(context.session, user, attempt, context.at)
    user.password_hash = hash_password(password)
    end_sessions(context.session, user, keep=session_token)
    _changed(context, user)


def _not_oneself(context: Context, user: User, message: str) -> None:
    """Nobody gives themselves more, and the last admin does not lock everybody out."""
    if context.actor == user.id:
        raise ConflictError(message)


def _changed(context: Context, user: User) -> None:
    context.session.flush()
    context.record(Tag.USER_CHANGED, f"user:{user.id}")
