"""One candidate's estimate adjusted for who happened to be on the panel, without another fit."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from debrief.scoring.calibration.severity import Calibration
from debrief.scoring.mixed.interview import CANDIDATE, CRITERION, DYAD, INTERVIEWER, REQUISITION
from debrief.scoring.scale import BAR

#: One interviewer who moves the estimate further than this, or across the bar, is named.
MOVES = 0.25
#: Two candidates are told apart when the chance that one is higher leaves this range.
UNDECIDED = (0.2, 0.8)


class Rating(NamedTuple):
    """One independent level of one candidate."""

    interviewer: str
    criterion: str
    level: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """The weighted criteria together, with a 90 % interval, of `n` ratings by so many people."""

    mean: float
    variance: float
    n: int
    n_interviewers: int
    reach: float

    @property
    def low(self) -> float:
        return self.mean - self.reach * math.sqrt(self.variance)

    @property
    def high(self) -> float:
        return self.mean + self.reach * math.sqrt(self.variance)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The estimate without one interviewer's ratings."""

    interviewer: str
    estimate: Estimate
    shift: float
    decisive: bool


def adjusted(
    ratings: Sequence[Rating], calibration: Calibration, weights: Mapping[str, float]
) -> Estimate | None:
    """Posterior of the sum of weight times criterion; None without a rating of a known criterion.

    It is what this house's interviewers together would give. The candidate's own effects and dyads
    are solved for with the stored variances. A severity's own uncertainty joins its dyad's
    variance; what all severities' errors share moves the house and the candidate alike, so it
    does not count. An interviewer never seen before is as severe as any. Weights are scaled to
    add up to one; criteria the calibration does not know do not count.
    """
    means = calibration.means
    known = [rating for rating in ratings if rating.criterion in means]
    weighted = {name: weight for name, weight in weights.items() if name in means and weight > 0}
    if not known or not weighted:
        return None
    total = math.fsum(weighted.values())
    variances, severities = calibration.variances, calibration.severities
    names = sorted({rating.criterion for rating in known} | weighted.keys())
    criteria = {name: 1 + place for place, name in enumerate(names)}
    people = {rating.interviewer: 0 for rating in known}
    shared = calibration.shared
    of_means = max(calibration.mean_variance - shared, 0.0)
    spread = [variances[CANDIDATE] + variances.get(REQUISITION, 0.0) + of_means]
    spread += [variances[CRITERION]] * len(names)
    severity = {}
    for place, name in enumerate(people):
        people[name] = 1 + len(names) + place
        seen = severities.get(name)
        severity[name] = seen.mean if seen else 0.0
        doubt = max(seen.variance - shared, 0.0) if seen else variances[INTERVIEWER]
        spread.append(variances[DYAD] + doubt)

    size, rows = len(spread), np.arange(len(known))
    design = np.zeros((len(known), size))
    design[:, 0] = 1
    design[rows, [criteria[rating.criterion] for rating in known]] = 1
    design[rows, [people[rating.interviewer] for rating in known]] = 1
    # Scaled by the prior's standard deviations, so that a variance of zero is as good as any.
    scale = np.sqrt(np.array(spread) / variances["residual"])
    design *= scale
    left = [level - means[criterion] - severity[who] for who, criterion, level in known]
    matrix = design.T @ design
    matrix.flat[:: size + 1] += 1
    wanted = np.zeros(size)
    wanted[0] = 1
    for name, weight in weighted.items():
        wanted[criteria[name]] = weight / total
    wanted *= scale
    solved = np.linalg.solve(matrix, wanted)
    mean = math.fsum(weight / total * means[name] for name, weight in weighted.items())
    return Estimate(
        mean=mean + calibration.house + float(design @ solved @ left),
        variance=variances["residual"] * float(solved @ wanted),
        n=len(known),
        n_interviewers=len(people),
        reach=calibration.reach,
    )


def leave_one_out(
    ratings: Sequence[Rating], calibration: Calibration, weights: Mapping[str, float]
) -> tuple[LeftOut, ...]:
    """The estimate without each interviewer in turn; empty where only one rated."""
    whole = adjusted(ratings, calibration, weights)
    people = sorted({rating.interviewer for rating in ratings})
    found = []
    for name in people:
        rest = [rating for rating in ratings if rating.interviewer != name]
        estimate = adjusted(rest, calibration, weights)
        if whole is None or estimate is None:
            continue
        shift = estimate.mean - whole.mean
        crosses = (estimate.mean < BAR) != (whole.mean < BAR)
        found.append(LeftOut(name, estimate, shift, crosses or abs(shift) > MOVES))
    return tuple(found)


def separated(one: Estimate, other: Estimate) -> bool:
    """Whether the intervals allow to say that either is higher; never a reason to rank."""
    spread = math.sqrt(one.variance + other.variance)
    chance = NormalDist(one.mean - other.mean, spread).cdf(0)
    low, high = UNDECIDED
    return not low <= chance <= high
