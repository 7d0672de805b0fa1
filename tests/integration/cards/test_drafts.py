"""Two windows, a lost answer, a notes pad: nothing typed is lost and nothing overwritten."""

import pytest
from sqlalchemy import select

from debrief.errors import InvalidInputError, StaleError, UnconditionalError
from debrief.models import Note, Words
from debrief.services.drafts import Typed, save_draft, standing
from debrief.services.notes import add_note, put_note_under, remove_note
from tests.integration.house import CORE


def test_two_windows_never_overwrite_each_other(own):
    context, scorecard = own
    assert save_draft(context, scorecard, Typed({"reason": "a"}, "0.0")).revision == 1
    assert save_draft(context, scorecard, Typed({"reason": "b"}, "0.1")).revision == 2
    with pytest.raises(StaleError, match="another window"):
        save_draft(context, scorecard, Typed({"reason": "from the phone"}, "0.1"))
    assert scorecard.draft.answers == {"reason": "b"}


def test_a_save_that_names_no_state_is_asked_for_one(own):
    with pytest.raises(UnconditionalError):
        save_draft(*own, Typed({"reason": "a"}, None))


def test_the_same_text_again_after_a_lost_answer_is_no_conflict(own):
    context, scorecard = own
    save_draft(context, scorecard, Typed({"reason": "a"}, "0.0"))
    assert save_draft(context, scorecard, Typed({"reason": "a"}, "0.0")).revision == 1


def test_a_window_left_open_over_a_submission_cannot_bring_the_old_draft_back(built, own):
    context, scorecard = own
    built.submit(built.panel[0])
    assert standing(scorecard) == "1.0"
    with pytest.raises(StaleError):
        save_draft(context, scorecard, Typed({"reason": "old"}, "0.0"))
    assert save_draft(context, scorecard, Typed({"reason": "new"}, "1.0")).revision == 1


def test_a_line_of_the_pad_is_kept_with_its_time_and_its_words_go_when_it_goes(built, own):
    context, _ = own
    note = add_note(context, built.seat(built.panel[0]), "  asked for both logs ")
    assert (note.words.text, note.written_at) == ("asked for both logs", context.at)
    words_id = note.words_id
    remove_note(context, note)
    assert built.session.scalars(select(Note)).all() == []
    words = built.session.get(Words, words_id)
    assert (words.text, words.erased_under) == (None, "removed by its author")


def test_an_empty_line_is_not_kept(built, own):
    with pytest.raises(InvalidInputError):
        add_note(own[0], built.seat(built.panel[0]), " ")


def test_a_line_goes_under_a_criterion_below_what_is_there(built, own):
    context, scorecard = own
    field = f"ratings-{CORE[0]}-evidence"
    first = add_note(context, built.seat(built.panel[0]), "Named two causes.")
    second = add_note(context, built.seat(built.panel[0]), "Tested each.")
    put_note_under(context, scorecard, first, CORE[0], Typed({}, "0.0"))
    put_note_under(context, scorecard, second, CORE[0], Typed(scorecard.draft.answers, "0.1"))
    assert scorecard.draft.answers == {field: "Named two causes.\nTested each."}
