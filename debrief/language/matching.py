"""A phrase found in a text: from its most telling word outwards, as far as the phrase goes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, TypeAlias

from debrief.language import data
from debrief.language.tokens import Tokens

GAP = 3
#: How common a word is that is not of the common ones, for each of its letters.
RARE = 0.001

BRACKETS = frozenset("[]")
MARKS = frozenset("^$,")
STRETCHES = frozenset("~@")
_NO_MARKS: Mapping[str, int] = {}
_UNSEEN = BRACKETS | MARKS

#: One place of a phrase: the words that may stand there, or one of the special characters.
Element: TypeAlias = frozenset[str] | str
Elements: TypeAlias = tuple[Element, ...]
#: The last word of a walk, and the places of the brackets passed.
Reached: TypeAlias = tuple[int, Mapping[str, int]]
#: Where next to a telling word (-1 before, 1 after) which words must stand.
Beside: TypeAlias = tuple[int, frozenset[str]]


class Match(NamedTuple):
    """Words `start` to `end` (half-open), found by the `telling` one; `shown` are to be marked."""

    start: int
    end: int
    telling: int
    shown: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sequence of elements around its most telling one, `words`, by which it is looked up.

    `left` is what stands before it, the nearest first; `right` what stands after it.
    """

    left: Elements
    words: frozenset[str]
    right: Elements

    @property
    def elements(self) -> Elements:
        """The phrase as it is read."""
        return (*self.left[::-1], self.words, *self.right)

    @property
    def beside(self) -> Beside | None:
        """Where next to its telling word which words must stand, if any must: the least likely."""
        sides = []
        for step, elements in ((1, self.right), (-1, self.left)):
            nearest = next((element for element in elements if element not in _UNSEEN), "")
            if isinstance(nearest, frozenset):
                sides.append((step, nearest))
        return min(sides, key=lambda side: likely(side[1]), default=None)

    @property
    def needed(self) -> frozenset[str]:
        """Words of which a text must hold one too: the least likely of those not beside; or none.

        They stand further off, so that looking for them anywhere is enough to leave most out.
        """
        beside = self.beside
        others = [
            words
            for words in (*self.left, *self.right)
            if isinstance(words, frozenset) and not (beside and words is beside[1])
        ]
        return min(others, key=likely, default=frozenset())

    def at(self, text: Tokens, place: int) -> Match | None:
        """The match whose telling word stands at `place`, if the rest of it is there."""
        right = _walk(self.right, text, place, 1) if self.right else (place, _NO_MARKS)
        if not right:
            return None
        left = _walk(self.left, text, place, -1) if self.left else (place, _NO_MARKS)
        if not left:
            return None
        start, end = left[0], right[0] + 1
        if not left[1] and not right[1]:
            return Match(start, end, place, (start, end))
        marks = {**left[1], **right[1]}
        return Match(start, end, place, (marks.get("[", start), marks.get("]", end)))


class Neighbours:
    """Phrases that may stand right before (-1) or right after (1) some words, read from there on.

    They are looked up by the word that comes first on the way.
    """

    def __init__(self, phrases: Iterable[Elements], step: int) -> None:
        self._step = step
        self._by_word: dict[str, list[Elements]] = {}
        self._others: list[Elements] = []
        for one in phrases:
            elements = one[::step]
            first = next((it for it in elements if it not in _UNSEEN), "")
            if isinstance(first, frozenset):
                for word in first:
                    self._by_word.setdefault(word, []).append(elements)
            else:
                self._others.append(elements)

    def stand_at(self, text: Tokens, edge: int) -> bool:
        """Whether one of the phrases stands on its side of the edge before a word."""
        place = edge - (self._step > 0)
        beside = place + self._step
        known = self._by_word.get(text.words[beside], ()) if 0 <= beside < len(text) else ()
        return any(
            _walk(one, text, place, self._step, commas=True) for one in (*known, *self._others)
        )


def _walk(
    elements: Elements, text: Tokens, place: int, step: int, *, commas: bool = False
) -> Reached | None:
    """The last word reached when all elements match from the word next to `place` on.

    With it come the places of the brackets that were passed.
    """
    ahead = step > 0
    marks = _NO_MARKS
    for index, element in enumerate(elements):
        if isinstance(element, frozenset):
            stop = text.breaks[place + ahead]
            place += step
            if (stop and not (commas and stop == ",")) or text.words[place] not in element:
                return None
            commas = False
        elif element in STRETCHES:
            reached = _stretch(elements[index:], text, place, step, commas=commas)
            return reached and (reached[0], {**marks, **reached[1]} if marks else reached[1])
        elif element in BRACKETS:
            marks = {**marks, element: place + ahead}
        elif element in MARKS:
            if not _holds(element, text, place, step, last=index == len(elements) - 1):
                return None
            commas = commas or element == ","
        else:
            place += step
            if not _takes(element, text, place, step, commas=commas):
                return None
            commas = False
    return place, marks


def _holds(mark: str, text: Tokens, place: int, step: int, *, last: bool) -> bool:
    """Whether the text has at `place` the edge a mark asks for: a comma does so at the end."""
    if mark == ",":
        return not last or bool(text.breaks[place + (step > 0)])
    return bool(text.breaks[place + (mark == "$")])


def _stretch(
    elements: Elements, text: Tokens, place: int, step: int, *, commas: bool
) -> Reached | None:
    """As `_walk`, after up to three words: any or none (`~`), or names and one at least (`@`)."""
    element, rest = str(elements[0]), elements[1:]
    for taken in range(GAP + 1):
        if taken or element == "~":
            reached = _walk(rest, text, place, step, commas=commas)
            if reached:
                return reached
        place += step
        if not _takes(element, text, place, step, commas=commas):
            return None
        commas = False
    return None


def _takes(element: str, text: Tokens, place: int, step: int, *, commas: bool) -> bool:
    """Whether the next word on the way, at `place`, is of the kind and nothing parts it off."""
    stop = text.breaks[place + (step < 0)]
    if stop and not (commas and stop == ","):
        return False
    word = text.words[place]
    if element == "#":
        return word[0].isdigit() or word in data.words("NUMBER")
    if element == "@":
        known = word in data.words("THING", "DETERMINER", "TECHNICAL", "COMMON")
        return text.capital(place) and not text.shouted(place) and not known
    return True


@cache
def likely(words: frozenset[str]) -> float:
    """How often a text holds one of the words, roughly: the common often, the long seldom."""
    common = data.commonness()
    return sum(common.get(word, RARE / len(word)) for word in words)
