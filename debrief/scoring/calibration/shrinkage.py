"""Empirical Bayes: noisy figures of many interviewers drawn towards what they have in common."""

import math
from dataclasses import dataclass

import numpy as np

from debrief.scoring.calibration.severity import NINETY
from debrief.scoring.mixed.design import Array, Codes

#: With fewer figures there is nothing to draw them towards.
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Measure:
    """One interviewer's figure as found (`value`) and drawn in (`estimate`, 90 % interval)."""

    value: float
    estimate: float
    low: float
    high: float
    n: int

    def exponential(self) -> "Measure":
        value, estimate, low, high = map(math.exp, (self.value, self.estimate, self.low, self.high))
        return Measure(value, estimate, low, high, self.n)


@dataclass(frozen=True, slots=True)
class Shrunk:
    """Posterior means and variances, in the order of the values given."""

    estimate: Array
    variance: Array

    @property
    def low(self) -> Array:
        return self.estimate - NINETY * np.sqrt(self.variance)

    @property
    def high(self) -> Array:
        return self.estimate + NINETY * np.sqrt(self.variance)


def shrink(values: Array, variances: Array, centre: float | None = None) -> Shrunk:
    """Towards `centre`, or else their own mean, by the moment estimate of their spread.

    DerSimonian & Laird (1986). Where they differ no more than by chance all get the same figure.
    """
    weights = 1 / variances
    mean = float(weights @ values / weights.sum()) if centre is None else centre
    surplus = float(weights @ (values - mean) ** 2) - (len(values) - (centre is None))
    spread = max(0.0, surplus / (weights.sum() - (weights**2).sum() / weights.sum()))
    if centre is None:
        weights = 1 / (variances + spread)
        mean = float(weights @ values / weights.sum())
        doubt = 1 / float(weights.sum())
    else:
        doubt = 0.0
    kept = spread / (spread + variances)
    return Shrunk(mean + kept * (values - mean), kept * variances + (1 - kept) ** 2 * doubt)


def measures(values: Array, variances: Array, n: Codes, *, ratio: bool = False) -> list[Measure]:
    """The figures with their shrinkage; ratios are drawn in on the log scale."""
    if ratio:
        found = measures(np.log(values), variances, n)
        return [each.exponential() for each in found]
    shrunk = shrink(values, variances)
    table = (values, shrunk.estimate, shrunk.low, shrunk.high, n)
    return list(map(Measure, *(column.tolist() for column in table)))
