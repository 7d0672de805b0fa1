"""The web's side of `debrief.access`: every view says what it needs, or the answer is no."""

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Flask, Response, current_app, g, request

from debrief.access import Identity, Permission, permits
from debrief.audit import KeyRing
from debrief.errors import NotFoundError, NotPermittedError, NotSignedInError
from debrief.extensions import db
from debrief.services import sign_in
from debrief.services.context import Context
from debrief.services.sign_in import SignedIn
from debrief.web import bearer

#: Everything that answers without knowing who asks.
PUBLIC = frozenset(
    {
        "static",
        "accounts.sign_in_page",
        "accounts.enter",
        "home.health",
        "reference.document",
        "reference.show",
    }
)

#: Permissions without which a thing is not there at all: a foreign one answers as an absent one.
CONCEALING = frozenset({Permission.DEBRIEF_KNOW, Permission.REQUISITION_READ})


def init_app(app: Flask) -> None:
    app.before_request(_recognise)
    app.after_request(_refuse_unguarded)


def cookie_name() -> str:
    """`__Host-` wherever the cookie is Secure, which the prefix demands."""
    return "__Host-debrief" if current_app.config["SESSION_COOKIE_SECURE"] else "debrief"


def now() -> datetime:
    return datetime.now(UTC)


def current_user() -> SignedIn | None:
    """Whoever is signed in."""
    user: SignedIn | None = g.get("user")
    return user


def context() -> Context:
    """The surroundings of a use case in this request."""
    user = current_user()
    keys = KeyRing(current_app.config["WRAPPING_KEY"])
    return Context(db.session(), user.id if user else "anonymous", now(), keys)


def identity() -> Identity:
    """Who asks; raises NotSignedInError when nobody is signed in."""
    user = current_user()
    if user is None:
        g.authorized = True  # it has been: the answer is to sign in
        raise NotSignedInError("Sign in first.")
    return Identity(user.id, user.role_names)


def authorize(permission: Permission, facts: object = None) -> Identity:
    """The identity, once it has been allowed.

    Raises NotFoundError where the very existence is not for this identity to know, so that a
    foreign object answers as an absent one does, and NotPermittedError otherwise.
    """
    g.authorized = True
    who = identity()
    if permits(who, permission, facts):
        return who
    if permission in CONCEALING:
        raise NotFoundError("There is nothing here.")
    raise NotPermittedError("You do not have access to this.")


def _recognise() -> None:
    g.authorized = False
    g.user = None
    if (key := bearer.presented()) is not None:
        g.user = bearer.holder(context(), key)
    elif token := request.cookies.get(cookie_name()):
        g.user = sign_in.resume(db.session(), token, now())


def _refuse_unguarded(response: Response) -> Response:
    asked = g.get("authorized") or request.endpoint in PUBLIC or request.endpoint is None
    if response.status_code < HTTPStatus.BAD_REQUEST and not asked:
        raise RuntimeError(f"{request.endpoint} answered without calling authorize()")
    return response
