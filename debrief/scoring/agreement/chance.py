"""Gwet's AC1 and AC2: agreement beyond chance that skewed levels do not pull to zero."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy import special

from debrief.scoring.agreement.counting import PAIR, Units
from debrief.scoring.agreement.ratings import Codes, Numbers, Sample

CONFIDENCE = 0.95


class Weighting(StrEnum):
    """How much two levels that differ still agree."""

    IDENTITY = "identity"
    LINEAR = "linear"
    ORDINAL = "ordinal"
    QUADRATIC = "quadratic"
    RADICAL = "radical"
    RATIO = "ratio"
    CIRCULAR = "circular"
    BIPOLAR = "bipolar"


@dataclass(frozen=True, slots=True)
class Gwet:
    """AC = (observed - chance) / (1 - chance); AC1 with identity weights, AC2 with any other.

    Chance counts the full list of levels and every rated unit, one of a single rating too
    (`rated_units`); observed counts units of two ratings or more. Needs one such unit and two
    levels in use. Error and interval (Student's t) take candidates as the independent draws and
    need two; with one unit a candidate they are Gwet's own. Source: Gwet (2008, 2014).
    """

    weighting: Weighting
    value: float | None
    observed: float | None
    chance: float | None
    standard_error: float | None
    low: float | None
    high: float | None
    candidates: int
    rated_units: int
    n: Sample


def gwet(units: Units, weighting: Weighting = Weighting.ORDINAL) -> Gwet:
    """Of all units; formula and source in docs/methods.md."""
    weight = weights(units.scale, weighting) if units.varied else None
    rated = len(units.pattern)
    candidates = int(np.count_nonzero(np.diff(units.candidate, prepend=-1)))
    if weight is None:
        none = (None,) * 6
        return Gwet(weighting, *none, candidates, rated, units.pairable)
    sizes, levels = units.sizes, len(units.scale)
    paired = sizes >= PAIR
    pairs = np.where(paired, sizes * (sizes - 1), 1.0)
    met = (units.patterns * (units.patterns @ weight - 1)).sum(axis=1) * paired / pairs
    observed = float(units.times @ met) / units.pairable.units
    shares = units.patterns / sizes[:, np.newaxis]
    share = units.times @ shares / rated
    factor = float(weight.sum()) / (levels * (levels - 1))
    chance = factor * float(share @ (1 - share))
    value = (observed - chance) / (1 - chance)
    # What each unit pulls the coefficient by: its own agreement, and its part in chance.
    own = rated / units.pairable.units * (met - chance * paired) / (1 - chance)
    part = factor * (shares @ (1 - share)) - chance
    pull = own - 2 * (1 - value) * part / (1 - chance) - value
    error = _clustered_error(pull[units.pattern], units.candidate)
    low = high = None
    if error is not None:
        tail = (1 + CONFIDENCE) / 2
        reach = float(special.stdtrit(candidates - 1, tail)) * error
        low, high = value - reach, min(1.0, value + reach)
    found = (value, observed, chance, error, low, high)
    return Gwet(weighting, *found, candidates, rated, units.pairable)


def _clustered_error(pull: Numbers, candidate: Codes) -> float | None:
    sums = np.add.reduceat(pull, np.flatnonzero(np.diff(candidate, prepend=-1)))
    if len(sums) == 1:
        return None
    spread = len(sums) / (len(sums) - 1) * float(sums @ sums)
    return float(np.sqrt(spread)) / len(pull)


def weights(scale: tuple[float, ...], weighting: Weighting) -> Numbers | None:
    """Agreement of every two levels, 1 on the diagonal; None where the scale has no such thing."""
    levels = np.asarray(scale)
    low, high = float(levels[0]), float(levels[-1])
    total, apart = np.add.outer(levels, levels), np.abs(np.subtract.outer(levels, levels))
    match weighting:
        case Weighting.IDENTITY:
            lost = 1 - np.eye(len(levels))
        case Weighting.LINEAR:
            lost = apart
        case Weighting.ORDINAL:
            # As many pairs as can be made of the levels from one to the other.
            place = np.arange(len(levels))
            steps = np.abs(np.subtract.outer(place, place))
            lost = (steps + 1) * steps / 2
        case Weighting.QUADRATIC:
            lost = np.square(apart)
        case Weighting.RADICAL:
            lost = np.sqrt(apart)
        case Weighting.RATIO:
            if low < 0:
                return None
            lost = np.square(apart / np.where(total == 0, 1.0, total))
        case Weighting.CIRCULAR:
            lost = np.square(np.sin(np.pi * apart / (high - low + 1)))
        case _:  # bipolar: a step near an end of the scale loses more than one in the middle
            ends = (total - 2 * low) * (2 * high - total)
            lost = np.square(apart) / np.where(ends == 0, 1.0, ends)
    # Held against the two levels that agree least: the ends of the scale, but for a circle.
    found: Numbers = 1 - lost / lost.max()
    return found
