"""Text in one form for matching, with the way back to the characters as they were typed."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

_PLAIN = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-",
    },
)  # fmt: skip

_QUOTATION = re.compile(r"\"[^\"\n]{2,400}\"|(?<!\w)'[^'\n]{2,200}(?:'\w[^'\n]{1,200}){0,4}'(?!\w)")


@dataclass(eq=False)
class Reading:
    """Two readings of one text, equal in length: `cased`, and `folded` to lower case.

    Character `i` of either came from the characters `starts[i]` to `ends[i]` of the text.
    """

    cased: str
    folded: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters `start` to `end` (half-open, not empty) stand in the text."""
        return self.starts[start], self.ends[end - 1]

    @cached_property
    def quotations(self) -> list[tuple[int, int]]:
        """Where words stand between quotation marks."""
        if '"' not in self.folded and "'" not in self.folded:
            return []
        return [found.span() for found in _QUOTATION.finditer(self.folded)]


def read(text: str) -> Reading:
    """NFKC by cluster, plain quotes and hyphens, invisible characters left out, lower case."""
    if text.isascii():
        return Reading(text, text.lower(), range(len(text)), range(1, len(text) + 1))
    cased: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        plain = unicodedata.normalize("NFKC", text[start:end]).translate(_PLAIN)
        shown = [one for one in plain if unicodedata.category(one) != "Cf"]  # joiners, soft hyphens
        cased += shown
        starts += [start] * len(shown)
        ends += [end] * len(shown)
    return Reading("".join(cased), "".join(map(_lower, cased)), starts, ends)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Each character with the marks that follow it: what NFKC may compose."""
    start = 0
    for index in range(1, len(text)):
        if not unicodedata.combining(text[index]):
            yield start, index
            start = index
    yield start, len(text)


def _lower(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character
