"""The second reader: points at sentences that resemble comments which were labelled by hand.

It reads by plain arithmetic over a file of weights; making one takes `debrief comments train`.
It gives no reason, so it only ever advises, and only where no rule has flagged the sentence.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp, log, sqrt
from pathlib import Path
from typing import Any, Self

from debrief.language.check import CommentFlag
from debrief.language.likeness import letter_features, shown_words, word_features
from debrief.language.rule import Severity
from debrief.language.tokens import Tokens, tokens

FORMAT = "debrief second reader 1"

#: What each feature weighs: how rare it is, and what it says for or against.
Weights = Mapping[str, tuple[float, float]]
Vector = Mapping[str, float]


class WeightsError(ValueError):
    """A file that is no weights of a second reader."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of the shipped comments, and the category by which it was labelled."""

    text: str
    category: str


@dataclass(frozen=True, slots=True)
class Hint:
    """A sentence, characters `start` to `end` (half-open), worth another look: no more than that.

    `likeness` is what the model says, from 0 to 1; it is no probability of anything.
    """

    start: int
    end: int
    text: str
    likeness: float
    nearest: Example

    @property
    def severity(self) -> Severity:
        return Severity.ADVISE

    @property
    def why(self) -> str:
        return (
            "Statistical: these words resemble comments that were labelled as "
            f"{self.nearest.category.replace('_', ' ')}. "
            "It gives no reason and may be wrong."
        )

    @property
    def question(self) -> str:
        return "What did the person say or do that shows it?"


@dataclass(frozen=True)
class SecondReader:
    """Weights, and the comments they were drawn from."""

    digest: str
    threshold: float
    intercept: float
    words: Weights
    letters: Weights
    known: frozenset[str]
    examples: tuple[Example, ...]

    @classmethod
    def load(cls, path: Path) -> Self:
        """From a file that `debrief comments train` wrote. Raises WeightsError, or OSError."""
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            if kept["format"] != FORMAT:
                raise WeightsError(_not_weights(path))
            return cls.from_document(kept)
        except (ValueError, KeyError, TypeError) as error:
            raise WeightsError(_not_weights(path)) from error

    @classmethod
    def from_document(cls, kept: Mapping[str, Any]) -> Self:
        """From what the file holds."""
        return cls(
            kept["digest"],
            float(kept["threshold"]),
            float(kept["intercept"]),
            {feature: (idf, says) for feature, (idf, says) in kept["words"].items()},
            {feature: (idf, says) for feature, (idf, says) in kept["letters"].items()},
            frozenset(kept["known"]),
            tuple(Example(text, category) for text, category in kept["examples"]),
        )

    def hints(self, text: str, flags: Sequence[CommentFlag]) -> tuple[Hint, ...]:
        """At most one hint for each sentence in which no rule has flagged anything."""
        words = tokens(text)
        return tuple(
            Hint(start, end, text[start:end], likeness, self._nearest(shown))
            for first, last in sentences(words)
            for start, end in [words.span(first, last)]
            if not any(flag.start < end and start < flag.end for flag in flags)
            for shown in [shown_words(words, first, last, self.known)]
            for likeness in [self.likeness(shown)]
            if likeness >= self.threshold
        )

    def likeness(self, shown: Sequence[str]) -> float:
        """How much a sentence resembles the labelled ones, from 0 to 1."""
        says = self.intercept
        for features, weights in self._blocks(shown):
            vector = _vector(features, weights)
            says += sum(value * weights[feature][1] for feature, value in vector.items())
        return 1 / (1 + exp(-says))

    def _blocks(self, shown: Sequence[str]) -> Iterator[tuple[Iterable[str], Weights]]:
        yield word_features(shown), self.words
        yield letter_features(shown), self.letters

    def _nearest(self, shown: Sequence[str]) -> Example:
        """The example whose words and letters are most like those of the sentence."""
        mine = self._vectors(shown)
        alike = [
            sum(_product(one, other) for one, other in zip(mine, theirs, strict=True))
            for theirs in self._shown_examples
        ]
        return self.examples[alike.index(max(alike))]

    def _vectors(self, shown: Sequence[str]) -> tuple[Vector, ...]:
        return tuple(_vector(*block) for block in self._blocks(shown))

    @cached_property
    def _shown_examples(self) -> list[tuple[Vector, ...]]:
        found = []
        for example in self.examples:
            words = tokens(example.text)
            found.append(self._vectors(shown_words(words, 0, len(words), self.known)))
        return found


def sentences(text: Tokens) -> Iterator[tuple[int, int]]:
    """The words (half-open) of each sentence."""
    first = 0
    while first < len(text):
        _, last = text.sentence(first, first + 1)
        yield first, last
        first = last


def _vector(features: Iterable[str], weights: Weights) -> Vector:
    """TF-IDF, its length one; features that were never seen in training say nothing."""
    counts = Counter(feature for feature in features if feature in weights)
    raw = {feature: (1 + log(n)) * weights[feature][0] for feature, n in counts.items()}
    length = sqrt(sum(value * value for value in raw.values()))
    return {feature: value / length for feature, value in raw.items()}


def _product(one: Vector, other: Vector) -> float:
    return sum(value * other.get(feature, 0.0) for feature, value in one.items())


def _not_weights(path: Path) -> str:
    return f"{path} holds no weights of a second reader: make it with debrief comments train."
