"""Severity calibration: how much higher or lower each interviewer rates than others would."""

import math
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

import numpy as np
from scipy.special import stdtrit

from debrief.scoring.calibration.graph import Connections, connections
from debrief.scoring.calibration.table import Table
from debrief.scoring.mixed.dense import UnidentifiedError
from debrief.scoring.mixed.fit import Fit
from debrief.scoring.mixed.interview import (
    CANDIDATE,
    CRITERION,
    DYAD,
    INTERVIEWER,
    REQUISITION,
    fit_interviews,
    predict_interviews,
)

#: What lies below the upper end of a 90 % interval.
UPPER = 0.95
#: Half the width of one in standard deviations, where these are known.
NINETY = NormalDist().inv_cdf(UPPER)
#: No severity is shown below these.
FEWEST_CANDIDATES, FEWEST_COLLEAGUES = 10, 3
#: A severity worth a word: its interval excludes zero and it moves a rating this far.
NOTABLE = 0.25
#: Variances are estimated from so many candidates, and interviewers with so many each, on.
WARM_CANDIDATES, WARM_INTERVIEWERS, WARM_EACH = 30, 8, 5
#: Until then these stand in, on a scale of 1 to 5.
PRIOR = {
    CANDIDATE: 0.36,
    CRITERION: 0.06,
    DYAD: 0.09,
    INTERVIEWER: 0.09,
    REQUISITION: 0.06,
    "residual": 0.30,
}


class Basis(StrEnum):
    """Where the variances come from; the second and third are labelled "prior-based"."""

    DATA = "data"
    PRIOR_FEW_RATINGS = "prior_few_ratings"
    PRIOR_NOT_ESTIMABLE = "prior_not_estimable"


@dataclass(frozen=True, slots=True)
class Severity:
    """How one interviewer rates.

    `mean` and `variance` are the posterior that adjusts candidates' estimates; what is shown is
    `shown`, `low` and `high`, None while there is too little to go by. `reach` is how many
    standard deviations the interval reaches to either side.
    """

    interviewer: str
    n: int
    n_candidates: int
    n_colleagues: int
    component: int
    mean: float
    variance: float
    reach: float

    @property
    def half(self) -> float:
        """Half the width of the interval."""
        return self.reach * math.sqrt(self.variance)

    @property
    def enough(self) -> bool:
        return self.n_candidates >= FEWEST_CANDIDATES and self.n_colleagues >= FEWEST_COLLEAGUES

    @property
    def shown(self) -> float | None:
        """Positive: rates higher than others would."""
        return self.mean if self.enough else None

    @property
    def low(self) -> float | None:
        return self.mean - self.half if self.enough else None

    @property
    def high(self) -> float | None:
        return self.mean + self.half if self.enough else None

    @property
    def notable(self) -> bool:
        """Never true of what is not shown."""
        return self.enough and abs(self.mean) > self.half and abs(self.mean) >= NOTABLE


@dataclass(frozen=True, slots=True)
class Calibration:
    """What one fit says, and all that a page needs to adjust a candidate without another fit.

    `components` counts the groups of interviewers whom no shared candidate connects: severities
    of different components do not compare. `house` is the interviewers' mean severity, `shared`
    the covariance of any two severities' errors, `mean_variance` how well a criterion's mean is
    known.
    """

    n: int
    n_candidates: int
    basis: Basis
    converged: bool
    reml_criterion: float | None
    variances: dict[str, float]
    means: dict[str, float]
    severities: dict[str, Severity]
    components: int
    house: float
    shared: float
    mean_variance: float

    @property
    def n_interviewers(self) -> int:
        return len(self.severities)

    @property
    def prior_based(self) -> bool:
        return self.basis is not Basis.DATA

    @property
    def reach(self) -> float:
        """How many standard deviations a candidate's 90 % interval reaches to either side."""
        return NINETY if self.prior_based else student_reach(self.n_candidates)


def calibrate(given: Table) -> Calibration | None:
    """Fit the interview model, or use prior variances while there is too little; None of nothing.

    Fit on decided debriefs: a candidate under discussion then does not move the very severities
    that adjust the own estimate.
    """
    if not given.n:
        return None
    graph = connections(given.ratings)
    basis, fitted = _fitted(given, graph)
    effects = fitted.effects[INTERVIEWER]
    counts = np.bincount(given.ratings.interviewer)
    reach = student_reach(len(given.interviewers)) if basis is Basis.DATA else NINETY
    return Calibration(
        n=given.n,
        n_candidates=len(given.candidates),
        basis=basis,
        converged=fitted.converged,
        reml_criterion=fitted.criterion if basis is Basis.DATA else None,
        variances=fitted.variances,
        means=dict(zip(given.criteria, fitted.fixed.tolist(), strict=True)),
        severities={
            name: Severity(
                interviewer=name,
                n=int(counts[code]),
                n_candidates=int(graph.candidates[code]),
                n_colleagues=int(graph.colleagues[code]),
                component=int(graph.component[code]),
                mean=float(effects.estimate[code]),
                variance=float(effects.variance[code]),
                reach=reach,
            )
            for code, name in enumerate(given.interviewers)
        },
        components=graph.components,
        house=float(effects.estimate.mean()),
        shared=effects.shared or 0.0,
        mean_variance=float(np.square(fitted.fixed_error).mean()),
    )


def student_reach(levels: int) -> float:
    """Of Student's t: the variance of so many levels is itself estimated from them."""
    return float(stdtrit(levels - 1, UPPER))


def _fitted(given: Table, graph: Connections) -> tuple[Basis, Fit]:
    seasoned = int((graph.candidates >= WARM_EACH).sum())
    if len(given.candidates) < WARM_CANDIDATES or seasoned < WARM_INTERVIEWERS:
        return Basis.PRIOR_FEW_RATINGS, predict_interviews(given.ratings, PRIOR)
    try:
        fitted = fit_interviews(given.ratings)
    except UnidentifiedError:
        return Basis.PRIOR_NOT_ESTIMABLE, predict_interviews(given.ratings, PRIOR)
    return Basis.DATA, fitted
