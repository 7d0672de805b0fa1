"""Accounts: adding one, and changing what it may do, which ends its sessions at once."""

from collections.abc import Iterable

from sqlalchemy import select

from debrief.access import Role
from debrief.audit import Tag
from debrief.errors import ConflictError
from debrief.models import User, UserRole
from debrief.services.context import Context, required
from debrief.services.sign_in import end_sessions, hash_password


def add_user(
    context: Context, name: str, email: str, password: str, roles: Iterable[Role] = ()
) -> User:
    """Open an account; the address is kept in lower case and belongs to one account."""
    address = required(email, "email", "Give the e-mail address.").lower()
    if context.session.scalar(select(User.id).where(User.email == address)):
        raise ConflictError("There is an account with this address already.")
    user = User(
        name=required(name, "name", "Give the person's name."),
        email=address,
        password_hash=hash_password(password),
        created_at=context.at,
        roles=[UserRole(role=role) for role in sorted(set(roles))],
    )
    context.session.add(user)
    context.session.flush()
    context.record(Tag.USER_ADDED, f"user:{user.id}")
    return user


def change_roles(context: Context, user: User, roles: Iterable[Role]) -> None:
    """Give an account other global roles."""
    wanted = set(roles)
    user.roles = [held for held in user.roles if held.role in wanted] + [
        UserRole(role=role) for role in sorted(wanted - user.role_names)
    ]
    _changed(context, user)


def disable_user(context: Context, user: User) -> None:
    """Close an account; what it wrote stays."""
    user.disabled_at = context.at
    _changed(context, user)


def _changed(context: Context, user: User) -> None:
    end_sessions(context.session, user)
    context.session.flush()
    context.record(Tag.USER_CHANGED, f"user:{user.id}")
