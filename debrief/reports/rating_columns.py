"""Ratings of anyone's interviews as columns, one place a rating, and the scale they were given on.

Without criteria a row is one rating of the candidate as a whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass

#: More levels than this are a measurement, not a rating scale.
MOST_LEVELS = 101


@dataclass(frozen=True, slots=True)
class Span:
    """A scale of whole levels, both ends included."""

    low: int
    high: int

    @property
    def levels(self) -> tuple[float, ...]:
        return tuple(float(level) for level in range(self.low, self.high + 1))


@dataclass(frozen=True, slots=True)
class RatingColumns:
    """Every rater rates a unit once; `not_rated` counts rows that say so and are left out."""

    candidate: Sequence[str]
    interviewer: Sequence[str]
    criterion: Sequence[str] | None
    level: Sequence[float]
    not_rated: int = 0

    @property
    def scale(self) -> tuple[float, ...]:
        """Whole numbers from the lowest seen to the highest; others, just those that were seen."""
        seen = sorted(set(self.level))
        if all(level.is_integer() for level in seen) and seen[-1] - seen[0] < MOST_LEVELS:
            return Span(int(seen[0]), int(seen[-1])).levels
        return tuple(seen)
