"""The own scorecard: the draft, the submission, the correction, the change after the reveal."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Response, url_for
from marshmallow import Schema

from debrief.access import Permission, State, permits
from debrief.blueprints.loading import debrief_and_facts, own_scorecard
from debrief.errors import InvalidInputError, NotFoundError, StaleError
from debrief.models import Debrief, Draft, Scorecard, ScorecardVersion
from debrief.schemas.cards import CardSchema, DraftSchema, SubmissionSchema, VersionSchema
from debrief.schemas.conditions import ReplacesSchema, SubmissionHeadersSchema
from debrief.schemas.pointers import pointed
from debrief.schemas.scorecards import ScorecardSchema, fill_form, form_document
from debrief.services import drafts, flags, scorecards
from debrief.services.answers import given_in
from debrief.web import guard, problems
from debrief.web.openapi import Routes, named_in, tag_for

routes = Routes(
    "scorecards", "/debriefs/<uuid:debrief_id>/scorecard", "Your own answers on a debrief."
)
Read = Callable[[], Any]
REFUSALS = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
STALE = (HTTPStatus.PRECONDITION_FAILED, HTTPStatus.PRECONDITION_REQUIRED)


@routes.route("")
@routes.answers(HTTPStatus.OK, CardSchema, *REFUSALS)
def show(debrief_id: UUID) -> dict[str, Any]:
    """Read your card: what you rate, your draft, and what you have submitted."""
    debrief, facts = debrief_and_facts(debrief_id)
    who = guard.authorize(Permission.SCORECARD_READ_OWN, facts)
    card = own_scorecard(debrief)
    writable = permits(who, Permission.SCORECARD_WRITE, facts)
    return {
        "debrief_id": debrief.id,
        "due_at": card.panelist.due_at,
        "criteria": card.panelist.criteria,
        "writable": writable,
        "needs_change_reason": writable and debrief.state is State.REVEALED and bool(card.versions),
        "draft": _draft(card),
        "versions": card.versions,
    }


@routes.route("/draft")
@routes.answers(HTTPStatus.OK, DraftSchema, *REFUSALS)
def draft(debrief_id: UUID) -> dict[str, Any]:
    """Read what is being typed; 404 while there is no draft."""
    kept = _draft(_own(debrief_id, Permission.SCORECARD_READ_OWN)[1])
    if kept is None:
        raise NotFoundError("There is no draft.")
    return kept


@routes.route("/draft", "PUT")
@routes.takes(ReplacesSchema, location="headers")
@routes.takes(ScorecardSchema)
@routes.answers(HTTPStatus.OK, DraftSchema, *REFUSALS, *STALE)
def save(read: Read, read_headers: Read, debrief_id: UUID) -> dict[str, Any] | Response | None:
    """Keep what is being typed, finished or not.

    Once there is a draft, If-Match names the one this replaces. If another device saved in
    between, the answer is 412 with what is stored, so that neither text is lost.
    """
    card = _own(debrief_id, Permission.SCORECARD_WRITE)[1]
    if_match = read_headers().get("if_match")
    answers = fill_form(read())
    stored = _draft(card)
    given = drafts.Typed(
        answers | flags.questions_open(card.draft), _standing(card, stored, if_match)
    )
    try:
        drafts.save_draft(guard.context(), card, given)
    except StaleError as error:
        return _stale(error, DraftSchema, stored)
    return _draft(card)


@routes.route("/versions", "POST")
@routes.takes(SubmissionHeadersSchema, location="headers")
@routes.takes(SubmissionSchema)
@routes.answers(HTTPStatus.CREATED, VersionSchema, *REFUSALS, HTTPStatus.CONFLICT, *STALE)
def submit(
    read: Read, read_headers: Read, debrief_id: UUID
) -> tuple[dict[str, Any], dict[str, str]] | Response:
    """Submit your card, correct it until the reveal, or change it after that with a reason.

    Sent again with the same Idempotency-Key it makes no second version and answers the same.
    Once a version is in, If-Match names the one this corrects.
    """
    debrief, card = _own(debrief_id, Permission.SCORECARD_WRITE)
    headers = read_headers()
    given, change_reason = read()
    asked = scorecards.Request(
        headers["idempotency_key"], _replaced(card, headers.get("if_match")), change_reason
    )
    try:
        version = scorecards.submit_scorecard(guard.context(), card, given, asked)
    except InvalidInputError as error:
        errors = tuple(pointed(error.fields, given))
        return problems.problem(error.status, str(error), errors=errors)
    except StaleError as error:
        newest = _version(card.versions[-1]) if card.versions else None
        return _stale(error, VersionSchema, newest)
    place = url_for("api.scorecards.version", debrief_id=debrief.id, number=version.number)
    return _version(version), {"Location": place}


@routes.route("/versions/<int:number>")
@routes.answers(HTTPStatus.OK, VersionSchema, *REFUSALS)
def version(debrief_id: UUID, number: int) -> dict[str, Any]:
    """Read a version you submitted."""
    card = _own(debrief_id, Permission.SCORECARD_READ_OWN)[1]
    for each in card.versions:
        if each.number == number:
            return _version(each)
    raise NotFoundError("There is no such version.")


def _own(debrief_id: UUID, permission: Permission) -> tuple[Debrief, Scorecard]:
    debrief, facts = debrief_and_facts(debrief_id)
    guard.authorize(permission, facts)
    return debrief, own_scorecard(debrief)


def _draft(card: Scorecard) -> dict[str, Any] | None:
    kept: Draft | None = card.draft
    if kept is None:
        return None
    answers = form_document(kept.answers, card.panelist.criteria)
    return {"saved_at": kept.saved_at, "answers": answers}


def _version(version: ScorecardVersion) -> dict[str, Any]:
    fields = {words.id: field for field, words in version.texts()}
    return {
        "number": version.number,
        "phase": version.phase,
        "change_reason": version.change_reason,
        "submitted_at": version.submitted_at,
        "answers": ScorecardSchema().dump(given_in(version)),
        "flags": [{"field": fields[flag.words_id], "flag": flag} for flag in version.flags],
    }


def _standing(card: Scorecard, stored: dict[str, Any] | None, if_match: str | None) -> str | None:
    """Which state of the card the writer started from; blank, which is none, for any other tag."""
    if if_match is None:
        return drafts.standing(card) if stored is None else None
    known = stored is not None and named_in(if_match, tag_for(DraftSchema, stored))
    return drafts.standing(card) if known else ""


def _replaced(card: Scorecard, if_match: str | None) -> int | None:
    """The number of the version that If-Match names; 0, which is none, for any other tag."""
    if if_match is None:
        return None
    named = (
        each.number
        for each in card.versions
        if named_in(if_match, tag_for(VersionSchema, _version(each)))
    )
    return next(named, 0)


def _stale(error: StaleError, schema: type[Schema], stored: dict[str, Any] | None) -> Response:
    """Both texts: the one that came stays with whoever sent it, the stored one goes along."""
    if stored is None:
        return problems.problem(error.status, str(error))
    return problems.problem(
        error.status,
        str(error),
        headers={"ETag": f'"{tag_for(schema, stored)}"'},
        stored=schema().dump(stored),
    )
