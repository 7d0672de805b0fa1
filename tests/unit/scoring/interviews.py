"""Simulated interviews with known truth, for the tests of calibration."""

from dataclasses import dataclass

import numpy as np

from debrief.scoring.calibration import Rating, Table, table

CRITERIA = 5


@dataclass
class House:
    """What was drawn: ratings as rows, every interviewer's severity, every candidate's worth."""

    rows: list
    severity: np.ndarray
    worth: np.ndarray

    @property
    def table(self) -> Table:
        candidate, interviewer, criterion, level, quarter = zip(*self.rows, strict=True)
        return table(candidate, interviewer, criterion, level, quarter=quarter)

    def panel(self, candidate):
        name = f"c{candidate:04}"
        return [Rating(row[1], row[2], row[3]) for row in self.rows if row[0] == name]


def house(  # noqa: PLR0913 - each is a fact about the house
    seed, candidates, interviewers, spread=0.3, *, seats=(2, 5), habits=None
):
    """`spread` is that of severities, `seats` the range of panel sizes (the end left out).

    `habits` maps an interviewer's number to what makes a candidate's worth, the noise and the
    quarter into ratings, where that is not their sum.
    """
    draw = np.random.default_rng(seed)
    worth = draw.normal(0, 0.6, candidates)[:, None] + draw.normal(0, 0.25, (candidates, CRITERIA))
    severity = draw.normal(0, spread, interviewers)
    rows = []
    for c in range(candidates):
        quarter = 4 * c // candidates
        for r in draw.choice(interviewers, draw.integers(*seats), replace=False):
            noise = draw.normal(0, 0.3) + draw.normal(0, 0.55, CRITERIA)
            habit = (habits or {}).get(int(r), lambda own, noise, _: own + noise)
            exact = 3.2 + severity[r] + habit(worth[c], noise, quarter)
            levels = np.clip(np.rint(exact), 1, 5)
            rows += [
                (f"c{c:04}", f"r{r:02}", f"k{i}", float(levels[i]), f"2026-Q{quarter + 1}")
                for i in range(CRITERIA)
            ]
    return House(rows, severity, 3.2 + worth)
