"""One row for each candidate and interviewer who rated them, against what the others said."""

from dataclasses import dataclass, replace

import numpy as np

from debrief.scoring.calibration.severity import Calibration
from debrief.scoring.calibration.table import Table
from debrief.scoring.mixed.design import Array, Codes
from debrief.scoring.mixed.interview import CANDIDATE, CRITERION, DYAD, REQUISITION


@dataclass(frozen=True, slots=True)
class Dyads:
    """`level` is the mean of the ratings less the criteria's means and the interviewer's severity.

    `noise` is how far chance alone moves it from the candidate; `doubt` the variance of the
    severity taken off, the same error in all of an interviewer's rows. `others` is the candidate's
    posterior mean by the others alone, `others_variance` its variance, `peers` how many they are.
    """

    candidate: Codes
    interviewer: Codes
    n: Array
    level: Array
    inside: Array
    noise: Array
    doubt: Array
    prior: Array
    peers: Codes
    others: Array
    others_variance: Array

    @property
    def gap(self) -> Array:
        return self.level - self.others

    @property
    def expected(self) -> Array:
        """The variance of a gap by the model, the own severity's doubt aside."""
        return self.noise + self.others_variance

    def with_levels(self, level: Array) -> "Dyads":
        """The same panels with other ratings, and what the others say then."""
        weight = 1 / (self.noise + self.doubt)
        all_weights = np.bincount(self.candidate, weight)[self.candidate] - weight
        all_levels = np.bincount(self.candidate, weight * level)[self.candidate] - weight * level
        precision = 1 / self.prior + np.where(self.peers > 0, all_weights, 0.0)
        others = np.where(self.peers > 0, all_levels, 0.0) / precision
        return replace(self, level=level, others=others, others_variance=1 / precision)


def residuals(given: Table, calibration: Calibration) -> Array:
    """Every level less its criterion's mean and its interviewer's severity."""
    ratings = given.ratings
    means = np.array([calibration.means[name] for name in given.criteria])
    severity = np.array([calibration.severities[name].mean for name in given.interviewers])
    left: Array = ratings.level - means[ratings.criterion] - severity[ratings.interviewer]
    return left


def dyads(given: Table, calibration: Calibration) -> tuple[Dyads, Codes]:
    """The dyads, and for every rating the row of its dyad."""
    ratings, left = given.ratings, residuals(given, calibration)
    width = len(given.interviewers)
    pairs, row = np.unique(ratings.candidate * width + ratings.interviewer, return_inverse=True)
    candidate, interviewer = np.divmod(pairs, width)
    n = np.bincount(row).astype(float)
    level = np.bincount(row, left) / n
    variances = calibration.variances
    per_candidate = np.bincount(candidate)
    criteria = (np.bincount(candidate, n) / per_candidate)[candidate]
    own = variances[CANDIDATE] + variances.get(REQUISITION, 0.0) + variances[CRITERION] / criteria
    doubt = np.array([calibration.severities[name].variance for name in given.interviewers])
    found = Dyads(
        candidate=candidate,
        interviewer=interviewer,
        n=n,
        level=level,
        inside=np.bincount(row, (left - level[row]) ** 2).astype(float),
        noise=variances[DYAD] + variances["residual"] / n,
        doubt=doubt[interviewer],
        # A candidate variance estimated at zero leaves nothing to learn from others.
        prior=np.maximum(own, 1e-9),
        peers=per_candidate[candidate] - 1,
        others=np.zeros(len(pairs)),
        others_variance=np.zeros(len(pairs)),
    )
    return found.with_levels(level), row
