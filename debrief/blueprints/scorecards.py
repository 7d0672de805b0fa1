"""Filling in the own scorecard: draft, submission, correction, and what happens next."""

from http import HTTPStatus
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from debrief.access import Permission
from debrief.blueprints.loading import debrief_and_facts, own_scorecard
from debrief.errors import (
    ConflictError,
    DebriefError,
    InvalidInputError,
    StaleError,
    UnconditionalError,
)
from debrief.models import Debrief, NeReason, Scorecard
from debrief.reports.vocabulary import RECOMMENDATION_WORDS
from debrief.schemas.scorecards import fill_form, read_form
from debrief.scoring.rubric import Rubric
from debrief.services import drafts, scorecards
from debrief.services.answers import given_in
from debrief.web import guard

pages = Blueprint("scorecards", __name__, url_prefix="/debriefs/<uuid:debrief_id>/scorecard")

NE_WORDS = {
    NeReason.NOT_REACHED: "We did not reach it",
    NeReason.NO_CLEAR_ANSWER: "The answer did not show it",
    NeReason.INTERRUPTED: "The interview was cut short",
    NeReason.CONFLICT: "The evidence points both ways",
}
PRIVATE = frozenset({"csrf_token", "replaces", "revision", "request_key"})


@pages.get("")
def edit(debrief_id: UUID) -> ResponseReturnValue:
    debrief, scorecard = _load(debrief_id)
    return _form(debrief, scorecard, _kept(scorecard), {})


@pages.post("/draft")
def save(debrief_id: UUID) -> ResponseReturnValue:
    debrief, scorecard = _load(debrief_id)
    answers = {name: value for name, value in request.form.items() if name not in PRIVATE}
    try:
        drafts.save_draft(guard.context(), scorecard, answers, request.form.get("revision"))
    except StaleError as error:
        return _form(debrief, scorecard, answers, {}, error)
    return redirect(url_for("scorecards.edit", debrief_id=debrief.id), HTTPStatus.SEE_OTHER)


@pages.post("")
def submit(debrief_id: UUID) -> ResponseReturnValue:
    debrief, scorecard = _load(debrief_id)
    asked = scorecards.Request(
        request.form.get("request_key", "")[:80] or str(uuid4()),
        request.form.get("replaces", type=int),
    )
    try:
        given = read_form(request.form, scorecard.panelist.criteria)
        scorecards.submit_scorecard(guard.context(), scorecard, given, asked)
    except InvalidInputError as error:
        return _form(debrief, scorecard, request.form, error.fields, error)
    except (StaleError, UnconditionalError, ConflictError) as error:
        return _form(debrief, scorecard, request.form, {}, error)
    return redirect(url_for("scorecards.done", debrief_id=debrief.id), HTTPStatus.SEE_OTHER)


@pages.get("/done")
def done(debrief_id: UUID) -> ResponseReturnValue:
    debrief, scorecard = _load(debrief_id)
    return render_template("scorecards/done.html", debrief=debrief, scorecard=scorecard)


def _load(debrief_id: UUID) -> tuple[Debrief, Scorecard]:
    debrief, facts = debrief_and_facts(debrief_id)
    guard.authorize(Permission.SCORECARD_WRITE, facts)
    return debrief, own_scorecard(debrief)


def _form(
    debrief: Debrief,
    scorecard: Scorecard,
    given: dict[str, str],
    errors: dict[str, list[str]],
    error: DebriefError | None = None,
) -> ResponseReturnValue:
    rubric = Rubric.from_document(debrief.requisition_version.rubric_version.document)
    criteria = {criterion.key: criterion for criterion in rubric.criteria}
    page = render_template(
        "scorecards/edit.html",
        debrief=debrief,
        criteria=[criteria[key] for key in scorecard.panelist.criteria],
        due_at=scorecard.panelist.due_at,
        scale=rubric.scale,
        recommendations=RECOMMENDATION_WORDS,
        ne_reasons=NE_WORDS,
        given=given,
        errors=errors,
        message=None if errors or error is None else str(error),
        stored=scorecard.draft.answers if isinstance(error, StaleError) and scorecard.draft else {},
        draft=scorecard.draft,
        standing=drafts.standing(scorecard),
        replaces=len(scorecard.versions) or None,
        request_key=given.get("request_key") or str(uuid4()),
    )
    return page, error.status if error else HTTPStatus.OK


def _kept(scorecard: Scorecard) -> dict[str, str]:
    """What the form starts from: the draft, else the card that is in, else nothing."""
    if scorecard.draft:
        return scorecard.draft.answers
    return fill_form(given_in(scorecard.versions[-1])) if scorecard.versions else {}
