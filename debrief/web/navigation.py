"""The links of the header: each shows to whoever may use it."""

from dataclasses import dataclass

from flask import request, url_for
from flask_babel import LazyString, lazy_gettext

from debrief.access import Identity, Permission, permits
from debrief.web import guard

#: Permissions that need no object, in the order of the header.
LINKS: tuple[tuple[Permission, LazyString, str], ...] = (
    (Permission.ACCOUNT_USE, lazy_gettext("Your work"), "home.show"),
    (Permission.ACCOUNT_USE, lazy_gettext("Requisitions"), "requisitions.index"),
    (Permission.DEBRIEFS_CHASE, lazy_gettext("What is late"), "late.show"),
    (Permission.HR_MESSAGES_READ, lazy_gettext("Messages"), "messages.index"),
    (Permission.FLAGS_FOLLOW, lazy_gettext("Disputed flags"), "disputes.index"),
    (Permission.WORDING_MANAGE, lazy_gettext("Wording rules"), "wording.index"),
    (Permission.RUBRIC_READ, lazy_gettext("Rubrics"), "rubrics.index"),
    (Permission.AUDIT_READ, lazy_gettext("Audit log"), "audit.show"),
    (Permission.USERS_MANAGE, lazy_gettext("Accounts"), "users.index"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One link; `here` where the page asked for belongs to it."""

    label: LazyString
    url: str
    here: bool


def entries() -> tuple[Entry, ...]:
    """The links of whoever is signed in, none for anybody else."""
    user = guard.current_user()
    if user is None:
        return ()
    who = Identity(user.id, user.role_names)
    return tuple(
        Entry(label, url_for(endpoint), here=request.blueprint == endpoint.split(".")[0])
        for permission, label, endpoint in LINKS
        if permits(who, permission, None)
    )
