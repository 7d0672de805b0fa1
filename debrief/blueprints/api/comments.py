"""Checking the wording of a text while it is written."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from debrief.access import Permission
from debrief.extensions import db
from debrief.language import Reader
from debrief.reports.wording import lexicon_of
from debrief.schemas.comments import CommentCheckSchema, CommentSchema
from debrief.web import guard
from debrief.web.openapi import Routes

routes = Routes("comments", "/comment-checks", "Wording that judges by something but evidence.")


@routes.route("", "POST")
@routes.takes(CommentSchema)
@routes.answers(HTTPStatus.OK, CommentCheckSchema)
def check(read: Callable[[], dict[str, str]]) -> dict[str, Any]:
    """Flag the wording of a text.

    Neither the text nor what is found in it is stored or logged.
    """
    guard.authorize(Permission.ACCOUNT_USE)
    text = read()["text"]
    return {"text": text, "flags": Reader(lexicon_of(db.session())).flags(text)}
