"""Checking the wording of a text while it is written."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Response

from debrief.access import Permission
from debrief.blueprints.opening import requisition_and_facts
from debrief.extensions import db
from debrief.language import AdvertReader, Reader
from debrief.reports.wording import advert_reader, lexicon_of, wording_of
from debrief.schemas.comments import CommentCheckSchema, CommentSchema, TextKind
from debrief.web import guard, problems
from debrief.web.openapi import Routes

routes = Routes("comments", "/comment-checks", "Wording that judges by something but evidence.")


@routes.route("", "POST")
@routes.takes(CommentSchema)
@routes.answers(HTTPStatus.OK, CommentCheckSchema, HTTPStatus.NOT_FOUND)
def check(read: Callable[[], dict[str, Any]]) -> dict[str, Any] | Response:
    """Flag the wording of a text.

    With `requisition_id`, and for a comment `criterion`, it is read as the form reads it there:
    words of the vacancy and of the criterion are not flagged where they are not said of somebody.
    Neither the text nor what is found in it is stored or logged.
    """
    guard.authorize(Permission.ACCOUNT_USE)
    given = read()
    reader = _reader(given["kind"], given["requisition_id"], given["criterion"])
    if reader is None:
        pointer = {"pointer": "#/criterion", "detail": "The requisition does not rate this."}
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return problems.problem(status, "Some answers need another look.", errors=[pointer])
    return {"text": given["text"], "flags": reader.flags(given["text"])}


def _reader(
    kind: TextKind, requisition_id: UUID | None, criterion: str | None
) -> Reader | AdvertReader | None:
    """What reads the text where it stands; None where its criterion is not rated there."""
    session = db.session()
    if requisition_id is None:
        lexicon = lexicon_of(session)
        return AdvertReader(lexicon) if kind is TextKind.ADVERT else Reader(lexicon)
    version = requisition_and_facts(requisition_id)[0].current
    if kind is TextKind.ADVERT:
        return advert_reader(session, version.title, version.level)
    if criterion is not None and criterion not in {each.criterion for each in version.criteria}:
        return None
    return wording_of(session, version.id).reader(criterion or "")
