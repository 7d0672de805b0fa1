"""A text as words, each with the break that stands before it: what phrases and frames walk on."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate

from debrief.language.normalise import Reading, read

#: Shorter words are of no trade.
TRADE = 4

_WORD = re.compile(r"([^\W_]+(?:'[^\W_]+)*)")
_STOP = re.compile(r"[.!?]+[\"')\]]*(?:\s|\Z)|\.{2,}|\n")
_QUIET = re.compile(r"[\s\-'_/*&]*\.?[\s'-]*")
#: How many kinds of space between words are remembered: there are few, but a text may hold any.
KINDS = 500

_CLITICS = ("n't", "'s", "'re", "'ve", "'ll", "'d", "'m")
#: A stop after these ends no sentence: "v. quiet", "the cand. said".
_SHORTENED = frozenset(
    [
        "v",
        "vs",
        "cand",
        "appl",
        "approx",
        "eg",
        "ie",
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "w",
        "poss",
        "prob",
        "def",
        "resp",
        "mgr",
        "yrs",
        "yr",
    ]
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
    "isnt": ("is", "n't"),
    "wasnt": ("was", "n't"),
    "arent": ("are", "n't"),
    "werent": ("were", "n't"),
    "doesnt": ("does", "n't"),
    "didnt": ("did", "n't"),
    "hasnt": ("has", "n't"),
    "havent": ("have", "n't"),
    "hadnt": ("had", "n't"),
    "wouldnt": ("would", "n't"),
    "couldnt": ("could", "n't"),
    "shouldnt": ("should", "n't"),
    "dont": ("do", "n't"),
    "wont": ("will", "n't"),
    "cant": ("can", "n't"),
    "cannot": ("can", "n't"),
}
_SHORT = _SHORTENED | _WRITTEN_OUT.keys()


@dataclass(eq=False)
class Tokens:
    """The words of a reading, folded; where they stand in it is worked out when it is asked for.

    `breaks[i]` is what stands before word `i`: "" for nothing that parts words, "," within a
    sentence, "." where a sentence begins; the last one stands after the last word. `pieces` are by
    turns what parts the words as typed and those words, from and to what parts them; word `i`
    comes from typed word `origins[i]`.
    """

    reading: Reading
    words: Sequence[str]
    breaks: Sequence[str]
    pieces: Sequence[str]
    origins: Sequence[int]

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def held(self) -> frozenset[str]:
        """Each word once: most texts hold none of a class, and need not be walked for it."""
        return frozenset(self.words)

    @cached_property
    def _stops(self) -> list[int]:
        return [place for place, it in enumerate(self.breaks) if it == "."]

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(map(len, self.pieces)))

    def place(self, word: int) -> tuple[int, int]:
        """The characters (half-open) of the reading in which a word stands."""
        piece = 2 * self.origins[word]
        return self._ends[piece], self._ends[piece + 1]

    def sentence(self, first: int, last: int) -> tuple[int, int]:
        """The words (half-open) of the sentence, or sentences, that words first to last are in."""
        stops = self._stops
        return stops[bisect_right(stops, first) - 1], stops[bisect_left(stops, last)]

    def capital(self, word: int) -> bool:
        """Whether the word was typed with a capital first letter."""
        return self.reading.cased[self.place(word)[0]].isupper()

    def shouted(self, word: int) -> bool:
        """Whether the word was typed in capitals: an acronym."""
        written = self.reading.cased[slice(*self.place(word))]
        return len(written) > 1 and written.isupper()

    @cached_property
    def quotations(self) -> list[tuple[int, int]]:
        """Words (half-open) that stand between quotation marks."""
        starts = [self.place(word)[0] for word in range(len(self.words))]
        return [
            (bisect_left(starts, low), bisect_left(starts, high))
            for low, high in self.reading.quotations
        ]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The characters (half-open) of the text that words first to last (half-open) stand in."""
        return self.reading.span(self.place(first)[0], self.place(last - 1)[1])


def tokens(text: str) -> Tokens:
    """The words of a comment; contractions are taken apart, shorthand is written out."""
    reading = read(text)
    pieces = _WORD.split(reading.folded)
    words = pieces[1::2]
    breaks = [".", *map(_BREAKS.__getitem__, pieces[2::2])]
    breaks[-1] = "."
    origins: Sequence[int] = range(len(words))
    if "'" in reading.folded or not _SHORT.isdisjoint(words):
        words, breaks, origins = _written_out(words, breaks)
    return Tokens(reading, words, breaks, pieces, origins)


def _written_out(
    typed: Sequence[str], stops: Sequence[str]
) -> tuple[list[str], list[str], list[int]]:
    words: list[str] = []
    breaks: list[str] = []
    origins: list[int] = []
    before = ""
    for piece, (word, stop) in enumerate(zip(typed, stops, strict=False)):
        parts = _WRITTEN_OUT.get(word) or (_parted(word) if "'" in word else (word,))
        words += parts
        breaks.append("" if stop == "." and before in _SHORTENED and piece else stop)
        breaks += [""] * (len(parts) - 1)
        origins += [piece] * len(parts)
        before = word
    return words, [*breaks, "."], origins


def trade_words(*texts: str) -> frozenset[str]:
    """The words of a vacancy and its criteria that are its own: long ones, each counted once."""
    return frozenset(word for text in texts for word in tokens(text).words if len(word) > TRADE)


@cache
def plain_words(text: str) -> Sequence[str]:
    """The folded words of a phrase of the lexicon, taken apart as those of a comment are."""
    return [text] if text in _CLITICS else tokens(text).words


def _parted(word: str) -> tuple[str, ...]:
    for clitic in _CLITICS:
        if word.endswith(clitic) and len(word) > len(clitic):
            stem = word.removesuffix(clitic)
            return (*_WRITTEN_OUT.get(stem, (stem,)), clitic)
    return (word.replace("'", ""),)


class _Breaks(dict[str, str]):
    """What the characters between two words part, worked out once for each kind."""

    def __missing__(self, between: str) -> str:
        if _STOP.search(between):
            stop = "."
        else:
            stop = "" if _QUIET.fullmatch(between) and " - " not in between else ","
        if len(self) < KINDS:
            self[between] = stop
        return stop


_BREAKS = _Breaks()
