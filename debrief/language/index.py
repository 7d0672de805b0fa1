"""Which phrases of which rules a word of a text brings into play, made out when it first occurs."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple, TypeAlias

from debrief.language.matching import Beside, Match, Phrase
from debrief.language.phrases import phrase
from debrief.language.rule import Rule
from debrief.language.tokens import Tokens

#: Phrases with their rules, after words of which the text must hold one (none: nothing is needed).
Group: TypeAlias = tuple[frozenset[str], Sequence[tuple[Rule, Phrase]]]


class Candidates(NamedTuple):
    """Phrases that one telling word may be part of, by the word they need before or after it."""

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


def telling(rules: Iterable[Rule], first: int = 0) -> dict[str, str]:
    """The telling words of rules that are numbered from `first` on.

    With each word come the anchors it may bring into play, as "rule.place rule.place".
    """
    found: dict[str, list[str]] = {}
    for number, rule in enumerate(rules, first):
        for place, anchor in enumerate(rule.anchors):
            for word in frozenset[str]().union(*(one.words for one in phrase(anchor))):
                found.setdefault(word, []).append(f"{number}.{place}")
    return {word: " ".join(places) for word, places in sorted(found.items())}


class Index:
    """The anchors of an edition by their telling words.

    `told` are the telling words of the rules with the `known` ids, of which an edition may leave
    some out; those of its other rules are made out here.
    """

    def __init__(
        self, rules: Iterable[Rule], known: Sequence[str], told: Mapping[str, str]
    ) -> None:
        others = {rule.id: rule for rule in rules}
        self._rules = [*(others.pop(rule_id, None) for rule_id in known), *others.values()]
        self.words = dict(told)
        for word, places in telling(others.values(), len(known)).items():
            self.words[word] = f"{self.words[word]} {places}" if word in self.words else places
        self._found: dict[str, Candidates] = {}

    def matches(self, text: Tokens) -> list[tuple[Rule, Match]]:
        """Every phrase that stands in the text, with its rule, whoever it may be said of."""
        words, held = text.words, text.held
        matches = []
        following = zip(("", *words), words, (*words[1:], ""), strict=False)
        for place, (previous, word, subsequent) in enumerate(following):
            known = self._found.get(word) or (self._make_out(word) if word in self.words else None)
            if known:
                alone, before, after = known
                left, right = before.get(previous), after.get(subsequent)
                if alone or left or right:
                    for needed, found in chain(alone, *(left or ()), *(right or ())):
                        if not needed or not needed.isdisjoint(held):
                            matches += [
                                (rule, match)
                                for rule, one in found
                                if (match := one.at(text, place))
                            ]
        return matches

    def _make_out(self, word: str) -> Candidates:
        places = (place.split(".") for place in self.words[word].split())
        found = self._found[word] = Candidates.of(
            word,
            ((rule, rule.anchors[int(at)]) for no, at in places if (rule := self._rules[int(no)])),
        )
        return found
