"""How an interviewer uses the scale: range against peers, shares of levels, criteria alike."""

import numpy as np
from numpy.typing import NDArray

from debrief.scoring.calibration.dyads import Dyads, residuals
from debrief.scoring.calibration.severity import FEWEST_CANDIDATES, Calibration
from debrief.scoring.calibration.shrinkage import FEWEST, Measure, measures
from debrief.scoring.calibration.table import Table
from debrief.scoring.mixed.design import Array, Codes
from debrief.scoring.mixed.interview import CANDIDATE, CRITERION, DYAD

Found = dict[int, Measure]
Flags = NDArray[np.bool_]


def range_use(given: Table, calibration: Calibration, found: Dyads) -> Found:
    """Spread of the own ratings over peers' on the same candidates and criteria; 1 is usual."""
    ratings, left = given.ratings, residuals(given, calibration)
    cell = ratings.candidate * len(given.criteria) + ratings.criterion
    peers = np.bincount(cell)[cell] - 1
    both = peers > 0
    peers, left, cell, who = peers[both], left[both], cell[both], ratings.interviewer[both]
    theirs = (np.bincount(cell, left)[cell] - left) / peers
    squares = (np.bincount(cell, left**2)[cell] - left**2) / peers
    size = len(given.interviewers)
    n = np.maximum(np.bincount(who, minlength=size), 1)

    def mean(values: Array) -> Array:
        return np.bincount(who, values, size) / n

    own = mean(left**2) - mean(left) ** 2
    others = mean(squares) - mean(theirs) ** 2
    candidates = np.bincount(found.interviewer[found.peers > 0], minlength=size)
    # Ratings of one candidate hang together: the candidates count, not the ratings.
    noise = (1 + 1 / np.maximum(mean(peers.astype(float)), 1)) / (2 * np.maximum(candidates - 1, 1))
    enough = (candidates >= FEWEST_CANDIDATES) & (own > 0) & (others > 0)
    spread = np.sqrt(own / np.where(others > 0, others, 1))
    return measured(spread, noise, candidates, enough, ratio=True)


def share_of(level: float, given: Table, calibration: Calibration, found: Dyads) -> Found:
    """How many of the own ratings are this level, of all of them."""
    ratings, variances = given.ratings, calibration.variances
    size = len(given.interviewers)
    n = np.bincount(ratings.interviewer, minlength=size)
    hits = np.bincount(ratings.interviewer, ratings.level == level, size)
    overall = float((ratings.level == level).mean())
    candidates = np.bincount(found.interviewer, minlength=size)
    # Ratings by one interviewer of one candidate are alike: fewer than they look.
    shared = variances[CANDIDATE] + variances[DYAD]
    alike = shared / (shared + variances[CRITERION] + variances["residual"])
    noise = overall * (1 - overall) * (1 + (n / candidates - 1) * alike) / n
    enough = (candidates >= FEWEST_CANDIDATES) & (noise > 0)
    return measured(hits / n, noise, n, enough, ratio=False)


def halo(calibration: Calibration, found: Dyads, size: int) -> Found:
    """Spread between criteria of one candidate over the model's; below 1 they are rated alike."""
    several = found.n > 1
    who = found.interviewer[several]
    inside = np.bincount(who, found.inside[several], size)
    degrees = np.bincount(who, found.n[several] - 1, size)
    candidates = np.bincount(who, minlength=size)
    usual = calibration.variances[CRITERION] + calibration.variances["residual"]
    enough = (candidates >= FEWEST_CANDIDATES) & (inside > 0)
    degrees = np.maximum(degrees, 1)
    return measured(inside / degrees / usual, 2 / degrees, candidates, enough, ratio=True)


def discrimination(found: Dyads, size: int) -> Found:
    """Slope of the own ratings on what others say of the candidate: 1 is usual, 0 says nothing."""
    both = found.peers > 0
    who, others, own = found.interviewer[both], found.others[both], found.level[both]
    n = np.bincount(who, minlength=size)
    centre = (np.bincount(who, others, size) / np.maximum(n, 1))[who]
    around = others - centre
    spread = np.bincount(who, around**2, size)
    enough = (n >= FEWEST_CANDIDATES) & (spread > 0)
    spread = np.where(spread > 0, spread, 1)
    slope = np.bincount(who, around * own, size) / spread
    noise = np.bincount(who, around**2 * found.expected[both], size) / spread**2
    return measured(slope, noise, n, enough, ratio=False)


def measured(values: Array, noise: Array, n: Codes, enough: Flags, *, ratio: bool) -> Found:
    """Of those with enough to go by; nothing where too few have."""
    codes = np.flatnonzero(enough)
    if len(codes) < FEWEST:
        return {}
    found = measures(values[codes], noise[codes], n[codes], ratio=ratio)
    return dict(zip(codes.tolist(), found, strict=True))
