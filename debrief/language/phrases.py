"""The small language the lexicon is written in: phrases that match runs of words.

A phrase is words with spaces between them. Hyphens, case and apostrophes are read as in a comment.

===========  ==========================================================
`(a|b c|)`   any of these, here also nothing
`{NAME}`     a word class or phrase of `shared.yaml`
`<take>`     any form of a verb: take, takes, took, taken, taking
`~`          up to three words, whatever they are
`_`          one word, whatever it is
`#`          a number, in figures or as a word
`@`          a name: a word with a capital that is no common, technical or thing word
`^`, `$`     here a clause begins, here it ends
`,`          here a comma may stand
`[ ]`        the words to show, where they are not all of them
===========  ==========================================================
"""

import math
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain, product

from debrief.language import data
from debrief.language.matching import BRACKETS, MARKS, STRETCHES, Elements, Phrase, likely
from debrief.language.tokens import Tokens, plain_words

_TOKEN = re.compile(r"[()|~_#@^$,\[\]]|\{[A-Z_]+\}|<[a-z]+>|[^\s()|~#@^$,\[\]{}<>]+")
_REMARK = re.compile(r"^\s*#\s.*|\s*## .*")
_SPECIAL = BRACKETS | MARKS | STRETCHES | frozenset("_#")


@cache
def phrase(written: str) -> tuple[Phrase, ...]:
    """What a phrase of the lexicon stands for, alternatives of several words apart."""
    return tuple(_around(one, _telling(one)) for one in sequences(written))


def _around(elements: Elements, telling: int) -> Phrase:
    words = elements[telling]
    if not isinstance(words, frozenset):
        raise ValueError("a phrase needs a word")  # noqa: TRY004 - its writer's slip, not a type
    return Phrase(elements[:telling][::-1], words, elements[telling + 1 :])


@cache
def sequences(written: str) -> tuple[Elements, ...]:
    """The elements of every alternative. Raises ValueError for a phrase that is not one."""
    parts = _TOKEN.findall(written)
    found, rest = _alternatives(parts, 0)
    if rest != len(parts):
        raise ValueError(f"a bracket too many in: {written}")
    return tuple(found)


def _alternatives(parts: list[str], at: int) -> tuple[list[Elements], int]:
    """All alternatives up to the closing bracket, and where reading goes on."""
    found: list[Elements] = []
    items: list[list[Elements]] = []
    while at < len(parts) and parts[at] != ")":
        part = parts[at]
        at += 1
        if part == "|":
            found += _joined(items)
            items = []
        elif part == "(":
            inner, at = _alternatives(parts, at)
            if at == len(parts):
                raise ValueError("a bracket is not closed")
            items.append(_merged(inner))
            at += 1
        else:
            items.append(_item(part))
    return found + _joined(items), at


def _joined(items: list[list[Elements]]) -> list[Elements]:
    return [tuple(one for part in parts for one in part) for parts in product(*items)]


def _merged(found: list[Elements]) -> list[Elements]:
    """Single words as one place, so that alternatives do not multiply."""
    single: set[str] = set()
    rest: list[Elements] = []
    for one in found:
        if len(one) == 1 and isinstance(one[0], frozenset):
            single |= one[0]
        else:
            rest.append(one)
    return ([(_same(frozenset(single)),)] if single else []) + rest


def _item(part: str) -> list[Elements]:
    if part in _SPECIAL:
        return [(part,)]
    if part[0] == "{":
        return _merged(list(sequences(data.macro(part[1:-1]))))
    if part[0] == "<":
        return _merged(
            [tuple(_same(frozenset({w})) for w in one) for one in data.forms(part[1:-1])]
        )
    words = plain_words(part)
    if not words:
        raise ValueError(f"no word: {part}")
    return [tuple(map(_spelled, words))]


@cache
def _spelled(word: str) -> frozenset[str]:
    return frozenset({word, *data.variants(word)})


@cache
def _same(words: frozenset[str]) -> frozenset[str]:
    """One object for equal sets: a lexicon holds the same alternatives in many places."""
    return words


def _telling(elements: Elements) -> int:
    """The place whose words a text is least likely to hold."""

    def weight(place: int) -> float:
        words = elements[place]
        return likely(words) if isinstance(words, frozenset) else math.inf

    return min(range(len(elements)), key=weight)


class Phrases:
    """The phrases of a block, to be looked for between two words of a text."""

    def __init__(self, written: str) -> None:
        self._by_word: dict[str, list[Phrase]] = {}
        for one in chain.from_iterable(map(phrase, written_phrases(written))):
            for word in one.words:
                self._by_word.setdefault(word, []).append(one)

    def stand_in(self, text: Tokens, begin: int, end: int) -> bool:
        """Whether one of them has its telling word among the words begin to end (half-open)."""
        if self._by_word.keys().isdisjoint(text.held):
            return False
        return any(
            one.at(text, place)
            for place in range(begin, end)
            for one in self._by_word.get(text.words[place], ())
        )


def written_phrases(text: str) -> Iterator[str]:
    """The phrases of a block: parted by semicolons or line ends, without their ## remarks."""
    for line in text.splitlines():
        for part in _REMARK.sub("", line).split(";"):
            if part.strip():
                yield part.strip()
