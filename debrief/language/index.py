"""Which phrases of which rules a word of a text brings into play, made out when it first occurs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from debrief.language.matching import Phrase
from debrief.language.phrases import phrase
from debrief.language.rule import Rule

#: A phrase and its rule, after words of which the text must hold one (none: nothing is needed).
Entry: TypeAlias = tuple[frozenset[str], Rule, Phrase]
#: Beside the telling word of some phrases no word must stand.
ALONE: tuple[int, frozenset[str]] = (0, frozenset())


@dataclass(frozen=True, slots=True)
class Candidates:
    """Phrases, with their rules, that one telling word may be part of.

    `groups` are those that need a word beside it: before it (-1) or after it (1). `before` and
    `after` are all such words: most texts hold none of them, and no group need be looked at.
    """

    alone: tuple[Entry, ...]
    before: frozenset[str]
    after: frozenset[str]
    groups: tuple[tuple[int, frozenset[str], tuple[Entry, ...]], ...]

    @classmethod
    def of(cls, word: str, anchors: Iterable[tuple[Rule, str]]) -> "Candidates":
        """The phrases of the anchors that `word` is the telling word of."""
        groups: dict[tuple[int, frozenset[str]], list[Entry]] = {}
        for rule, anchor in anchors:
            for one in phrase(anchor):
                if word in one.words:
                    groups.setdefault(one.beside or ALONE, []).append((one.needed, rule, one))
        alone = tuple(groups.pop(ALONE, ()))
        before, after = (
            frozenset[str]().union(*(words for side, words in groups if side == step))
            for step in (-1, 1)
        )
        sides = ((step, words, tuple(found)) for (step, words), found in groups.items())
        return cls(alone, before, after, tuple(sides))


class Index:
    """The anchors of an edition by their telling words."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._anchors: dict[str, list[tuple[Rule, str]]] = {}
        for rule in rules:
            for anchor, words in zip(rule.anchors, rule.telling_words, strict=True):
                for word in words:
                    self._anchors.setdefault(word, []).append((rule, anchor))
        self._found: dict[str, Candidates] = {}

    @property
    def words(self) -> Mapping[str, Sequence[tuple[Rule, str]]]:
        """Every telling word, with the anchors it may bring into play."""
        return self._anchors

    def candidates(self, words: Sequence[str]) -> Iterator[tuple[int, Rule, Phrase]]:
        """The phrases whose telling word stands at a place, and beside it the word they need."""
        known, held = self._anchors, frozenset(words)
        padded = ("", *words, "")
        for place in [place for place, word in enumerate(padded) if word in known]:
            found = self._found.get(padded[place]) or self._make_out(padded[place])
            for needed, rule, one in found.alone:
                if not needed or not needed.isdisjoint(held):
                    yield place - 1, rule, one
            if padded[place - 1] in found.before or padded[place + 1] in found.after:
                for step, beside, entries in found.groups:
                    if padded[place + step] in beside:
                        for needed, rule, one in entries:
                            if not needed or not needed.isdisjoint(held):
                                yield place - 1, rule, one

    def _make_out(self, word: str) -> Candidates:
        found = self._found[word] = Candidates.of(word, self._anchors[word])
        return found
