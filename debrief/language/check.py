"""A comment in, its flags out: anchors name the rules that may apply, frames and guards decide."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from debrief.language.guards import GUARDS
from debrief.language.lexicon import Rule, Severity, rules
from debrief.language.normalise import Reading, read

CONTEXT = 40  # characters before a match that `not_before` may see

_WORD = re.compile(r"[^\W_]+")


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
    reading = read(text)
    found = [
        (span, rules()[place])
        for place, bounds in _candidates(reading)
        for span in _matches(rules()[place], reading, *bounds)
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


def _candidates(reading: Reading) -> set[tuple[int, tuple[int, int]]]:
    """Rules by their place, each with the bounds of a sentence that holds one of its anchors."""
    index = _index()
    return {
        (place, reading.sentence(*word.span()))
        for text in (reading.folded, reading.cased)
        if not index.keys().isdisjoint(_WORD.findall(text))
        for word in _WORD.finditer(text)
        for place in index.get(word[0], ())
    }


@cache
def _index() -> dict[str, tuple[int, ...]]:
    """Which rules, by their place, an anchor word brings into play."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, rule in enumerate(rules()):
        for key in rule.keys:
            places[key].append(place)
    return {word: tuple(found) for word, found in places.items()}


def _matches(rule: Rule, reading: Reading, low: int, high: int) -> Iterator[tuple[int, int]]:
    text = reading.cased if rule.cased else reading.folded
    for match in rule.pattern.finditer(text, low, high):
        if not _passes(rule, reading, *match.span()):
            yield reading.span(*match.span(match.lastindex or 0))


def _passes(rule: Rule, reading: Reading, start: int, end: int) -> bool:
    """Whether what stands before, after or around the words takes the meaning away."""
    before, after = rule.context
    if before and before.search(reading.folded[max(0, start - CONTEXT) : start]):
        return True
    if after and after.match(reading.folded, end):
        return True
    return any(GUARDS[name](reading, start, end) for name in rule.guards)


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
