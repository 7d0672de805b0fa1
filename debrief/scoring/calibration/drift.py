"""Severity by quarter, as a departure from the interviewer's own severity over all of them."""

from dataclasses import dataclass

import numpy as np

from debrief.scoring.calibration.dyads import Dyads
from debrief.scoring.calibration.shrinkage import FEWEST, Measure, shrink
from debrief.scoring.calibration.table import Table
from debrief.scoring.mixed.design import Codes

#: A quarter with fewer candidates says nothing.
FEWEST_IN_QUARTER = 5
#: A variance this small is rounding: the quarter is all there is.
NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Quarter:
    """How much higher or lower than usual the interviewer rated in it."""

    name: str
    departure: Measure


def drift(given: Table, found: Dyads, row: Codes) -> dict[int, tuple[Quarter, ...]]:
    if given.quarter is None:
        return {}
    size, width = len(given.interviewers), len(given.quarters)
    quarter = np.zeros(len(found.level), int)
    quarter[row] = given.quarter
    both = found.peers > 0
    who, gap, weight = found.interviewer[both], found.gap[both], 1 / found.expected[both]
    total = np.bincount(who, weight, size)
    usual = np.bincount(who, weight * gap, size) / np.where(total > 0, total, 1)
    cell = who * width + quarter[both]
    n = np.bincount(cell, minlength=size * width)
    weights = np.bincount(cell, weight, size * width)
    owner = np.arange(size * width) // width
    # The quarter is part of the whole it is held against: their variances subtract.
    rest = 1 / np.where(weights > 0, weights, 1) - 1 / np.where(total > 0, total, 1)[owner]
    codes = np.flatnonzero((n >= FEWEST_IN_QUARTER) & (rest > NOTHING))
    if len(codes) < FEWEST:
        return {}
    means = np.bincount(cell, weight * gap, size * width)[codes] / weights[codes]
    values = means - usual[owner[codes]]
    shrunk = shrink(values, rest[codes], centre=0.0)
    quarters: dict[int, list[Quarter]] = {}
    table = (values, shrunk.estimate, shrunk.low, shrunk.high, n[codes])
    departures = map(Measure, *(column.tolist() for column in table))
    for code, departure in zip(codes.tolist(), departures, strict=True):
        found_in = Quarter(given.quarters[code % width], departure)
        quarters.setdefault(code // width, []).append(found_in)
    return {who: tuple(each) for who, each in quarters.items()}
