"""A text with its flagged words marked, and the sentence that flagged words stand in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from debrief.language.check import CommentFlag
from debrief.language.rule import Severity

_SENTENCE_END = re.compile(r"[.!?]+[”\"')\]\u2019]*(?:\s+|$)|\n+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `severity` is the gravest of the flags it belongs to, if any."""

    text: str
    severity: Severity | None = None


def marked(text: str, flags: Sequence[CommentFlag]) -> tuple[Piece, ...]:
    """The text in pieces that together are the text, those of flagged words marked."""
    edges = sorted({0, len(text), *(f.start for f in flags), *(f.end for f in flags)})
    pieces = []
    for start, end in pairwise(edges):
        over = [f.severity for f in flags if f.start <= start and end <= f.end]
        gravest = max(over, key=lambda severity: severity.rank, default=None)
        pieces.append(Piece(text[start:end], gravest))
    return tuple(pieces)


def sentence_of(text: str, flag: CommentFlag) -> tuple[int, int]:
    """Where the sentence of the flagged words begins and ends."""
    ends = [stop.end() for stop in _SENTENCE_END.finditer(text)]
    start = max((each for each in ends if each <= flag.start), default=0)
    return start, min((each for each in ends if each >= flag.end), default=len(text))
