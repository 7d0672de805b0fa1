"""A comment in, its flags out: anchors are found, frames say of whom, guards let words pass."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from debrief.language.frames import FRAMES
from debrief.language.guards import GUARDS
from debrief.language.lexicon import Rule, Severity, index
from debrief.language.phrases import Match, follows, precedes
from debrief.language.tokens import Tokens, tokens


@dataclass(frozen=True, slots=True)
class CommentFlag:
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


def flag_comment(text: str) -> tuple[CommentFlag, ...]:
    """Every flag of the comment in reading order; of overlapping ones in a category the longest."""
    words = tokens(text)
    found = [
        (words.span(*match.shown), rule)
        for rule, match in _matches(words)
        if not any(GUARDS[name](words, match.start, match.end) for name in rule.guards)
    ]
    found.sort(key=lambda match: (match[0][0] - match[0][1], match[0][0], match[1].id))
    taken: defaultdict[str, bytearray] = defaultdict(lambda: bytearray(len(text)))
    kept: list[tuple[tuple[int, int], Rule]] = []
    for (start, end), rule in found:
        if not any(taken[rule.category][start:end]):
            taken[rule.category][start:end] = bytes([1]) * (end - start)
            kept.append(((start, end), rule))
    kept.sort(key=lambda match: (match[0], match[1].id))
    return tuple(_flag(rule, text, *span) for span, rule in kept)


def _matches(text: Tokens) -> Iterator[tuple[Rule, Match]]:
    """Each rule whose words stand in the text and are said of a person, with the words."""
    known = index()
    for place, word in enumerate(text.words):
        for rule, phrase in known.get(word, ()):
            match = phrase.at(text, place)
            if match and _is_said(rule, text, match):
                yield rule, match


def _is_said(rule: Rule, text: Tokens, match: Match) -> bool:
    first, last = match.start, match.end
    if rule.cased and not all(text.shouted(place) for place in range(first, last)):
        return False
    if rule.after and follows(rule.after, text, last - 1):
        return False
    if rule.before and precedes(rule.before, text, first):
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
