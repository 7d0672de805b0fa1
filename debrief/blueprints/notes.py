"""The notes pad: a line during the interview, later one tap puts it under a criterion."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from debrief.blueprints import card_page
from debrief.blueprints.card_page import OwnCard, open_card, typed
from debrief.errors import NotFoundError, StaleError
from debrief.extensions import db
from debrief.models import Note
from debrief.services import notes
from debrief.web import guard

pages = Blueprint("notes", __name__, url_prefix="/debriefs/<uuid:debrief_id>/scorecard/notes")


@pages.post("")
def add(debrief_id: UUID) -> ResponseReturnValue:
    own, given = open_card(debrief_id), typed()
    line = given.answers.pop("note", "")
    if line:
        notes.add_note(guard.context(), own.scorecard.panelist, line)
    if refused := card_page.save(own, given):
        return refused
    if card_page.by_script():
        return card_page.saved_fragment(own, given.answers, "pad_swap")
    return own.back("note")


@pages.post("/<uuid:note_id>/remove")
def remove(debrief_id: UUID, note_id: UUID) -> ResponseReturnValue:
    own, given = open_card(debrief_id), typed()
    notes.remove_note(guard.context(), _own_note(own, note_id))
    if refused := card_page.save(own, given):
        return refused
    return own.back("note")


@pages.post("/<uuid:note_id>/put")
def put(debrief_id: UUID, note_id: UUID) -> ResponseReturnValue:
    """Put the line under a criterion's evidence."""
    own, given = open_card(debrief_id), typed()
    note, criterion = _own_note(own, note_id), request.form.get("criterion", "")
    if criterion not in own.scorecard.panelist.criteria:
        return own.back("note")
    try:
        notes.put_note_under(guard.context(), own.scorecard, note, criterion, given)
    except StaleError as error:
        return card_page.form_page(own, given.answers, error)
    return own.back(f"ratings-{criterion}-evidence")


def _own_note(own: OwnCard, note_id: UUID) -> Note:
    """The line, where it is on the own pad; anybody else's is as absent."""
    mine = select(Note).where(Note.id == note_id, Note.panelist_id == own.scorecard.panelist_id)
    note = db.session().scalar(mine)
    if note is None:
        raise NotFoundError("There is nothing here.")
    return note
