"""The notes pad of an interview: its author's alone, and no part of the card."""

from debrief.models import Note, Panelist, Scorecard
from debrief.services.context import Context, required
from debrief.services.drafts import Typed, save_draft

ERASED_BY_AUTHOR = "removed by its author"


def add_note(context: Context, panelist: Panelist, text: str) -> Note:
    """Keep one line with its time."""
    line = required(text, "note", "Write a line first.")
    words = context.write(line, panelist.debrief.stage.application_id)
    note = Note(panelist_id=panelist.id, written_at=context.at, words=words)
    context.session.add(note)
    context.session.flush()
    return note


def remove_note(context: Context, note: Note) -> None:
    """Take the line off the pad and empty its words."""
    note.words.text = None
    note.words.erased_at, note.words.erased_under = context.at, ERASED_BY_AUTHOR
    context.session.delete(note)
    context.session.flush()


def put_note_under(
    context: Context, scorecard: Scorecard, note: Note, criterion: str, typed: Typed
) -> None:
    """Add the line to a criterion's evidence in the draft, below what is typed there."""
    field = f"ratings-{criterion}-evidence"
    above, line = typed.answers.get(field, "").rstrip(), note.words.text or ""
    said = f"{above}\n{line}" if above else line
    save_draft(context, scorecard, Typed(typed.answers | {field: said}, typed.replaces))
