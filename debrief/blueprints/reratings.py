"""Changing a rating of one's own after the reveal."""

from http import HTTPStatus
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from debrief.access import Permission
from debrief.blueprints.loading import debrief_and_facts, own_scorecard
from debrief.errors import ConflictError, DebriefError, InvalidInputError, StaleError
from debrief.models import Debrief, Scorecard
from debrief.reports.about import about
from debrief.reports.vocabulary import CHANGE_WORDS, NE_WORDS, RECOMMENDATION_WORDS
from debrief.schemas.reratings import read_rerating
from debrief.scoring.rubric import Rubric
from debrief.services.reratings import newest, rerate
from debrief.services.scorecards import Request
from debrief.web import guard

pages = Blueprint("reratings", __name__, url_prefix="/debriefs/<uuid:debrief_id>/rerating")


@pages.get("")
def edit(debrief_id: UUID) -> ResponseReturnValue:
    return _form(*_load(debrief_id))


@pages.post("")
def submit(debrief_id: UUID) -> ResponseReturnValue:
    debrief, scorecard = _load(debrief_id)
    try:
        given, why = read_rerating(request.form, scorecard.panelist.criteria)
        key = request.form.get("request_key", "")[:80] or str(uuid4())
        asked = Request(key, request.form.get("replaces", type=int), why)
        rerate(guard.context(), scorecard, given, asked)
    except (InvalidInputError, ConflictError, StaleError) as error:
        return _form(debrief, scorecard, error)
    return redirect(
        url_for("debriefs.show", debrief_id=debrief.id, _anchor="changes"), HTTPStatus.SEE_OTHER
    )


def _load(debrief_id: UUID) -> tuple[Debrief, Scorecard]:
    debrief, facts = debrief_and_facts(debrief_id)
    guard.authorize(Permission.SCORECARD_RERATE, facts)
    return debrief, own_scorecard(debrief)


def _form(
    debrief: Debrief, scorecard: Scorecard, error: DebriefError | None = None
) -> ResponseReturnValue:
    rubric = Rubric.from_document(debrief.requisition_version.rubric_version.document)
    fields = error.fields if isinstance(error, InvalidInputError) else {}
    page = render_template(
        "reratings/edit.html",
        about=about(debrief),
        version=newest(scorecard),
        criteria={criterion.key: criterion for criterion in rubric.criteria},
        scale=rubric.scale,
        change_reasons=CHANGE_WORDS,
        ne_reasons=NE_WORDS,
        recommendations=RECOMMENDATION_WORDS,
        request_key=request.form.get("request_key") or str(uuid4()),
        given=request.form,
        errors=fields,
        message=str(error) if error and not fields else None,
    )
    return page, error.status if error else HTTPStatus.OK
