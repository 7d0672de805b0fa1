"""A comment in, its flags out: anchors are found, frames say of whom, guards let words pass."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from debrief.language.frames import FRAMES
from debrief.language.guards import GUARDS, about_the_trade
from debrief.language.lexicon import Lexicon, shipped
from debrief.language.matching import Match
from debrief.language.rule import Rule, Severity
from debrief.language.tokens import Tokens, tokens


class CommentFlag(NamedTuple):
    """A fact about a text: its characters `start` to `end` (half-open) match a rule."""

    rule_id: str
    category: str
    group: str
    severity: Severity
    start: int
    end: int
    text: str
    why: str
    source: str
    question: str
    scaffold: str


@dataclass(frozen=True, slots=True)
class Passed:
    """Words that match a rule and stay unflagged, for the guards that are named."""

    rule_id: str
    span: tuple[int, int]
    guards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads comments by an edition of the rules, in the light of where they stand.

    `trade` are words of the requisition and of the criterion: a midwife's notes may say pregnancy.
    Who wrote, and about whom, a reader is never told.
    """

    lexicon: Lexicon
    trade: frozenset[str] = frozenset()

    def flags(self, text: str) -> tuple[CommentFlag, ...]:
        """Every flag in reading order; of overlapping ones in a category the longest."""
        words = tokens(text)
        found = [
            (words.span(*match.shown), rule)
            for rule, match in self._matches(words)
            if not any(self._guards(words, rule, match))
        ]
        return tuple(_flag(rule, text, *span) for span, rule in self._longest(found, len(text)))

    def passed(self, text: str) -> tuple[Passed, ...]:
        """The matches that guards let pass, each with their names."""
        words = tokens(text)
        return tuple(
            Passed(rule.id, words.span(*match.shown), names)
            for rule, match in self._matches(words)
            if (names := tuple(self._guards(words, rule, match)))
        )

    def _guards(self, text: Tokens, rule: Rule, match: Match) -> Iterator[str]:
        first, last = match.start, match.end
        own = self.trade and not self.trade.isdisjoint(text.words[first:last])
        if own and about_the_trade(text, first, last):
            yield "trade"
        yield from (name for name in rule.guards if GUARDS[name](text, first, last))

    def _longest(
        self, found: list[tuple[tuple[int, int], Rule]], length: int
    ) -> list[tuple[tuple[int, int], Rule]]:
        """In reading order, without those that a longer one of their category overlaps.

        Of equal ones that of the rule which stands first in its file, the more special, is left.
        """
        places = self.lexicon.places
        found.sort(key=lambda one: (one[0][0] - one[0][1], one[0][0], places[one[1].id]))
        taken: defaultdict[str, bytearray] = defaultdict(lambda: bytearray(length))
        kept = []
        for (start, end), rule in found:
            if not any(taken[rule.category][start:end]):
                taken[rule.category][start:end] = bytes([1]) * (end - start)
                kept.append(((start, end), rule))
        return sorted(kept, key=lambda one: (one[0], places[one[1].id]))

    def _matches(self, text: Tokens) -> Iterator[tuple[Rule, Match]]:
        """Each rule whose words stand in the text and are said of a person, with the words."""
        for rule, match in self.lexicon.index.matches(text):
            if _is_said(rule, text, match):
                yield rule, match


def flag_comment(text: str) -> tuple[CommentFlag, ...]:
    """The flags of a comment by the rules as shipped, wherever it stands."""
    return Reader(shipped()).flags(text)


def _is_said(rule: Rule, text: Tokens, match: Match) -> bool:
    first, last = match.start, match.end
    if rule.cased and not all(text.shouted(place) for place in range(first, last)):
        return False
    if rule.before.stand_at(text, first) or rule.after.stand_at(text, last):
        return False
    return any(FRAMES[name](text, first, last) for name in rule.frames)


def _flag(rule: Rule, text: str, start: int, end: int) -> CommentFlag:
    return CommentFlag(
        rule_id=rule.id,
        category=rule.category,
        group=rule.group,
        severity=rule.severity,
        start=start,
        end=end,
        text=text[start:end],
        why=rule.why,
        source=rule.source,
        question=rule.question,
        scaffold=rule.scaffold,
    )
