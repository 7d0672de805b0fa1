"""An employer's edition of the rules."""

from datetime import date

import pytest

from debrief.language import Edition, OwnWords, Reader, Severity, flag_comment, shipped
from debrief.language.editions import plain_phrase, says_little

RULE, FLAGGED = next(
    (rule, text)
    for rule in shipped().rules
    if rule.severity is Severity.WARN
    for text in rule.must_flag
    if [flag.rule_id for flag in flag_comment(text)] == [rule.id]
)
VIBES = OwnWords(
    "own.1",
    "culture_fit",
    Severity.WARN,
    date(2026, 11, 24),
    ("good zing", "zing"),
    "A feeling is not evidence.",
    "What did they do?",
    "Asked about ___, they ___.",
)


def flags(edition, text):
    return [(each.rule_id, each.severity) for each in Reader(edition.lexicon).flags(text)]


def test_an_edition_that_changes_nothing_is_the_shipped_one():
    assert Edition().lexicon is shipped()
    assert Edition().changed(RULE.id, RULE.severity) == Edition()


def test_a_rule_turned_down_says_less_and_one_that_is_off_says_nothing():
    text = FLAGGED
    assert (RULE.id, Severity.WARN) in flags(Edition(), text)
    turned_down = Edition().changed(RULE.id, Severity.ADVISE)
    assert (RULE.id, Severity.ADVISE) in flags(turned_down, text)
    off = turned_down.changed(RULE.id, None)
    assert RULE.id not in {rule for rule, _ in flags(off, text)}
    assert off.changed(RULE.id, Severity.WARN) == Edition()


def test_own_words_are_flagged_wherever_they_stand_unless_quoted():
    edition = Edition().taking(VIBES)
    assert ("own.1", Severity.WARN) in flags(edition, "Good zing all round.")
    assert ("own.1", Severity.WARN) in flags(edition, "The team liked the ZING.")
    quoted = "She said “my team always had good zing in the end”."
    assert "own.1" not in {rule for rule, _ in flags(edition, quoted)}
    assert edition.without("own.1") == Edition()


def test_an_edition_comes_back_from_its_document_with_the_same_digest():
    edition = Edition().changed(RULE.id, Severity.ADVISE).taking(VIBES)
    edition = edition.changed(shipped().rules[-1].id, None)
    again = Edition.from_document(edition.document)
    assert again == edition
    assert again.lexicon.digest == edition.lexicon.digest != shipped().digest


@pytest.mark.parametrize(
    ("line", "phrase"),
    [
        ("  Culture-Fit! ", "culture fit"),
        ("(a|b) ~ <take> {AGE} #1_$", "a b take age 1"),
        ("***", ""),
        ("“rock star”", "rock star"),
    ],
)
def test_what_somebody_types_is_words_and_never_the_phrase_language(line, phrase):
    assert plain_phrase(line) == phrase


def test_words_of_almost_every_comment_say_little():
    assert says_little("the")
    assert not says_little("the zing")
