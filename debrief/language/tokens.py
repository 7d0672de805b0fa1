"""A text as words, each with the break that stands before it: what phrases and frames walk on."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from debrief.language.normalise import Reading, read

#: Shorter words are of no trade.
TRADE = 4

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*'?")
_STOP = re.compile(r"[.!?]+[\"')\]]*(?:\s|\Z)|\.{2,}|\n")
_QUIET = re.compile(r"[\s\-'_/*&]*\.?[\s'-]*")
_CLITICS = ("n't", "'s", "'re", "'ve", "'ll", "'d", "'m")
#: A stop after these ends no sentence: "v. quiet", "the cand. said".
_SHORTENED = frozenset(
    "v vs cand app appl approx eg ie mr mrs ms dr st w b poss prob def resp mgr exp yrs yr no".split()
)
#: What interviewers leave out, put back; equal in meaning, not in length.
_WRITTEN_OUT: Mapping[str, tuple[str, ...]] = {
    "cand": ("candidate",),
    "cands": ("candidate",),
    "appl": ("applicant",),
    "v": ("very",),
    "vv": ("very",),
    "w": ("with",),
    "wo": ("will",),
    "ca": ("can",),
    "sha": ("shall",),
    "hes": ("he", "'s"),
    "shes": ("she", "'s"),
    "theyre": ("they", "'re"),
    "thats": ("that", "'s"),
    "im": ("i", "'m"),
    "ive": ("i", "'ve"),
    "bc": ("because",),
    "cos": ("because",),
    "coz": ("because",),
    "cuz": ("because",),
    "prob": ("probably",),
    "probs": ("probably",),
    "poss": ("possibly",),
    "def": ("definitely",),
    "obvs": ("obviously",),
    "defo": ("definitely",),
    "tho": ("though",),
    "thru": ("through",),
    "cv": ("cv",),
    **{
        f"{verb}nt": (verb, "n't")
        for verb in "is was are were do does did has have had would could should".split()
    },
    "dont": ("do", "n't"),
    "wont": ("will", "n't"),
    "cant": ("can", "n't"),
    "cannot": ("can", "n't"),
}


@dataclass(frozen=True)
class Tokens:
    """The words of a reading, folded, with where they stand in it.

    `breaks[i]` is what stands before word `i`: "" for nothing that parts words, "," within a
    sentence, "." where a sentence begins.
    """

    reading: Reading
    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    breaks: Sequence[str]

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def _stops(self) -> list[int]:
        return [place for place, it in enumerate(self.breaks) if it == "."] + [len(self.words)]

    def sentence(self, first: int, last: int) -> tuple[int, int]:
        """The words (half-open) of the sentence, or sentences, that words first to last are in."""
        stops = self._stops
        return stops[bisect_right(stops, first) - 1], stops[bisect_left(stops, last)]

    def breaks_after(self, last: int) -> str:
        """What stands after word `last`."""
        return self.breaks[last + 1] if last + 1 < len(self.breaks) else "."

    def capital(self, place: int) -> bool:
        """Whether the word was typed with a capital first letter."""
        return self.reading.cased[self.starts[place]].isupper()

    def shouted(self, place: int) -> bool:
        """Whether the word was typed in capitals: an acronym."""
        written = self.reading.cased[self.starts[place] : self.ends[place]]
        return len(written) > 1 and written.isupper()

    @cached_property
    def quotations(self) -> list[tuple[int, int]]:
        """Words (half-open) that stand between quotation marks."""
        return [
            (bisect_left(self.starts, low), bisect_left(self.starts, high))
            for low, high in self.reading.quotations
        ]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The characters (half-open) of the text that words first to last (half-open) stand in."""
        return self.reading.span(self.starts[first], self.ends[last - 1])


def tokens(text: str) -> Tokens:
    """The words of a comment; contractions are taken apart, shorthand is written out."""
    reading = read(text)
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    breaks: list[str] = []
    folded, before, shortened = reading.folded, 0, False
    for found in _WORD.finditer(folded):
        start, end = found.span()
        between = folded[before:start]
        stop = "" if between == " " else _break(between, shortened=shortened)
        before = end
        word = found[0]
        shortened = word in _SHORTENED
        parts = _WRITTEN_OUT.get(word)
        if parts is None and "'" in word:
            parts = _parted(word)
        if parts is None:
            words.append(word)
            starts.append(start)
            ends.append(end)
            breaks.append(stop)
            continue
        for place, part in enumerate(parts):
            words.append(part)
            starts.append(start)
            ends.append(end)
            breaks.append("" if place else stop)
    if breaks:
        breaks[0] = "."
    return Tokens(reading, words, starts, ends, breaks)


def trade_words(*texts: str) -> frozenset[str]:
    """The words of a vacancy and its criteria that are its own: long ones, each counted once."""
    return frozenset(word for text in texts for word in tokens(text).words if len(word) > TRADE)


def plain_words(text: str) -> list[str]:
    """The folded words of a phrase of the lexicon, taken apart as those of a comment are."""
    return [text] if text in _CLITICS else list(tokens(text).words)


def _parted(word: str) -> tuple[str, ...]:
    word = word.rstrip("'")
    for clitic in _CLITICS:
        if word.endswith(clitic) and len(word) > len(clitic):
            stem = word.removesuffix(clitic)
            return (*_WRITTEN_OUT.get(stem, (stem,)), clitic)
    return (word.replace("'", ""),)


def _break(between: str, *, shortened: bool) -> str:
    if not between or between.isspace() and "\n" not in between:
        return ""
    if _STOP.search(between) and not (shortened and between.strip() == "."):
        return "."
    return "" if _QUIET.fullmatch(between) and " - " not in between and "\n" not in between else ","
