"""Reliability from variance components, where each candidate meets other interviewers."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from debrief.scoring.agreement.ratings import Codes, Numbers

CONFIDENCE = 0.95
DRAWS = 10_000


class Reach(StrEnum):
    """What is said to agree: one rating or a candidate's mean, with severity counted or not.

    A counts all of the interviewers' severity, C none of it, and Q as much of it as does not
    cancel between candidates who met other people.
    """

    AGREEMENT = "A,1"
    CONSISTENCY = "C,1"
    AGREEMENT_MEAN = "A,k"
    AS_MET_MEAN = "Q,k"


@dataclass(frozen=True, slots=True)
class Design:
    """Who met whom: raters per candidate and how many of them two candidates share.

    `k_hat` is the harmonic mean of raters per candidate, `share` the mean overlap of two
    candidates' raters, `q` = 1/k_hat - share: the part of the interviewers' severity that does not
    cancel when candidates are compared (0 when all meet the same, 1/k when none do). `share` and
    `q` need two candidates. Source: Putka et al. 2008; ten Hove, Jorgensen & van der Ark 2024.
    """

    candidates: int
    interviewers: int
    meetings: int
    k_hat: float | None
    share: float | None
    q: float | None


def design(candidate: Codes, interviewer: Codes) -> Design:
    """From one place for each rating or each card: the same two people count once."""
    people, whom = np.unique(candidate, return_inverse=True)
    raters, by = np.unique(interviewer, return_inverse=True)
    pairs = np.unique(whom * max(len(raters), 1) + by)
    n = Design(len(people), len(raters), len(pairs), None, None, None)
    if not len(pairs):
        return n
    whom, by = pairs // len(raters), pairs % len(raters)
    part = 1 / np.bincount(whom)
    k_hat = len(people) / float(part.sum())
    if len(people) == 1:
        return Design(1, n.interviewers, n.meetings, k_hat, None, None)
    # Sum over all pairs of candidates without visiting one: square each interviewer's total, and
    # take off each candidate's pair with itself.
    totals = np.bincount(by, weights=part[whom])
    both = float(totals @ totals) - float(part.sum())
    share = both / (len(people) * (len(people) - 1))
    return Design(n.candidates, n.interviewers, n.meetings, k_hat, share, 1 / k_hat - share)


@dataclass(frozen=True, slots=True)
class Reliability:
    """Of one rating and of a candidate's mean, with its interval where draws were given.

    None without candidate variance or error to compare (all components 0), or without a design.
    """

    reach: Reach
    value: float | None
    low: float | None
    high: float | None
    n: Design


def reliability(
    components: tuple[float, float, float],
    met: Design,
    *,
    draws: Numbers | None = None,
    confidence: float = CONFIDENCE,
) -> dict[Reach, Reliability]:
    """All four from candidate, interviewer and residual variance.

    Residual is what one interviewer's rating of one candidate adds: dyad and error together, the
    error divided by the criteria when the score is their mean. `draws` holds drawn components in
    its three columns (`drawn`); their percentiles are the interval.
    """
    values = _ratios(np.array([components]), met)
    ends = _ratios(draws, met) if draws is not None else {}
    found = {}
    for reach, value in values.items():
        low = high = None
        told = bool(np.isfinite(value[0]))
        if told and reach in ends:
            tail = (1 - confidence) / 2
            low, high = (float(end) for end in np.nanquantile(ends[reach], (tail, 1 - tail)))
        found[reach] = Reliability(reach, float(value[0]) if told else None, low, high, met)
    return found


def drawn(components: tuple[float, float, float], covariance: Numbers, *, seed: int = 0) -> Numbers:
    """Components as the fit leaves them open: normal on the log scale, where none is below 0.

    `covariance` is that of the logarithms, the inverse of the observed information.
    """
    random = np.random.default_rng(seed)
    logs: Numbers = random.multivariate_normal(np.log(components), covariance, size=DRAWS)
    return np.exp(logs)


def _ratios(components: Numbers, met: Design) -> dict[Reach, Numbers]:
    candidate, interviewer, residual = components.T
    k = np.nan if met.k_hat is None else met.k_hat
    q = np.nan if met.q is None else met.q
    noise = {
        Reach.AGREEMENT: interviewer + residual,
        Reach.CONSISTENCY: residual,
        Reach.AGREEMENT_MEAN: (interviewer + residual) / k,
        Reach.AS_MET_MEAN: q * interviewer + residual / k,
    }
    with np.errstate(invalid="ignore"):
        return {reach: candidate / (candidate + each) for reach, each in noise.items()}
