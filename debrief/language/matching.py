"""A phrase found in a text: from its most telling word outwards, as far as the phrase goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from debrief.language import data
from debrief.language.tokens import Tokens

GAP = 3

BRACKETS = frozenset("[]")
MARKS = frozenset("^$,")
STRETCHES = frozenset("~@")
_UNSEEN = BRACKETS | MARKS
_NO_NAME = ("THING", "DETERMINER", "TECHNICAL", "COMMON")

#: One place of a phrase: the words that may stand there, or one of the special characters.
Element: TypeAlias = frozenset[str] | str
Elements: TypeAlias = tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Match:
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
    def beside(self) -> tuple[int, frozenset[str]] | None:
        """Where next to its telling word which words must stand, if any must."""
        for step, elements in ((1, self.right), (-1, self.left)):
            seen = [element for element in elements if element not in _UNSEEN]
            if seen and isinstance(seen[0], frozenset):
                return step, seen[0]
        return None

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
        return min(others, key=lambda words: sum(map(likely, words)), default=frozenset())

    def at(self, text: Tokens, place: int) -> Match | None:
        """The match whose telling word stands at `place`, if the rest of it is there."""
        if not self.right and not self.left:
            return Match(place, place + 1, place, (place, place + 1))
        right = _walk(self.right, text, place, 1)
        left = _walk(self.left, text, place, -1) if right else None
        if right is None or left is None:
            return None
        start, end, marks = left[0], right[0] + 1, left[1] | right[1]
        return Match(start, end, place, (marks.get("[", start), marks.get("]", end)))


def follows(phrases: Sequence[Elements], text: Tokens, last: int) -> bool:
    """Whether one of the phrases stands right after word `last`."""
    return any(_walk(one, text, last, 1, commas=True) is not None for one in phrases)


def precedes(phrases: Sequence[Elements], text: Tokens, first: int) -> bool:
    """Whether one of the phrases stands right before word `first`."""
    return any(_walk(one[::-1], text, first, -1, commas=True) is not None for one in phrases)


def _walk(
    elements: Elements, text: Tokens, place: int, step: int, *, commas: bool = False
) -> tuple[int, dict[str, int]] | None:
    """The last word reached when all elements match from the word next to `place` on.

    With it come the places of the brackets that were passed.
    """
    for index, element in enumerate(elements):
        rest = elements[index + 1 :]
        if element in STRETCHES:
            return _stretch(elements[index:], text, place, step, commas=commas)
        if element in BRACKETS:
            reached = _walk(rest, text, place, step, commas=commas)
            return reached and (reached[0], {str(element): place + (step > 0), **reached[1]})
        if element in MARKS:
            if not _holds(str(element), text, place, step, last=not rest):
                return None
            commas = commas or element == ","
        else:
            place += step
            if not _takes(element, text, place) or _parted(text, place, step, commas=commas):
                return None
            commas = False
    return place, {}


def _holds(mark: str, text: Tokens, place: int, step: int, *, last: bool) -> bool:
    """Whether the text has at `place` the edge a mark asks for: a comma does so at the end."""
    if mark == ",":
        return not last or _edge("$" if step > 0 else "^", text, place)
    return _edge(mark, text, place)


def _takes(element: Element, text: Tokens, place: int) -> bool:
    """Whether there is a word at `place` that may stand there."""
    if not 0 <= place < len(text.words):
        return False
    if isinstance(element, frozenset):
        return text.words[place] in element
    return _is(element, text, place)


def _stretch(
    elements: Elements, text: Tokens, place: int, step: int, *, commas: bool
) -> tuple[int, dict[str, int]] | None:
    """As `_walk`, after up to three words: any or none (`~`), or names and one at least (`@`)."""
    element, rest = elements[0], elements[1:]
    for taken in range(GAP + 1):
        if taken or element == "~":
            reached = _walk(rest, text, place, step, commas=commas)
            if reached is not None:
                return reached
        place += step
        if not _takes(element, text, place) or _parted(text, place, step, commas=commas):
            return None
        commas = False
    return None


def _parted(text: Tokens, place: int, step: int, *, commas: bool) -> bool:
    """Whether something stands between the word at `place` and the one before it on the way."""
    stop = text.breaks[place if step > 0 else place + 1]
    return bool(stop) and not (commas and stop == ",")


def _edge(element: str, text: Tokens, place: int) -> bool:
    if element == "^":
        return bool(text.breaks[place])
    return bool(text.breaks_after(place))


def _is(element: str, text: Tokens, place: int) -> bool:
    word = text.words[place]
    if element == "#":
        return word[0].isdigit() or word in data.words("NUMBER")
    if element == "@":
        known = any(word in data.words(name) for name in _NO_NAME)
        return text.capital(place) and not text.shouted(place) and not known
    return True


def likely(word: str) -> float:
    """How often a word stands in a text, roughly: the short and the common often."""
    return (1000 if word in data.words("COMMON") else 1) / len(word)
