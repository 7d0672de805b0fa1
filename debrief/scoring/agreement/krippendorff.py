"""Krippendorff's alpha: disagreement seen, held against what the same levels give by chance."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from debrief.scoring.agreement.counting import PAIR, Units
from debrief.scoring.agreement.ratings import Numbers, Sample


class Metric(StrEnum):
    """How far apart two levels count."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Alpha:
    """alpha = 1 - observed / expected disagreement, over units with two ratings or more.

    1 is full agreement, 0 what chance gives, below 0 worse than chance. Needs two ratings in one
    unit and two levels in use; None otherwise, for then chance agrees fully as well. Krippendorff
    (2004, 2019) asks for .800, and .667 for tentative conclusions.
    """

    metric: Metric
    value: float | None
    observed: float | None
    expected: float | None
    n: Sample


def alpha(units: Units, metric: Metric = Metric.ORDINAL) -> Alpha:
    """Of all units; formula and source in docs/methods.md."""
    if not units.varied or not applies(metric, units.scale):
        return Alpha(metric, None, None, None, units.pairable)
    observed, expected = disagreement(coincidences(units), units.scale, metric)
    value = 1 - float(observed) / float(expected)
    return Alpha(metric, value, float(observed), float(expected), units.pairable)


def applies(metric: Metric, scale: tuple[float, ...]) -> bool:
    """Ratios mean nothing on a scale that goes below zero."""
    return metric is not Metric.RATIO or scale[0] >= 0


def pair_shares(units: Units) -> Numbers:
    """What each pair in a unit of each pattern counts: 1 / (ratings - 1), so a rating counts 1."""
    sizes = units.sizes
    found: Numbers = np.where(sizes >= PAIR, 1 / np.maximum(sizes - 1, 1), 0.0)
    return found


def coincidences(units: Units) -> Numbers:
    """The coincidence matrix: level by level, how often two ratings of one unit met."""
    weighted = units.patterns * (units.times * pair_shares(units))[:, np.newaxis]
    found: Numbers = weighted.T @ units.patterns - np.diag(weighted.sum(axis=0))
    return found


def disagreement(met: Numbers, scale: tuple[float, ...], metric: Metric) -> tuple[Numbers, Numbers]:
    """Observed and expected, of one coincidence matrix or of a stack of them."""
    used = met.sum(axis=-1)
    ratings = used.sum(axis=-1)
    apart = distances(used, scale, metric)
    observed = (met * apart).sum(axis=(-2, -1)) / ratings
    by_chance = used[..., :, np.newaxis] * used[..., np.newaxis, :] * apart
    expected = by_chance.sum(axis=(-2, -1)) / (ratings * (ratings - 1))
    return observed, expected


def distances(used: Numbers, scale: tuple[float, ...], metric: Metric) -> Numbers:
    """Squared distance of every two levels; for ordinal levels it depends on how many used each."""
    if metric is Metric.NOMINAL:
        return 1 - np.eye(len(scale))
    # Ordinal: as many ratings as lie between the middles of the two levels.
    values = np.cumsum(used, axis=-1) - used / 2 if metric is Metric.ORDINAL else np.array(scale)
    low, high = values[..., :, np.newaxis], values[..., np.newaxis, :]
    if metric is Metric.RATIO:
        # Two zeros are the same level, not an unknown ratio.
        return np.square((low - high) / np.where(low + high == 0, 1.0, low + high))
    return np.square(low - high)
