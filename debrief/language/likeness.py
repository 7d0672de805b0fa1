"""What a sentence looks like to the second reader: its words and letters, without names."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from debrief.language.tokens import Tokens

SOMEBODY = "<they>"
NAME = "<name>"

#: One for all, so that no pronoun weighs anything; the verbs that go with them likewise.
_SAME = {
    **dict.fromkeys(
        [
            "he",
            "she",
            "they",
            "him",
            "her",
            "them",
            "his",
            "hers",
            "their",
            "theirs",
            "himself",
            "herself",
            "themselves",
            "themself",
        ],
        SOMEBODY,
    ),
    **dict.fromkeys(["is", "are", "'re", "'s"], "is"),
    **dict.fromkeys(["was", "were"], "was"),
    **dict.fromkeys(["has", "have", "'ve"], "has"),
    **dict.fromkeys(["do", "does"], "does"),
}
_KEPT = frozenset(_SAME.values())
#: Given names that are also words; at the head of a sentence they are taken for names.
_ALSO_NAMES = frozenset(
    [
        "will",
        "mark",
        "grace",
        "hope",
        "may",
        "rose",
        "faith",
        "joy",
        "drew",
        "bill",
        "jack",
        "frank",
        "art",
        "dean",
        "grant",
        "chase",
        "miles",
        "max",
        "pat",
        "rob",
        "sue",
        "dawn",
        "summer",
        "autumn",
        "april",
        "june",
        "august",
        "ray",
        "rich",
        "sandy",
        "lane",
        "penny",
        "ivy",
        "olive",
        "daisy",
        "lily",
        "ruby",
        "amber",
        "pearl",
        "crystal",
        "angel",
        "christian",
        "page",
        "reed",
        "wade",
        "skip",
        "chance",
        "king",
        "major",
        "mason",
        "hunter",
        "carter",
        "cooper",
        "taylor",
        "parker",
        "young",
        "long",
        "song",
        "ho",
        "an",
        "so",
        "do",
        "my",
    ]
)
_SHORTEST, _LONGEST = 3, 5


def shown_words(text: Tokens, first: int, last: int, known: frozenset[str]) -> list[str]:
    """Words first to last (half-open), pronouns and names each replaced by one placeholder.

    A capital names somebody, or something; at the head of a sentence only for words that were not
    `known` in small letters. Runs of names are one name.
    """
    shown: list[str] = []
    for place in range(first, last):
        word = text.words[place]
        if _names(text, place, first, known):
            if shown[-1:] != [NAME]:
                shown.append(NAME)
        elif word in _SAME:
            shown.append(_SAME[word])
        elif shown[-1:] in ([SOMEBODY], [NAME]):
            shown.append(_without_person(word))
        else:
            shown.append(word)
    return shown


def _names(text: Tokens, place: int, first: int, known: frozenset[str]) -> bool:
    word = text.words[place]
    if not text.capital(place) or word == "i" or word in _SAME or text.shouted(place):
        return False
    return place > first or word in _ALSO_NAMES or word not in known


def _without_person(word: str) -> str:
    """A verb as it follows any person: wants, want."""
    if word.endswith("ies") and len(word) > _LONGEST - 1:
        return f"{word[:-3]}y"
    if word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def word_features(shown: Sequence[str]) -> Iterator[str]:
    """Each word and each pair of neighbours."""
    yield from shown
    yield from (f"{one} {two}" for one, two in pairwise(shown))


def letter_features(shown: Sequence[str]) -> Iterator[str]:
    """Three to five letters in a row of each word, its ends marked; placeholders have none."""
    for word in shown:
        if word in {SOMEBODY, NAME} or word in _KEPT:
            continue
        ended = f" {word} "
        for length in range(_SHORTEST, _LONGEST + 1):
            yield from (ended[at : at + length] for at in range(len(ended) - length + 1))
