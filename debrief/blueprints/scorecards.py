"""The own scorecard: draft, review, submission, correction, and what happens next."""

from http import HTTPStatus
from uuid import UUID, uuid4

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from debrief.access import Permission
from debrief.blueprints import card_page
from debrief.blueprints.card_page import OwnCard, open_card, typed
from debrief.errors import ConflictError, InvalidInputError, StaleError, UnconditionalError
from debrief.schemas.scorecards import read_form
from debrief.services import scorecards
from debrief.services.completeness import missing_in
from debrief.services.drafts import Typed
from debrief.services.flags import flags_in, unhandled
from debrief.web import guard

pages = Blueprint("scorecards", __name__, url_prefix="/debriefs/<uuid:debrief_id>/scorecard")


@pages.get("")
def edit(debrief_id: UUID) -> ResponseReturnValue:
    own = open_card(debrief_id, Permission.SCORECARD_READ_OWN)
    if not own.takes_changes:
        shown = own.sheet(own.submitted)
        words = card_page.STANDING_WORDS
        return render_template("scorecards/closed.html", own=own, sheet=shown, words=words)
    return card_page.form_page(own, own.answers)


@pages.post("/draft")
def save(debrief_id: UUID) -> ResponseReturnValue:
    own, given = open_card(debrief_id), typed()
    if refused := card_page.save(own, given):
        return refused
    if card_page.by_script():
        return card_page.saved_fragment(own, given.answers)
    review = request.form.get("then") == "review"
    return own.back(endpoint="scorecards.review" if review else "scorecards.edit")


@pages.post("/signals")
def signals(debrief_id: UUID) -> ResponseReturnValue:
    """Add a signal to the draft, or take one off it with all that was typed for it."""
    own, given = open_card(debrief_id), typed()
    added, dropped = request.form.get("add", ""), request.form.get("drop", "")
    answers = given.answers
    if added:
        answers = answers | {f"signals-{added}-chosen": "yes"}
    if dropped:
        under = f"signals-{dropped}-"
        answers = {name: value for name, value in answers.items() if not name.startswith(under)}
    refused = card_page.save(own, Typed(answers, given.replaces))
    return refused or own.back(f"signals-{added}" if added else "signals")


@pages.get("/review")
def review(debrief_id: UUID) -> ResponseReturnValue:
    own = open_card(debrief_id)
    return _review(own, own.answers)


@pages.post("")
def submit(debrief_id: UUID) -> ResponseReturnValue:
    own, given = open_card(debrief_id, Permission.SCORECARD_READ_OWN), typed()
    guard.authorize(Permission.SCORECARD_WRITE, own.facts)
    asked = scorecards.Request(
        request.form.get("request_key", "")[:80] or str(uuid4()),
        request.form.get("replaces", type=int),
        draft=given.replaces,
    )
    try:
        card = read_form(given.answers, own.scorecard.panelist.criteria)
        scorecards.submit_scorecard(guard.context(), own.scorecard, card, asked)
    except InvalidInputError as error:
        if own.opened:
            raise ConflictError(card_page.FROZEN) from error
        if all(name.startswith("stands-") for name in error.fields):
            return _review(own, given.answers, error)
        return card_page.form_page(own, given.answers, error)
    except (StaleError, UnconditionalError, ConflictError) as error:
        return card_page.form_page(own, given.answers, error)
    return own.back(endpoint="scorecards.done")


@pages.get("/done")
def done(debrief_id: UUID) -> ResponseReturnValue:
    own = open_card(debrief_id, Permission.SCORECARD_READ_OWN)
    if not own.scorecard.versions:
        return own.back()
    return render_template("scorecards/done.html", own=own)


def _review(
    own: OwnCard, answers: dict[str, str], error: InvalidInputError | None = None
) -> ResponseReturnValue:
    """The card as it will stand, what keeps it from going, and the button that sends it."""
    try:
        card = read_form(answers, own.scorecard.panelist.criteria).tidied()
    except InvalidInputError as unread:
        return card_page.form_page(own, answers, unread)
    sheet = own.sheet(answers)
    wrong = missing_in(card, sheet.assigned, sheet.rubric)
    wrong |= unhandled(card, flags_in(card, own.wording))
    page = render_template(
        "scorecards/review.html",
        own=own,
        sheet=sheet,
        words=card_page.STANDING_WORDS,
        given=answers,
        missing={name: told for name, told in wrong.items() if not name.startswith("stands-")},
        errors=error.fields if error else {},
        replaces=len(own.scorecard.versions) or None,
        request_key=request.form.get("request_key") or str(uuid4()),
    )
    return page, error.status if error else HTTPStatus.OK
