"""Simulated interviews and a file of numbers that both sides of the mixed benchmark read."""

from pathlib import Path

import numpy as np

from debrief.scoring.mixed import Ratings

CRITERIA, MISSING = 5, 0.1


def interviews(candidates: int, interviewers: int, seed: int = 1) -> Ratings:
    """Two to four interviewers a candidate, five criteria, a tenth of the ratings not given."""
    draw = np.random.default_rng(seed)
    seats = draw.integers(2, 5, candidates)
    who = np.concatenate([draw.choice(interviewers, n, replace=False) for n in seats])
    candidate = np.repeat(np.repeat(np.arange(candidates), seats), CRITERIA)
    pair = np.repeat(np.arange(len(who)), CRITERIA)
    interviewer, criterion = who[pair], np.tile(np.arange(CRITERIA), len(who))
    level = (
        3.2
        + draw.normal(0, 0.6, candidates)[candidate]
        + draw.normal(0, 0.25, (candidates, CRITERIA))[candidate, criterion]
        + draw.normal(0, 0.3, len(who))[pair]
        + draw.normal(0, 0.3, interviewers)[interviewer]
        + draw.normal(0, 0.55, len(pair))
    )
    kept = draw.random(len(pair)) > MISSING
    codes = [
        np.unique(each[kept], return_inverse=True)[1]
        for each in (candidate, interviewer, criterion)
    ]
    return Ratings(np.clip(np.rint(level[kept]), 1, 5), *codes)


def written(ratings: Ratings, path: Path) -> None:
    """Level, candidate, interviewer, criterion: four columns of 32-bit integers."""
    columns = (ratings.level, ratings.candidate, ratings.interviewer, ratings.criterion)
    np.concatenate(columns).astype("<i4").tofile(path)


def columns(path: Path, count: int) -> list[np.ndarray]:
    return list(np.fromfile(path, "<i4").astype(int).reshape(count, -1))
