"""Ratings of firms of any size: four interviewers of many, five criteria, halo and severity."""

import numpy as np
from numpy.typing import NDArray

SIZES = (1_000, 10_000, 100_000, 1_000_000)
PANEL, CRITERIA, LEVELS = 4, 5, 5

Column = NDArray[np.intp]


def firm(ratings: int) -> tuple[Column, Column, Column, Column]:
    """Candidate, interviewer, criterion and level of each rating, in no order."""
    random = np.random.default_rng(ratings)
    candidates = ratings // (PANEL * CRITERIA)
    interviewers = round(ratings**0.5 / 2)
    shape = (candidates, PANEL, CRITERIA)
    candidate, seat, criterion = (place.ravel() for place in np.indices(shape))
    # Four different people out of a stretch of the list: who interviews together, stays together.
    first = random.integers(interviewers, size=(candidates, 1))
    steps = 1 + random.permuted(np.tile(np.arange(PANEL + 3), (candidates, 1)), axis=1)
    panel = (first + steps[:, :PANEL]) % interviewers
    score = random.normal(0, 0.6, (candidates, 1, 1)) + random.normal(
        0, 0.3, (candidates, PANEL, 1)
    )
    score = score + random.normal(0, 0.3, (candidates, 1, CRITERIA))
    score += random.normal(0, 0.3, interviewers)[panel][:, :, np.newaxis]
    score += random.normal(0, 0.55, shape)
    level = np.clip(np.rint(score + 2), 0, LEVELS - 1).astype(np.intp).ravel()
    order = random.permutation(len(level))
    return candidate[order], panel[candidate, seat][order], criterion[order], level[order]


def matrix(
    candidate: Column, interviewer: Column, criterion: Column, level: Column
) -> NDArray[np.float64]:
    """Raters in rows and units in columns, with gaps."""
    unit = candidate * CRITERIA + criterion
    cells = np.full((int(interviewer.max()) + 1, int(unit.max()) + 1), np.nan)
    cells[interviewer, unit] = level
    return cells
