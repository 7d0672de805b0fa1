"""The analysis of a file of ratings as plain data, every absent figure with its reason."""

from collections.abc import Mapping
from typing import Any

from debrief.reports.rating_analysis import RatingAnalysis
from debrief.reports.rating_calibration import InterviewerSeverity
from debrief.reports.rating_columns import MOST_LEVELS
from debrief.scoring.agreement import Agreement, Metric, Sample, Weighting
from debrief.scoring.agreement.bootstrap import FEWEST_CANDIDATES

SCHEMA = 1
NO_SCALE = f"The levels take more than {MOST_LEVELS} values, so they are no rating scale."
ALIKE = "All levels are alike, and chance agrees fully as well."
ALONE = "No candidate was rated by two interviewers (on the same criterion)."
BELOW_ZERO = "Ratios mean nothing on a scale that goes below zero."
FEW_CANDIDATES = f"Fewer than {FEWEST_CANDIDATES} candidates have ratings by two interviewers."
INCOMPLETE = "Fewer than two units were rated by every interviewer."
NOTHING_LEFT = "Nothing varies in what every interviewer rated."
NO_FIT = "It follows from the fitted model, and there is none."
PURPOSE = (
    "For a talk about anchors and training. Not for appraisal, pay, ranking interviewers or "
    "weighting their ratings, and not for deciding about a candidate."
)


def recorded(found: RatingAnalysis) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "n_ratings": found.n_ratings,
        "n_candidates": found.n_candidates,
        "n_interviewers": found.n_interviewers,
        "n_criteria": found.n_criteria,
        "n_not_rated": found.n_not_rated,
        "scale": list(found.scale) if found.agreement else None,
        "purpose": PURPOSE,
        "agreement": _agreement(found.agreement, found.n_ratings),
        "reliability": _reliability(found),
        "calibration": _calibration(found),
    }


def silence(found: Agreement, *, ratio: bool = False) -> str:
    """Why a coefficient of many raters could not be told."""
    n = found.alpha[Metric.NOMINAL].n
    if not n.units:
        return ALONE
    if ratio and found.alpha[Metric.NOMINAL].value is not None:
        return BELOW_ZERO
    return ALIKE


def _told(
    value: float | None, n: Mapping[str, float | None], reason: str, **more: float | None
) -> dict[str, Any]:
    told = {"value": value, **more, "n": n}
    return told if value is not None else told | {"reason": reason}


def _sample(n: Sample) -> dict[str, int]:
    return {"ratings": n.ratings, "units": n.units, "raters": n.raters}


def _agreement(found: Agreement | None, n_ratings: int) -> dict[str, Any]:
    if found is None:
        silent = _told(None, {"ratings": n_ratings}, NO_SCALE)
        return {
            "krippendorff_alpha": {str(metric): silent for metric in Metric},
            "gwet_ac1": silent,
            "gwet_ac2": {str(each): silent for each in Weighting if each != Weighting.IDENTITY},
        }
    gwet = {
        str(each.weighting): _told(
            each.value,
            _sample(each.n) | {"candidates": each.candidates},
            silence(found, ratio=each.weighting is Weighting.RATIO),
            low=each.low,
            high=each.high,
        )
        for each in found.gwet.values()
    }
    interval = found.alpha_interval
    complete = found.concordance.n
    absent = INCOMPLETE if min(complete.units, complete.raters) <= 1 else NOTHING_LEFT
    return {
        "krippendorff_alpha": {
            str(each.metric): _told(
                each.value,
                _sample(each.n),
                silence(found, ratio=each.metric is Metric.RATIO),
            )
            for each in found.alpha.values()
        },
        "krippendorff_alpha_interval": {
            "metric": str(interval.metric),
            "low": interval.low,
            "high": interval.high,
            "confidence": interval.confidence,
            "n": _sample(interval.n) | {"candidates": interval.candidates},
        }
        | ({} if interval.low is not None else {"reason": interval_silence(found)}),
        "gwet_ac1": gwet.pop(Weighting.IDENTITY),
        "gwet_ac2": gwet,
        "intraclass": {
            f"ICC({each.form})": _told(
                each.value, _sample(each.n), absent, low=each.low, high=each.high
            )
            for each in found.intraclass.values()
        },
        "kendall_w": _told(
            found.concordance.value, _sample(complete), absent, p=found.concordance.p
        ),
    }


def interval_silence(found: Agreement) -> str:
    if found.alpha_interval.candidates < FEWEST_CANDIDATES and found.alpha_interval.n.units:
        return FEW_CANDIDATES
    return silence(found)


def _reliability(found: RatingAnalysis) -> dict[str, Any]:
    return {
        f"ICC({each.reach})": _told(
            each.value,
            {
                "candidates": each.n.candidates,
                "interviewers": each.n.interviewers,
                "meetings": each.n.meetings,
                "k_hat": each.n.k_hat,
                "q": each.n.q,
            },
            found.calibration.reason or NO_FIT,
        )
        for each in found.reliability.values()
    }


def _calibration(found: RatingAnalysis) -> dict[str, Any]:
    fit = found.calibration
    n = {
        "ratings": fit.n,
        "candidates": fit.n_candidates,
        "interviewers": len(fit.interviewers),
    }
    told: dict[str, Any] = {
        "model": str(fit.model),
        "converged": fit.converged,
        "reml_criterion": fit.criterion,
        "variance": dict(fit.variances),
        "means": _means(fit.means),
        "severities": {
            "penalised": fit.penalised,
            "interviewer_variance": fit.severity_variance,
            "confidence": 0.9,
        },
        "groups": fit.groups,
        "n": n,
        "interviewers": [_interviewer(each) for each in fit.interviewers],
    }
    return told | {"reason": fit.reason} if fit.reason else told


def _means(means: Mapping[str, float]) -> list[dict[str, Any]]:
    return [{"criterion": name or None, "mean": mean} for name, mean in means.items()]


def _interviewer(each: InterviewerSeverity) -> dict[str, Any]:
    told = {
        "id": each.id,
        "severity": each.severity,
        "low": each.low,
        "high": each.high,
        "notable": each.notable,
        "n": each.n,
        "n_candidates": each.n_candidates,
        "n_colleagues": each.n_colleagues,
        "group": each.group,
    }
    return told | {"reason": each.reason} if each.reason else told
