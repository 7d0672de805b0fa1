"""How far alpha could be off: candidates drawn again, each with all ratings it has.

Drawing units would be too sure of itself: one interviewer's ratings of one candidate hang together.
"""

from dataclasses import dataclass

import numpy as np

from debrief.scoring.agreement.counting import PAIR, Units
from debrief.scoring.agreement.krippendorff import Metric, applies, disagreement, pair_shares
from debrief.scoring.agreement.ratings import Codes, Numbers, Sample

REPLICATES = 1000
CONFIDENCE = 0.95
#: With fewer candidates the draws repeat one another and the interval is too short.
FEWEST_CANDIDATES = 10
#: Drawing kinds of candidates is the faster way where each has so many of them.
KINDS = 16
#: As many numbers as a block of draws may hold: what a processor keeps at hand.
BLOCK = 2**20
#: As many sums of candidates as are held at a time: a scale of 100 levels has 5,000 for each.
SUMS = 2**22


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
        found = _values(_totals(units, candidate, pattern, replicates, seed), units.scale, metric)
    low = high = error = None
    if len(found) > 1:
        tail = (1 - confidence) / 2
        low, high = (float(end) for end in np.quantile(found, (tail, 1 - tail)))
        error = float(found.std(ddof=1))
    return AlphaInterval(
        metric, low, high, error, confidence, len(found), candidates, units.pairable
    )


def _totals(units: Units, candidate: Codes, pattern: Codes, replicates: int, seed: int) -> Numbers:
    """Coincidences of each draw (row) for each pair of levels (column, upper triangle)."""
    starts = np.flatnonzero(np.diff(candidate, prepend=-1))
    kinds, times = _kinds(len(units.times), starts, pattern)
    counts, share = units.patterns, pair_shares(units)
    pairs = list(zip(*np.triu_indices(len(units.scale)), strict=True))
    totals = np.empty((replicates, len(pairs)))
    step = max(1, SUMS // len(starts))
    for place in range(0, len(pairs), step):
        held = pairs[place : place + step]
        met = (counts[:, low] * (counts[:, high] - (low == high)) * share for low, high in held)
        sums = np.array([np.add.reduceat(column[pattern], starts)[kinds] for column in met])
        # The same draws for all pairs, however many rounds it takes.
        random = np.random.default_rng(seed)
        totals[:, place : place + step] = _drawn(sums, times, replicates, random)
    return totals


def _kinds(patterns: int, starts: Codes, pattern: Codes) -> tuple[Codes | slice, Codes]:
    """Which candidates stand for their kind, and how many are of it.

    Candidates with the same patterns are one kind, told by the sum of one random 64-bit number for
    each pattern: that two kinds among a million share a sum has a chance of 1 in 10 million.
    Where kinds are many, every candidate stands for itself.
    """
    marks = np.random.default_rng(0).integers(2**64, size=patterns, dtype=np.uint64)
    kinds = np.add.reduceat(marks[pattern], starts)
    _, first, times = np.unique(kinds, return_index=True, return_counts=True)
    if len(first) * KINDS <= len(starts):
        return first, times
    return slice(None), np.ones(len(starts), dtype=np.intp)


def _drawn(sums: Numbers, times: Codes, replicates: int, random: np.random.Generator) -> Numbers:
    """Sums over so many draws of as many candidates as there are, with return."""
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
    return totals


def _values(totals: Numbers, scale: tuple[float, ...], metric: Metric) -> Numbers:
    """Alpha of each draw in which it can be told."""
    levels = len(scale)
    row, column = np.triu_indices(levels)
    found = []
    for start in range(0, len(totals), step := max(1, BLOCK // levels**2)):
        block = totals[start : start + step]
        met = np.empty((len(block), levels, levels))
        met[:, row, column] = block
        met[:, column, row] = block
        observed, expected = disagreement(met, scale, metric)
        told = expected > 0
        found.append(1 - observed[told] / expected[told])
    return np.concatenate(found)
