"""Severities from a file of ratings: which model suits it, its fit, and why a figure is absent."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from debrief.scoring.calibration import Severity, Table
from debrief.scoring.calibration.graph import Connections, connections
from debrief.scoring.calibration.severity import (
    FEWEST_CANDIDATES,
    FEWEST_COLLEAGUES,
    student_reach,
)
from debrief.scoring.mixed import Fit, fit_crossed, fit_interviews
from debrief.scoring.mixed.dense import UnidentifiedError
from debrief.scoring.mixed.interview import CANDIDATE, CRITERION, DYAD, INTERVIEWER

RESIDUAL = "residual"
TWO = 2
#: With fewer interviewers, plain REML too often takes a real spread of severities for none.
UNPENALISED = 20


class RatingModel(StrEnum):
    """With criteria rated one by one, or candidates and interviewers crossed and no more."""

    PANEL = "panel"
    CROSSED = "crossed"

    @property
    def terms(self) -> tuple[str, ...]:
        if self is RatingModel.PANEL:
            return (CANDIDATE, CRITERION, DYAD, INTERVIEWER, RESIDUAL)
        return (CANDIDATE, INTERVIEWER, RESIDUAL)


@dataclass(frozen=True, slots=True)
class InterviewerSeverity:
    """How much higher one rates than the others would, with its 90 % interval, or why not told.

    `group` is the group of interviewers connected by candidates they share; 0 is the largest.
    """

    id: str
    n: int
    n_candidates: int
    n_colleagues: int
    group: int
    severity: float | None
    low: float | None
    high: float | None
    notable: bool
    reason: str


@dataclass(frozen=True, slots=True)
class RatingCalibration:
    """One fit by REML. `variances` and `criterion` are plain REML's, as lme4 gives them.

    Severities rest on `severity_variance`, which is kept off zero by a penalty (`penalised`) where
    interviewers are few or plain REML sees no spread. `reason` says why there is no fit.
    """

    model: RatingModel
    n: int
    n_candidates: int
    converged: bool
    criterion: float | None
    variances: dict[str, float | None]
    means: dict[str, float]
    penalised: bool
    severity_variance: float | None
    groups: int
    interviewers: tuple[InterviewerSeverity, ...]
    reason: str


def suited(given: Table) -> RatingModel:
    """The panel model where its terms can be told apart, else the crossed one."""
    return RatingModel.CROSSED if _too_thin(given) else RatingModel.PANEL


def calibration_of(given: Table, model: RatingModel) -> RatingCalibration:
    graph = connections(given.ratings)
    reason = _obstacle(given, graph) or (_too_thin(given) if model is RatingModel.PANEL else "")
    fits = None
    if not reason:
        try:
            fits = _fits(given, model)
        except UnidentifiedError as error:
            reason = f"{error}."
    plain, used, penalised = fits or (None, None, False)
    if plain and used and not (plain.converged and used.converged):
        reason, used = "The fit came to no end, so its figures are not to be relied on.", None
        plain = plain if plain.converged else None
    return RatingCalibration(
        model=model,
        n=given.n,
        n_candidates=len(given.candidates),
        converged=plain is not None,
        criterion=plain.criterion if plain else None,
        variances={term: plain.variances[term] if plain else None for term in model.terms},
        means=_means(given, plain),
        penalised=penalised,
        severity_variance=used.variances[INTERVIEWER] if used else None,
        groups=graph.components,
        interviewers=tuple(_interviewers(given, graph, used, reason)),
        reason=reason,
    )


def _obstacle(given: Table, graph: Connections) -> str:
    """Why no model can be fitted to these, or ""."""
    meetings = int(graph.candidates.sum())
    if np.ptp(given.ratings.level) == 0:
        return "All levels are alike."
    if min(len(given.candidates), len(given.interviewers)) < TWO:
        return "It takes two candidates and two interviewers at least."
    if meetings == len(given.candidates):
        return "No candidate was rated by two interviewers."
    if meetings == len(given.interviewers):
        return "No interviewer rated two candidates."
    return ""


def _too_thin(given: Table) -> str:
    """Why the terms of the panel model cannot be told apart, or ""."""
    ratings = given.ratings
    criteria, raters = len(given.criteria), len(given.interviewers)
    if criteria < TWO:
        return "The panel model needs two criteria. Use the crossed one."
    if len(np.unique(ratings.candidate * raters + ratings.interviewer)) == given.n:
        return "Nobody rated a candidate on two criteria. Use the crossed model."
    if len(np.unique(ratings.candidate * criteria + ratings.criterion)) == given.n:
        return "Nobody was rated by two interviewers on one criterion. Use the crossed model."
    return ""


def _fits(given: Table, model: RatingModel) -> tuple[Fit, Fit, bool]:
    """Plain REML, the fit severities rest on, and whether that one is penalised."""
    plain = _fit(given, model, penalty=False)
    few = len(given.interviewers) < UNPENALISED
    if few or plain.variances[INTERVIEWER] == 0:
        return plain, _fit(given, model, penalty=True), True
    return plain, plain, False


def _fit(given: Table, model: RatingModel, *, penalty: bool) -> Fit:
    ratings = given.ratings
    if model is RatingModel.PANEL:
        return fit_interviews(ratings, penalty=penalty)
    factors = {CANDIDATE: ratings.candidate, INTERVIEWER: ratings.interviewer}
    columns = np.eye(len(given.criteria))[ratings.criterion]
    kept_off_zero = INTERVIEWER if penalty else None
    return fit_crossed(ratings.level, factors, columns, penalised=kept_off_zero)


def _means(given: Table, fitted: Fit | None) -> dict[str, float]:
    return dict(zip(given.criteria, fitted.fixed.tolist(), strict=True)) if fitted else {}


def _interviewers(
    given: Table, graph: Connections, fitted: Fit | None, reason: str
) -> Iterator[InterviewerSeverity]:
    counts = np.bincount(given.ratings.interviewer)
    reach = student_reach(len(given.interviewers)) if fitted else 0.0
    for code, name in enumerate(given.interviewers):
        seen = Severity(
            interviewer=name,
            n=int(counts[code]),
            n_candidates=int(graph.candidates[code]),
            n_colleagues=int(graph.colleagues[code]),
            component=int(graph.component[code]),
            mean=float(fitted.effects[INTERVIEWER].estimate[code]) if fitted else 0.0,
            variance=float(fitted.effects[INTERVIEWER].variance[code]) if fitted else 0.0,
            reach=reach,
        )
        why = reason or _withheld(seen)
        yield InterviewerSeverity(
            id=name,
            n=seen.n,
            n_candidates=seen.n_candidates,
            n_colleagues=seen.n_colleagues,
            group=seen.component,
            severity=None if why else seen.shown,
            low=None if why else seen.low,
            high=None if why else seen.high,
            notable=not why and seen.notable,
            reason=why,
        )


def _withheld(seen: Severity) -> str:
    """Why one interviewer's severity is not told, or ""."""
    if seen.component:
        return "Shares no candidate, not even through others, with the largest group."
    if seen.n_candidates < FEWEST_CANDIDATES:
        return f"Rated fewer than {FEWEST_CANDIDATES} candidates."
    if seen.n_colleagues < FEWEST_COLLEAGUES:
        return f"Shared candidates with fewer than {FEWEST_COLLEAGUES} other interviewers."
    return ""
