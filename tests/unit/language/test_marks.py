"""Flagged words in their text."""

from debrief.language import Severity, flag_comment, marked, sentence_of
from debrief.language.marks import Piece

TEXT = "Drew it first. At his age he seemed nervous. Tested each."


def test_the_pieces_together_are_the_text_and_the_flagged_words_are_marked():
    pieces = marked(TEXT, flag_comment(TEXT))
    assert "".join(piece.text for piece in pieces) == TEXT
    assert [piece for piece in pieces if piece.severity] == [
        Piece("At his age", Severity.BLOCK),
        Piece("nervous", Severity.WARN),
    ]
    assert marked("", ()) == ()


def test_a_sentence_ends_at_its_stop_or_with_the_text():
    first, _ = flag_comment(TEXT)
    assert TEXT[slice(*sentence_of(TEXT, first))] == "At his age he seemed nervous. "
    alone = "At his age he may not"
    assert sentence_of(alone, flag_comment(alone)[0]) == (0, len(alone))
