"""The language the lexicon is written in: what a phrase matches, and what it does not."""

import pytest

from debrief.language.phrases import phrase, written_phrases
from debrief.language.tokens import tokens


def found(written, text):
    """The words that the phrase shows in the text, once for each match."""
    words = tokens(text)
    return [
        text[slice(*words.span(*match.shown))]
        for one in phrase(written)
        for place, word in enumerate(words.words)
        if word in one.words and (match := one.at(words, place))
    ]


@pytest.mark.parametrize(
    ("written", "text", "shown"),
    [
        ("digital native", "A Digital-Native, he", "Digital-Native"),
        ("(sick|medical) leave", "on medical leave", "medical leave"),
        ("(on the|) spectrum", "is on the spectrum", "on the spectrum"),
        ("<take> tablets", "He was taking tablets", "taking tablets"),
        ("<limp>", "she limped in", "limped"),
        ("{POSS} knees", "the candidate's knees", "the candidate's knees"),
        ("stuck ~ ways", "stuck firmly in his ways", "stuck firmly in his ways"),
        ("three _ ago", "three summers ago", "three summers ago"),
        ("pushing #", "pushing 60", "pushing 60"),
        ("pushing #", "pushing sixty", "pushing sixty"),
        ("nice , hardworking", "nice, hardworking", "nice, hardworking"),
        ("smart [for a girl]", "smart for a girl", "for a girl"),
        ("[too] old school", "too old school", "too"),
        ("old [school] tie ~ man", "old school tie and all man", "school"),
        ("^ camp $", "Camp.", "Camp"),
        ("did n't click", "We didn't click", "didn't click"),
        ("did n't click", "We didnt click", "didnt click"),
        ("behaviour", "odd behavior", "behavior"),
        ("unionise", "to unionize", "unionize"),
        ("very quiet", "v. quiet", "v. quiet"),
        ("the candidate", "the cand. said", "the cand"),
        ("mums", "other moms", "moms"),
    ],
)
def test_a_phrase_matches_and_shows_its_words(written, text, shown):
    assert shown in found(written, text)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("digital native", "digital, native"),
        ("digital native", "All digital. Native build."),
        ("stuck ~ ways", "stuck in some of his old ways"),
        ("three _ ago", "three ago"),
        ("three _ ago", "three"),
        ("pushing #", "pushing hard"),
        ("^ camp", "summer camp"),
        ("camp $", "camp chair"),
        ("sick leave", "sick\nleave"),
        ("stuck ~ ways", "stuck"),
        ("old [school]", "old"),
        ("[old] school", "school"),
    ],
)
def test_a_phrase_does_not_cross_a_break_or_a_missing_word(written, text):
    assert found(written, text) == []


def test_single_words_among_alternatives_share_one_place():
    assert len(phrase("(a|b|c d) x")) == 2


@pytest.mark.parametrize("written", ["(a b", "a) b"])
def test_a_bracket_that_stands_alone_is_an_error(written):
    with pytest.raises(ValueError, match="bracket"):
        phrase(written)


def test_a_block_parts_its_phrases_by_lines_and_semicolons_and_may_hold_remarks():
    assert list(written_phrases("a; b ## why\n# all of it\nc # d;\n")) == ["a", "b", "c # d"]


@pytest.mark.parametrize("written", ["~", "(%|a) b"])
def test_a_phrase_without_a_word_is_an_error(written):
    with pytest.raises(ValueError, match="word"):
        phrase(written)


def test_any_number_of_kinds_of_space_is_read_alike():
    assert [tokens(f"a{'.' * length} b").breaks[1] for length in range(1, 600)] == ["."] * 599
