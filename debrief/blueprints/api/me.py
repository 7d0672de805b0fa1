"""Whoever asks."""

from http import HTTPStatus

from debrief.access import Permission
from debrief.schemas.people import MeSchema
from debrief.services.sign_in import SignedIn
from debrief.web import guard
from debrief.web.openapi import Routes

routes = Routes("me", "/me", "Whoever asks.")


@routes.route("")
@routes.answers(HTTPStatus.OK, MeSchema)
def show() -> SignedIn | None:
    """Say who you are."""
    guard.authorize(Permission.ACCOUNT_USE)
    return guard.current_user()
