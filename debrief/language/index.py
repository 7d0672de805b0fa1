"""Which phrases of which rules a word of a text brings into play, made out when it first occurs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from debrief.language.matching import Beside, Phrase
from debrief.language.phrases import phrase
from debrief.language.rule import Rule
from debrief.language.tokens import Tokens

#: Phrases with their rules, after words of which the text must hold one (none: nothing is needed).
Group: TypeAlias = tuple[frozenset[str], Sequence[tuple[Rule, Phrase]]]


class Candidates(NamedTuple):
    """Phrases that one telling word may be part of: those that need no word beside it, and those
    that need one, by the word that stands before or after it.
    """

    alone: Sequence[Group]
    before: Mapping[str, Sequence[Sequence[Group]]]
    after: Mapping[str, Sequence[Sequence[Group]]]

    @classmethod
    def of(cls, word: str, anchors: Iterable[tuple[Rule, str]]) -> "Candidates":
        """The phrases of the anchors that `word` is the telling word of."""
        found: dict[Beside | None, dict[frozenset[str], list[tuple[Rule, Phrase]]]] = {}
        for rule, anchor in anchors:
            for one in phrase(anchor):
                if word in one.words:
                    groups = found.setdefault(one.beside, {})
                    groups.setdefault(one.needed, []).append((rule, one))
        alone = tuple(found.pop(None, {}).items())
        sides: dict[int, dict[str, list[Sequence[Group]]]] = {-1: {}, 1: {}}
        for beside, groups in found.items():
            step, others = beside or (0, ())
            for other in others:
                sides[step].setdefault(other, []).append(tuple(groups.items()))
        return cls(alone, sides[-1], sides[1])


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

    def candidates(self, text: Tokens) -> Iterator[tuple[int, Rule, Phrase]]:
        """The phrases whose telling word stands at a place, and beside it the word they need."""
        words, held = text.words, text.held
        following = zip(("", *words), words, (*words[1:], ""), strict=False)
        for place, (previous, word, subsequent) in enumerate(following):
            if word in self._anchors:
                alone, before, after = self._found.get(word) or self._make_out(word)
                left, right = before.get(previous), after.get(subsequent)
                if alone or left or right:
                    for groups in (alone, *(left or ()), *(right or ())):
                        for needed, found in groups:
                            if not needed or not needed.isdisjoint(held):
                                for rule, one in found:
                                    yield place, rule, one

    def _make_out(self, word: str) -> Candidates:
        found = self._found[word] = Candidates.of(word, self._anchors[word])
        return found
