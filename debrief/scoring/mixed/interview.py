"""The interview model, fitted by REML.

level = criterion + candidate + candidate:criterion + candidate:interviewer + interviewer
(+ requisition) + error
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from debrief.scoring.mixed.blocks import Eliminated
from debrief.scoring.mixed.design import Array, Codes, Term, Vector
from debrief.scoring.mixed.fit import Fit, fit, predict
from debrief.scoring.mixed.patterns import patterns

CANDIDATE = "candidate"
CRITERION = "candidate:criterion"
DYAD = "candidate:interviewer"
INTERVIEWER = "interviewer"
REQUISITION = "requisition"
#: Where the search begins: variances on a scale of 1 to 5 as published panels have them.
START = {CANDIDATE: 1.2, CRITERION: 0.2, DYAD: 0.3, INTERVIEWER: 0.3, REQUISITION: 0.2}


@dataclass(frozen=True, slots=True)
class Ratings:
    """Ratings in long form; every kind of code runs from 0 without a gap.

    `requisition`, one code per rating, goes into the model as a random effect. It belongs there
    where interviewers are not assigned at random (one sees only senior roles): severity would
    otherwise absorb how good the candidates of a requisition are. A candidate has one requisition.
    """

    level: Array
    candidate: Codes
    interviewer: Codes
    criterion: Codes
    requisition: Codes | None = None


class Interviews:
    """Cross-products of ratings, by pattern.

    The dense rest holds interviewers, requisitions, one row that stands for every empty slot, and
    the means of the criteria.
    """

    reml = True

    def __init__(self, ratings: Ratings) -> None:
        found = self.patterns = patterns(ratings.candidate, ratings.interviewer, ratings.criterion)
        _, n_slots, n_places = found.counts.shape
        n_interviewers = int(ratings.interviewer.max()) + 1
        n_requisitions = 0
        requisitions = np.empty((len(found.order), 0), int)
        if ratings.requisition is not None:
            n_requisitions = int(ratings.requisition.max()) + 1
            requisitions = np.empty((len(found.order), 1), int)
            requisitions[found.row, 0] = n_interviewers + ratings.requisition
        self.n, self.fixed = len(ratings.level), int(ratings.criterion.max()) + 1
        self.nobody = n_interviewers + n_requisitions
        means = np.bincount(ratings.criterion, ratings.level) / np.bincount(ratings.criterion)
        self.offset = means
        left = ratings.level - means[ratings.criterion]
        self.square = float(left @ left)

        self._set_terms(len(found.order), n_slots, n_places, n_interviewers, n_requisitions)
        self._set_products(n_slots, requisitions.shape[1], n_places)
        seats = np.where(found.interviewers < n_interviewers, found.interviewers, self.nobody)
        criteria = np.where(
            found.criteria < self.fixed, self.nobody + 1 + found.criteria, self.nobody
        )
        #: (candidate, place): which row of the rest each of a candidate's places is.
        self.rows = np.hstack([seats, requisitions, criteria[found.of]])
        self.right = self._right(ratings, left, n_slots, n_places)

    def scales(self, ratios: Array) -> tuple[Array, Array]:
        blocks = np.empty(self.gram.shape[1])
        dense = np.ones(self.nobody + 1 + self.fixed)
        for term, ratio in zip(self.terms, ratios, strict=True):
            (blocks if term.in_blocks else dense)[term.at] = np.sqrt(ratio)
        return blocks, dense

    def equations(self, ratios: Array) -> Eliminated:
        return Eliminated(self, *self.scales(ratios))

    def _set_terms(
        self, units: int, slots: int, places: int, people: int, requisitions: int
    ) -> None:
        end = 1 + places
        blocks = ((CANDIDATE, 0, 1), (CRITERION, 1, end), (DYAD, end, end + slots))
        rest = ((INTERVIEWER, 0, people), (REQUISITION, people, people + requisitions))
        self.terms = (
            *(
                Term(name, in_blocks=True, at=slice(low, high), size=units * (high - low))
                for name, low, high in blocks
            ),
            *(
                Term(name, in_blocks=False, at=slice(low, high), size=high - low)
                for name, low, high in rest
                if high > low
            ),
        )

    def _set_products(self, n_slots: int, n_requisitions: int, n_places: int) -> None:
        """Per pattern: a block's own cross-products, with the rest, and of the rest."""
        counts = self.patterns.counts
        by_slot, by_place = counts.sum(axis=2), counts.sum(axis=1)
        total = by_slot.sum(axis=1)
        # Columns of one candidate: itself, its criteria, its interviewers.
        size = 1 + n_places + n_slots
        own = np.zeros((len(counts), size, size))
        criteria, slots = np.arange(1, 1 + n_places), np.arange(1 + n_places, size)
        own[:, 0, 0] = total
        own[:, 0, criteria] = own[:, criteria, 0] = own[:, criteria, criteria] = by_place
        own[:, 0, slots] = own[:, slots, 0] = own[:, slots, slots] = by_slot
        own[:, slots[:, None], criteria] = counts
        own[:, criteria[:, None], slots] = counts.transpose(0, 2, 1)
        self.gram = own
        # The rest sees the same three things in another order: interviewers, requisition, criteria.
        rest = np.concatenate([slots, np.zeros(n_requisitions, int), criteria])
        self.cross = own[:, :, rest]
        self.outer = own[:, rest[:, None], rest]

    def _right(self, ratings: Ratings, left: Array, n_slots: int, n_places: int) -> Vector:
        found = self.patterns
        units = len(found.order)
        sums = (
            np.bincount(found.row, left, units)[:, None],
            np.bincount(found.row * n_places + found.place, left, units * n_places),
            np.bincount(found.row * n_slots + found.slot, left, units * n_slots),
        )
        blocks = np.hstack([each.reshape(units, -1) for each in sums]).astype(float)
        dense = np.zeros(self.nobody + 1 + self.fixed)
        dense[: self.nobody] = np.bincount(ratings.interviewer, left, self.nobody)
        if ratings.requisition is not None:
            first = int(ratings.interviewer.max()) + 1
            dense[first : self.nobody] = np.bincount(ratings.requisition, left)
        dense[self.nobody + 1 :] = np.bincount(ratings.criterion, left)
        return Vector(blocks[:, None, :], dense[:, None])


def fit_interviews(ratings: Ratings, *, penalty: bool = True) -> Fit:
    """Fit the model; effects of candidates come in the order of their codes.

    With `penalty` the interviewers' standard deviation has Chung et al.'s (2013) gamma(2) prior:
    plain REML puts a real but small variance at zero in a third of small organisations.
    """
    design = Interviews(ratings)
    start = np.array([START[term.name] for term in design.terms])
    return _in_order(design, fit(design, start, INTERVIEWER if penalty else None))


def predict_interviews(ratings: Ratings, variances: Mapping[str, float]) -> Fit:
    """Means and effects with the variances given, by the names of the terms and "residual"."""
    design = Interviews(ratings)
    return _in_order(design, predict(design, variances))


def _in_order(design: Interviews, fitted: Fit) -> Fit:
    back = np.empty(len(design.patterns.order), int)
    back[design.patterns.order] = np.arange(len(back))
    return fitted.reordered(CANDIDATE, back)
