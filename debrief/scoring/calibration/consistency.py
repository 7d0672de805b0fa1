"""Whether an interviewer's candidates come out where the others have them, up to one's severity.

Rule-of-thumb limits of such fit statistics raise far too many false alarms, so the limits are
simulated from the fitted model on the very same panels (a parametric bootstrap).
"""

from dataclasses import dataclass

import numpy as np

from debrief.scoring.calibration.dyads import Dyads
from debrief.scoring.calibration.severity import FEWEST_CANDIDATES
from debrief.scoring.calibration.shrinkage import Measure
from debrief.scoring.calibration.usage import measured
from debrief.scoring.mixed.design import Array

#: Panels simulated, and the part of them that lies outside the limits.
REPLICATES, OUTSIDE = 400, 0.05


@dataclass(frozen=True, slots=True)
class Consistency:
    """Mean squared standardised gap: about 1 by the model, more where gaps are larger.

    `low` and `high` hold 95 % of what chance alone gives on the same panels.
    """

    measure: Measure
    low: float
    high: float

    @property
    def unusual(self) -> bool:
        return not self.low <= self.measure.value <= self.high


def consistency(found: Dyads, size: int, seed: int) -> dict[int, Consistency]:
    n = np.bincount(found.interviewer[found.peers > 0], minlength=size)
    value = _misfit(found, size)
    enough = (n >= FEWEST_CANDIDATES) & (value > 0)
    shrunk = measured(value, 2 / np.maximum(n - 1, 1), n, enough, ratio=True)
    if not shrunk:
        return {}
    random = np.random.default_rng(seed)
    doubt = np.zeros(size)
    doubt[found.interviewer] = np.sqrt(found.doubt)
    own = np.zeros(int(found.candidate.max()) + 1)
    own[found.candidate] = np.sqrt(found.prior)
    chance = np.empty((REPLICATES, size))
    for replicate in chance:
        candidate = own * random.standard_normal(len(own))
        severity = doubt * random.standard_normal(size)
        noise = np.sqrt(found.noise) * random.standard_normal(len(found.level))
        level = candidate[found.candidate] + severity[found.interviewer] + noise
        replicate[:] = _misfit(found.with_levels(level), size)
    low, high = np.quantile(chance, [OUTSIDE / 2, 1 - OUTSIDE / 2], axis=0)
    limits = list(zip(low.tolist(), high.tolist(), strict=True))
    return {code: Consistency(each, *limits[code]) for code, each in shrunk.items()}


def _misfit(found: Dyads, size: int) -> Array:
    both = found.peers > 0
    who, gap, weight = found.interviewer[both], found.gap[both], 1 / found.expected[both]
    total = np.bincount(who, weight, size)
    centre = np.bincount(who, weight * gap, size) / np.where(total > 0, total, 1)
    degrees = np.maximum(np.bincount(who, minlength=size) - 1, 1)
    misfit: Array = np.bincount(who, weight * (gap - centre[who]) ** 2, size) / degrees
    return misfit
