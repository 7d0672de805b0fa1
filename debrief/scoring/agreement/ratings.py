"""Ratings of many candidates as codes, the one shape every agreement statistic starts from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from debrief.scoring.scale import LEVELS

Codes = NDArray[np.intp]
Numbers = NDArray[np.float64]

#: The scale of this product; another's spreadsheet may bring its own.
SCALE: tuple[float, ...] = tuple(float(level) for level in LEVELS)


@dataclass(frozen=True, slots=True)
class Sample:
    """What a statistic rests on: so many ratings, in so many units, by so many raters."""

    ratings: int
    units: int
    raters: int


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """One rating a place: four arrays of whole numbers from 0, and what the levels stand for.

    `level` is the place on `scale`, the full list of levels and not only those that were used. A
    unit is one candidate on one criterion. NE is missing, so it is not among the ratings. A rater
    who rates a unit twice counts as two: leave one out beforehand.
    """

    candidate: Codes
    interviewer: Codes
    criterion: Codes
    level: Codes
    scale: tuple[float, ...] = SCALE

    def __post_init__(self) -> None:
        columns = (self.candidate, self.interviewer, self.criterion, self.level)
        if len({column.shape for column in columns}) != 1 or self.level.ndim != 1:
            raise ValueError("The four columns need one value each for every rating.")
        if list(self.scale) != sorted(set(self.scale)) or len(self.scale) < 1:
            raise ValueError("A scale lists its levels once each, from low to high.")
        if len(self) and min(int(column.min()) for column in columns) < 0:
            raise ValueError("Codes count from 0.")
        if len(self) and int(self.level.max()) >= len(self.scale):
            raise ValueError("A level is a place on the scale, and the scale is shorter than that.")

    def __len__(self) -> int:
        return len(self.level)


def coded(
    candidates: ArrayLike,
    interviewers: ArrayLike,
    criteria: ArrayLike,
    levels: ArrayLike,
    scale: Sequence[float] = SCALE,
) -> Ratings:
    """Ratings from names and numbers as they stand in a file; a level off the scale is refused."""
    given = np.asarray(levels, dtype=np.float64)
    steps = np.asarray(scale, dtype=np.float64)
    level = np.minimum(np.searchsorted(steps, given), len(steps) - 1)
    off = steps[level] != given
    if off.any():
        raise ValueError(f"{given[off][0]:g} is not a level of the scale.")
    named = (np.unique(names, return_inverse=True)[1] for names in (candidates, interviewers))
    candidate, interviewer = named
    criterion = np.unique(criteria, return_inverse=True)[1]
    return Ratings(candidate, interviewer, criterion, level, tuple(map(float, scale)))
