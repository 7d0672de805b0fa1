"""How far alpha could be off: candidates drawn again, each with all ratings it has.

Drawing units would be too sure of itself: one interviewer's ratings of one candidate hang together.
"""

from dataclasses import dataclass

import numpy as np

from debrief.scoring.agreement.counting import PAIR, Units
from debrief.scoring.agreement.krippendorff import (
    Metric,
    applies,
    disagreement,
    pattern_coincidences,
)
from debrief.scoring.agreement.ratings import Codes, Numbers, Sample

REPLICATES = 1000
CONFIDENCE = 0.95
#: With fewer candidates the draws repeat one another and the interval is too short.
FEWEST_CANDIDATES = 10
#: Drawing kinds of candidates is the faster way where each has so many of them.
KINDS = 16
#: As many numbers as a block of draws may hold: what a processor keeps at hand.
BLOCK = 2**20


@dataclass(frozen=True, slots=True)
class AlphaInterval:
    """Percentiles of alpha over drawn candidates; None below ten, or where alpha is None.

    Source: percentile cluster bootstrap (Hayes & Krippendorff 2007 draw pairs; Davison & Hinkley
    1997, 3.8, draw clusters). `replicates` are those in which alpha could be told.
    """

    metric: Metric
    low: float | None
    high: float | None
    standard_error: float | None
    confidence: float
    replicates: int
    candidates: int
    n: Sample


def alpha_interval(
    units: Units,
    metric: Metric = Metric.ORDINAL,
    *,
    replicates: int = REPLICATES,
    confidence: float = CONFIDENCE,
    seed: int = 0,
) -> AlphaInterval:
    """The same seed gives the same interval, whichever order the ratings came in."""
    paired = (units.sizes >= PAIR)[units.pattern]
    candidate, pattern = units.candidate[paired], units.pattern[paired]
    candidates = int(np.count_nonzero(np.diff(candidate, prepend=-1)))
    found = np.zeros(0)
    if candidates >= FEWEST_CANDIDATES and units.varied and applies(metric, units.scale):
        sums, times = _kinds(pattern_coincidences(units), candidate, pattern)
        drawn = _drawn(sums, times, replicates, np.random.default_rng(seed))
        observed, expected = disagreement(drawn, units.scale, metric)
        told = expected > 0
        found = 1 - observed[told] / expected[told]
    low = high = error = None
    if len(found) > 1:
        tail = (1 - confidence) / 2
        low, high = (float(end) for end in np.quantile(found, (tail, 1 - tail)))
        error = float(found.std(ddof=1))
    return AlphaInterval(
        metric, low, high, error, confidence, len(found), candidates, units.pairable
    )


def _kinds(met: Numbers, candidate: Codes, pattern: Codes) -> tuple[Numbers, Codes]:
    """Coincidences (upper triangle) of each kind of candidate, a column each; how many it has.

    Candidates with the same patterns are one kind, told by the sum of one random 64-bit number for
    each pattern: that two kinds among a million share a sum has a chance of 1 in 10 million.
    Where kinds are many, every candidate stands for itself.
    """
    starts = np.flatnonzero(np.diff(candidate, prepend=-1))
    upper = met[:, *np.triu_indices(met.shape[-1])].T
    sums = np.array([np.add.reduceat(column[pattern], starts) for column in upper])
    marks = np.random.default_rng(0).integers(2**64, size=len(met), dtype=np.uint64)
    kinds = np.add.reduceat(marks[pattern], starts)
    _, first, times = np.unique(kinds, return_index=True, return_counts=True)
    if len(first) * KINDS <= len(starts):
        return sums[:, first], times
    return sums, np.ones(len(starts), dtype=np.intp)


def _drawn(sums: Numbers, times: Codes, replicates: int, random: np.random.Generator) -> Numbers:
    """Coincidence matrices of so many draws of as many candidates as there are, with return."""
    kinds, candidates = len(times), int(times.sum())
    weights = np.empty((max(1, BLOCK // kinds), kinds))
    totals = np.empty((replicates, len(sums)))
    for start in range(0, replicates, len(weights)):
        drawn = weights[: replicates - start]
        for times_drawn in drawn:
            if kinds < candidates:
                times_drawn[:] = random.multinomial(candidates, times / candidates)
            else:
                draw = random.integers(candidates, size=candidates)
                times_drawn[:] = np.bincount(draw, minlength=candidates)
        # The few sums lead: this way round the product takes a fraction of the time.
        totals[start : start + len(drawn)] = (sums @ drawn.T).T
    levels = int(np.sqrt(2 * len(sums)))
    met = np.empty((replicates, levels, levels))
    row, column = np.triu_indices(levels)
    met[:, row, column] = totals
    met[:, column, row] = totals
    return met
