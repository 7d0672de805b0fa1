"""Comment flags while a card is written: hints at the exact words, and what to do about them."""

from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from debrief.blueprints import card_page
from debrief.blueprints.card_page import open_card, typed
from debrief.errors import ConflictError, StaleError
from debrief.services.resolutions import FlagPlace, Resolution, resolve_flag
from debrief.web import guard

pages = Blueprint("comments", __name__, url_prefix="/debriefs/<uuid:debrief_id>/scorecard")


@pages.post("/hints")
def hints(debrief_id: UUID) -> ResponseReturnValue:
    """The hints under one field, for what is typed there now; nothing is kept."""
    own, given = open_card(debrief_id), typed()
    return render_template(
        "wording/_hints.html",
        sheet=own.sheet(given.answers),
        field=request.form.get("hinted", ""),
        url=own.url("comments.resolve"),
    )


@pages.post("/flags")
def resolve(debrief_id: UUID) -> ResponseReturnValue:
    """Take flagged words out, rewrite or dispute them, or send their sentence to HR."""
    own, given = open_card(debrief_id), typed()
    chosen, _, where = request.form.get("resolve", "").partition(" ")
    place = FlagPlace.parse(where)
    if chosen not in set(Resolution):
        raise ConflictError("Choose what to do about these words.")
    try:
        resolve_flag(guard.context(), own.scorecard, given, place, Resolution(chosen))
    except StaleError as error:
        return card_page.form_page(own, given.answers, error)
    on_review = request.form.get("page") == "review" and chosen != Resolution.REWRITE
    endpoint = "scorecards.review" if on_review else "scorecards.edit"
    return own.back(place.field, endpoint=endpoint)
