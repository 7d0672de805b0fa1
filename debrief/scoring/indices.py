"""How far a panel's ratings on one criterion lie apart; formulas and sources in docs/methods.md."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations, pairwise
from statistics import fmean, median

from debrief.scoring.scale import BAR

#: Burke & Dunlap (2002): c/6 for c options; with five, an average deviation above it is flagged.
DEVIATION_CUT = 0.8
#: Two raters apart by this much or more stand on two sides (research: largest gap rule).
GAP = 2
#: Expected within-panel variance before there is data: interviewer .09, dyad .09, error .30.
PRIOR_VARIANCE = 0.48
PRIOR_WEIGHT = 4


class Shape(StrEnum):
    """What the ratings look like on the scale."""

    NO_RATING = "no_rating"
    ONE_RATING = "one_rating"
    AGREE = "agree"
    SPREAD = "spread"
    LONE_DISSENT_LOW = "lone_dissent_low"
    LONE_DISSENT_HIGH = "lone_dissent_high"
    SPLIT = "split"


#: The same words on page, paper and in the API.
SHAPE_WORDS = {
    Shape.NO_RATING: "no rating",
    Shape.ONE_RATING: "one rating",
    Shape.AGREE: "agree",
    Shape.SPREAD: "spread",
    Shape.LONE_DISSENT_LOW: "lone dissent, lower",
    Shape.LONE_DISSENT_HIGH: "lone dissent, higher",
    Shape.SPLIT: "split",
}


@dataclass(frozen=True, slots=True)
class Indices:
    """One criterion's ratings in numbers; None wherever there is nothing to say.

    `levels` are sorted; `difference` is the mean absolute pairwise difference (two panelists
    differ by so many levels on average), `deviation` the average deviation about the mean.
    """

    levels: tuple[int, ...]
    median: float | None
    range: int | None
    difference: float | None
    deviation: float | None
    crosses_bar: bool
    shape: Shape

    @property
    def n(self) -> int:
        return len(self.levels)

    @property
    def at_or_above_bar(self) -> int:
        return sum(level >= BAR for level in self.levels)

    @property
    def deviation_flagged(self) -> bool:
        return self.deviation is not None and self.deviation > DEVIATION_CUT

    def shrunken_variance(self, usual: float = PRIOR_VARIANCE) -> float:
        """The ratings' variance shrunk towards the usual one; with one rating, that alone.

        `usual` is what a calibration fit expects within a panel: the variances of interviewer,
        interviewer by candidate and error together.
        """
        prior = PRIOR_WEIGHT * usual
        if self.n <= 1:
            return usual
        # Whole numbers up to one division: equal spreads give equal floats, so ties stay ties.
        squares = self.n * sum(level * level for level in self.levels) - sum(self.levels) ** 2
        return (prior + squares / self.n) / (PRIOR_WEIGHT + self.n - 1)


def indices(levels: Iterable[int]) -> Indices:
    """Describe independent levels (1-5; NE is missing, so it is not among them)."""
    return _described(tuple(sorted(levels)))


@lru_cache(maxsize=1024)
def _described(rated: tuple[int, ...]) -> Indices:
    """Of sorted levels: few are different, and a page asks for each more than once."""
    if not rated:
        return Indices(rated, None, None, None, None, crosses_bar=False, shape=Shape.NO_RATING)
    crosses = rated[0] < BAR <= rated[-1]
    if len(rated) == 1:
        return Indices(rated, rated[0], None, None, None, crosses_bar=crosses, shape=_shape(rated))
    mean = fmean(rated)
    return Indices(
        rated,
        median(rated),
        rated[-1] - rated[0],
        fmean(high - low for low, high in combinations(rated, 2)),
        fmean(abs(level - mean) for level in rated),
        crosses_bar=crosses,
        shape=_shape(rated),
    )


def _shape(rated: tuple[int, ...]) -> Shape:
    if len(rated) == 1:
        return Shape.ONE_RATING
    gaps = [high - low for low, high in pairwise(rated)]
    largest = max(gaps)
    if largest >= GAP and gaps.count(largest) == 1:
        below = gaps.index(largest) + 1
        return _sides(below, len(rated) - below)
    # Crossing the bar overrides agreement: a 2 and a 3 are one apart and decide differently.
    if rated[-1] - rated[0] <= 1 and not rated[0] < BAR <= rated[-1]:
        return Shape.AGREE
    return Shape.SPREAD


def _sides(below: int, above: int) -> Shape:
    if below == above or min(below, above) > 1:
        return Shape.SPLIT
    return Shape.LONE_DISSENT_LOW if below == 1 else Shape.LONE_DISSENT_HIGH
