"""The minimum of a criterion over log variance ratios, by average-information Newton steps."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from debrief.scoring.mixed.design import Array
from debrief.scoring.mixed.reml import Point

#: No step changes a ratio by more than a factor of e to this power.
LONGEST = 3.0
#: A step this short tells the curvature where it ends.
SHORT = 0.3
#: A ratio this small that should be smaller still is tried at zero.
SMALL = 1e-3
#: Where a ratio of zero is put to see whether it should have stayed there.
BESIDE_ZERO = 1e-7
#: A shorter step ends the search; what is left to go is then much smaller still.
SHORTEST = 1e-8
MOST_STEPS = 100


@dataclass(frozen=True, slots=True)
class Minimum:
    """Where the search ended; the criterion of its point has the penalty in it."""

    point: Point
    converged: bool
    evaluations: int


class Search:
    """One search. `penalised` marks the ratios whose logarithm is taken off the criterion.

    The penalty is Chung et al.'s (2013) gamma(2) prior on a standard deviation with a rate near
    zero: it keeps a variance off zero without moving one that the data know.
    """

    def __init__(self, evaluate: Callable[[Array], Point], penalised: Array) -> None:
        self.evaluate, self.penalised, self.evaluations = evaluate, penalised, 0
        self.last: Point | None = None

    def at(self, ratios: Array) -> Point:
        self.evaluations += 1
        point = self.evaluate(ratios)
        logs = np.log(ratios, where=self.penalised > 0, out=np.zeros(len(ratios)))
        return replace(
            point,
            criterion=point.criterion - float(self.penalised @ logs),
            gradient=point.gradient - self.penalised,
            curvature=point.curvature + np.diag(self.penalised),
        )

    def minimum(self, start: Array) -> Minimum:
        point = self.at(start)
        for _ in range(MOST_STEPS):
            step = self.step(point)
            if np.abs(step).max() > SHORTEST:
                better = self.without_small(point, step) or self.along(point, step)
                if better is None:
                    break
                point = better
                continue
            released = self.released(point)
            if released is None:
                return Minimum(point, converged=True, evaluations=self.evaluations)
            point = released
        return Minimum(point, converged=False, evaluations=self.evaluations)

    def step(self, point: Point) -> Array:
        """In log ratios.

        With half the gradient on the diagonal a lone variance that is off by a factor r is
        corrected by 2(r - 1)/(r + 1), which is close to log r also where r is far from 1.
        """
        free = point.ratios > 0
        step = np.zeros(len(free))
        matrix = self.corrected(point.curvature + np.diag(point.gradient) / 2, point)
        values, vectors = np.linalg.eigh(matrix[np.ix_(free, free)])
        values = np.maximum(np.abs(values), 1e-9)
        step[free] = -vectors @ (vectors.T @ point.gradient[free] / values)
        step *= LONGEST / max(LONGEST, np.abs(step).max())
        return step

    def corrected(self, matrix: Array, point: Point) -> Array:
        """With the last short step's own curvature put right (a symmetric rank-one update).

        The average information of a few levels can be off by half, and would halve the error only.
        """
        last, self.last = self.last, point
        if last is None or ((last.ratios > 0) != (point.ratios > 0)).any():
            return matrix
        free = point.ratios > 0
        moved = np.zeros(len(free))
        moved[free] = np.log(point.ratios[free] / last.ratios[free])
        if np.abs(moved).max() > SHORT:
            return matrix
        missing = point.gradient - last.gradient - matrix @ moved
        along = missing @ moved
        if abs(along) <= SHORT * np.linalg.norm(missing) * np.linalg.norm(moved):
            return matrix
        update: Array = matrix + np.outer(missing, missing) / along
        return update

    def without_small(self, point: Point, step: Array) -> Point | None:
        """With the ratios at zero that are small and still falling, if that is no worse."""
        small = (point.ratios > 0) & (point.ratios < SMALL) & (step < -1) & (self.penalised == 0)
        if not small.any():
            return None
        there = self.at(np.where(small, 0.0, point.ratios))
        return there if there.criterion <= point.criterion else None

    def along(self, point: Point, step: Array) -> Point | None:
        """The end of the step, or of the longest quarter, sixteenth ... of it that is no worse."""
        slack = 1e-12 * abs(point.criterion)
        while np.abs(step).max() > SHORTEST:
            there = self.at(point.ratios * np.exp(step))
            if there.criterion <= point.criterion + slack:
                return there
            step = step / 4
        return None

    def released(self, point: Point) -> Point | None:
        """Away from zero, where the criterion falls with a ratio that was put there."""
        zero = point.ratios == 0
        if not zero.any():
            return None
        there = self.at(np.where(zero, BESIDE_ZERO, point.ratios))
        falling = zero & (there.gradient < 0)
        return self.at(np.where(falling, SMALL, point.ratios)) if falling.any() else None
