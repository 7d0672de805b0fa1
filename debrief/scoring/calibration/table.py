"""Ratings of many debriefs with the names they came under, coded for the models."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from debrief.scoring.mixed.design import Codes
from debrief.scoring.mixed.interview import Ratings


@dataclass(frozen=True, slots=True)
class Table:
    """Codes index the names, which are sorted. `quarters` are optional, one per rating."""

    ratings: Ratings
    candidates: tuple[str, ...]
    interviewers: tuple[str, ...]
    criteria: tuple[str, ...]
    quarters: tuple[str, ...] = ()
    quarter: Codes | None = None

    @property
    def n(self) -> int:
        return len(self.ratings.level)


def table(  # noqa: PLR0913 - one for each column of the data
    candidate: Sequence[str],
    interviewer: Sequence[str],
    criterion: Sequence[str],
    level: Sequence[float],
    *,
    requisition: Sequence[str] | None = None,
    quarter: Sequence[str] | None = None,
) -> Table:
    """Independent levels in long form; NE is missing, so it is not among them.

    `requisition` is given where interviewers are not assigned at random; `quarter` ("2026-Q3")
    where drift is asked for.
    """
    candidates, of_candidate = _coded(candidate)
    interviewers, of_interviewer = _coded(interviewer)
    criteria, of_criterion = _coded(criterion)
    quarters, of_quarter = ((), None) if quarter is None else _coded(quarter)
    of_requisition = None if requisition is None else _coded(requisition)[1]
    levels = np.asarray(level, float)
    ratings = Ratings(levels, of_candidate, of_interviewer, of_criterion, of_requisition)
    return Table(ratings, candidates, interviewers, criteria, quarters, of_quarter)


def _coded(given: Sequence[str]) -> tuple[tuple[str, ...], Codes]:
    names = sorted(set(given))
    place = {name: code for code, name in enumerate(names)}
    return tuple(names), np.array([place[name] for name in given], int)
