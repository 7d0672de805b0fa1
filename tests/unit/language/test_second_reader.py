"""The second reader: one hint for a sentence without a flag, whatever the name or pronoun."""

import json
import re
from pathlib import Path

import pytest

from debrief.language import SecondReader, Severity, WeightsError, flag_comment, second_reader
from debrief.language.likeness import letter_features, shown_words
from debrief.language.tokens import tokens

COMMENTS = Path(__file__).parents[2] / "data/comments"
TEXTS = [
    json.loads(line)["text"]
    for path in sorted(COMMENTS.glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]
KNOWN = frozenset(word for text in TEXTS for word in re.findall(r"\b[a-z]+", text))
DOCUMENT = {
    "format": second_reader.FORMAT,
    "digest": "0",
    "threshold": 0.8,
    "intercept": -3,
    "words": {"moonlit": [1, 6], "<they> moonlit": [1, 1], "index": [2, -4]},
    "letters": {" moo": [1, 3]},
    "known": ["moonlit", "the", "index"],
    "examples": [["The index moonlit.", "pedigree"], ["Moonlit again.", "hearsay"]],
}


@pytest.fixture
def reader():
    return SecondReader.from_document(DOCUMENT)


def test_a_sentence_that_resembles_labelled_ones_is_pointed_at_once(reader):
    text = "Used the index. She moonlit, and moonlit again."
    (hint,) = reader.hints(text, flag_comment(text))
    assert text[hint.start : hint.end] == hint.text == "She moonlit, and moonlit again"
    assert hint.severity is Severity.ADVISE
    assert hint.likeness > reader.threshold
    assert hint.nearest.text == "Moonlit again."
    assert hint.why == (
        "Statistical: these words resemble comments that were labelled as hearsay. "
        "It gives no reason and may be wrong."
    )
    assert hint.question.endswith("?")


def test_a_sentence_that_a_rule_flagged_gets_no_hint(reader):
    text = "She moonlit and seemed nervous. He moonlit."
    flags = flag_comment(text)
    assert flags
    assert [hint.text for hint in reader.hints(text, flags)] == ["He moonlit"]


@pytest.mark.parametrize("text", ["", " \n", "...", "Used the index.", "Zzz qqq."])
def test_other_texts_get_none(reader, text):
    assert reader.hints(text, ()) == ()


def test_every_sentence_is_read_once():
    for text in TEXTS:
        words = tokens(text)
        found = list(second_reader.sentences(words))
        assert [at for first, last in found for at in range(first, last)] == [*range(len(words))]


def shown(text):
    words = tokens(text)
    return shown_words(words, 0, len(words), KNOWN)


@pytest.mark.parametrize(
    ("he", "they"),
    [
        ("He wants his rota early and was late.", "They want their rota early and were late."),
        ("She tries, misses and goes.", "They tries, misses and goes."),
        ("He goes first.", "They go first."),
        ("He's quick; she has left.", "They're quick; they have left."),
        ("He tries again.", "They try again."),
        ("He does focus.", "They do focus."),
    ],
)
def test_he_she_and_they_look_the_same(he, they):
    assert shown(he) == shown(they)


NAMES = ("Amina", "Björn", "Chidi", "Dmitri", "Grace", "Mei", "Priya", "Søren", "Yusuf", "Will")


@pytest.mark.parametrize("pattern", ["{} doesnt seem keen.", "I gather {} wants out.", "{} Smith."])
def test_names_look_the_same(pattern):
    assert len({tuple(shown(pattern.format(name))) for name in NAMES}) == 1


PRONOUNS = {"he": "she", "him": "her", "his": "her", "himself": "herself"}


def test_a_pronoun_changes_nothing_in_any_shipped_comment():
    male = re.compile(rf"\b(?:{'|'.join(PRONOUNS)})\b", re.IGNORECASE)

    def swap(found):
        new = PRONOUNS[found[0].lower()]
        return new.title() if found[0][0].isupper() else new

    assert [text for text in TEXTS if shown(male.sub(swap, text)) != shown(text)] == []


def test_acronyms_stay_and_placeholders_have_no_letters():
    assert shown("She said I know SQL") == ["<they>", "said", "i", "know", "sql"]
    assert list(letter_features(["<they>", "<name>", "was"])) == []


@pytest.mark.parametrize("content", ["", "[]", '{"format": "other"}', "{}"])
def test_a_file_without_weights_is_told_from_one_with_them(tmp_path, content):
    path = tmp_path / "weights.json"
    path.write_text(content)
    with pytest.raises(WeightsError, match="make it with debrief comments train"):
        SecondReader.load(path)


def test_a_file_of_weights_is_read(tmp_path, reader):
    path = tmp_path / "weights.json"
    path.write_text(json.dumps(DOCUMENT))
    assert SecondReader.load(path) == reader
