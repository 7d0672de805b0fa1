"""Personal API keys: a request that carries one is its holder's, whatever cookies it has too."""

from collections.abc import Callable
from datetime import datetime

from flask import current_app, request
from sqlalchemy.orm import Session

from debrief.audit import Tag
from debrief.services import sign_in, tokens
from debrief.services.context import Context
from debrief.web.problems import wanted
from debrief.web.transaction import afterwards


def presented() -> str | None:
    """The key of an API request, None where it has none and cookies speak.

    Only a client that knows the key can send it: such a request needs no proof of coming from one
    of our pages, and in return its cookies count for nothing.
    """
    given = request.authorization
    if not wanted() or given is None or given.type != "bearer":
        return None
    return given.token or ""


def holder(context: Context, key: str) -> sign_in.SignedIn:
    """Whose key it is; a failure is counted and recorded as a failed sign-in."""
    tried = tokens.Presented(
        key, request.remote_addr or "", current_app.config["SECRET_KEY"].encode()
    )
    try:
        return sign_in.SignedIn.as_(tokens.holder(context.session, tried, context.at))
    except tokens.InvalidTokenError:
        afterwards(_remember(context, tried, context.at))
        raise


def _remember(context: Context, tried: tokens.Presented, at: datetime) -> Callable[[Session], None]:
    def remember(session: Session) -> None:
        sign_in.count_failure(session, tried, at)
        context.record(Tag.SIGN_IN_FAILED, "service")

    return remember
