"""The analysis of a file of ratings in plain words; interviewers stand by name, never by rank."""

from collections.abc import Iterator

from debrief.reports.rating_analysis import RatingAnalysis
from debrief.reports.rating_calibration import InterviewerSeverity, RatingModel
from debrief.reports.rating_record import NO_SCALE, PURPOSE, interval_silence, silence
from debrief.scoring.agreement import Metric, Reach, Weighting
from debrief.scoring.calibration.severity import (
    FEWEST_CANDIDATES,
    NOTABLE,
    WARM_CANDIDATES,
    WARM_INTERVIEWERS,
)

#: Krippendorff's (2004) lower bounds, for tentative and for firm conclusions.
TENTATIVE, FIRM = 0.667, 0.8
FEW = f"Not told in words: below {FEWEST_CANDIDATES} candidates it would be a guess."
TERMS = {
    "candidate": "between candidates",
    "candidate:criterion": "between a candidate's criteria",
    "candidate:interviewer": "one person's impression of one candidate",
    "interviewer": "between interviewers (severity)",
    "residual": "all else",
}
SHIFTED = {True: "higher than the others would", False: "lower than the others would"}


def written(found: RatingAnalysis) -> Iterator[str]:
    """Line by line."""
    yield from _counts(found)
    yield from ("", "Agreement", *_agreement(found))
    yield from ("", "What the levels vary by", *_variances(found))
    yield from ("", "Reliability of a candidate's mean, as these panels are made up")
    yield from _reliability(found)
    yield from ("", "How each interviewer rates, by name", *_severities(found))
    yield from ("", "What this is for", f"  {PURPOSE}")
    yield "  Reliable is not valid: nothing here says how well a rating foretells work."


def _counts(found: RatingAnalysis) -> Iterator[str]:
    on = f", {_many(found.n_criteria, 'criterion', 'criteria')}" if found.n_criteria else ""
    yield (
        f"{_many(found.n_ratings, 'rating')} of {_many(found.n_candidates, 'candidate')} by "
        f"{_many(found.n_interviewers, 'interviewer')}{on}."
    )
    if found.n_not_rated:
        yield f"{_many(found.n_not_rated, 'row')} not rated (NE) left out."
    if found.agreement:
        yield (
            f"Scale: {found.scale[0]:g} to {found.scale[-1]:g}, "
            f"{_many(len(found.scale), 'level')}. Where it has more that nobody gave, name it "
            "(--scale LOW-HIGH)."
        )


def _agreement(found: RatingAnalysis) -> Iterator[str]:
    told = found.agreement
    if told is None:
        yield f"  Not told. {NO_SCALE}"
        return
    alpha, gwet = told.alpha[Metric.ORDINAL], told.gwet[Weighting.ORDINAL]
    if alpha.value is None or gwet.value is None:
        yield f"  Not told. {silence(told)}"
        return
    interval = told.alpha_interval
    within = (
        f"No interval. {interval_silence(told)}"
        if interval.low is None or interval.high is None
        else f"95 % interval {interval.low:.2f} to {interval.high:.2f}."
    )
    yield f"  Krippendorff's alpha (ordinal) {alpha.value:.2f}. {within}"
    yield f"  {_read(alpha.value)}"
    yield f"  Gwet's AC2 (ordinal) {gwet.value:.2f}. Higher by construction: no stand-in for alpha."
    yield (
        f"  From {_many(alpha.n.ratings, 'rating')} in {_many(alpha.n.units, 'unit')} that two or "
        "more interviewers rated."
    )


def _read(alpha: float) -> str:
    if alpha >= FIRM:
        return "Read as: interviewers agree well enough to rely on (.800 or more)."
    if alpha >= TENTATIVE:
        return "Read as: enough for tentative conclusions (.667 to .800)."
    return (
        "Read as: one interviewer's rating says little about the next one's (below .667). It is "
        "low also where candidates are alike."
    )


def _variances(found: RatingAnalysis) -> Iterator[str]:
    fit = found.calibration
    told = {term: value for term, value in fit.variances.items() if value is not None}
    if not told:
        yield f"  Not told. {fit.reason}"
        return
    if fit.n_candidates < FEWEST_CANDIDATES:
        yield f"  {FEW}"
        return
    total = sum(told.values())
    for term, value in told.items():
        yield f"  {value / total:4.0%}  {TERMS[term]}"
    kind = (
        "with criteria"
        if fit.model is RatingModel.PANEL
        else "of candidates and interviewers crossed"
    )
    yield f"  Model {kind}, by REML, from {_many(fit.n, 'rating')}."
    if fit.n_candidates < WARM_CANDIDATES or len(fit.interviewers) < WARM_INTERVIEWERS:
        yield (
            f"  A first guess: below {WARM_CANDIDATES} candidates or {WARM_INTERVIEWERS} "
            "interviewers these shares can be far off."
        )


def _reliability(found: RatingAnalysis) -> Iterator[str]:
    each = found.reliability[Reach.AS_MET_MEAN]
    if each.value is None or each.n.k_hat is None:
        yield f"  Not told. {found.calibration.reason}"
        return
    if each.n.candidates < FEWEST_CANDIDATES:
        yield f"  {FEW}"
        return
    yield (
        f"  ICC(Q,k) {each.value:.2f}, from {_many(each.n.candidates, 'candidate')} with "
        f"{each.n.k_hat:.1f} interviewers each (harmonic mean)."
    )


def _severities(found: RatingAnalysis) -> Iterator[str]:
    fit = found.calibration
    if fit.reason:
        yield f"  Not told. {fit.reason}"
        return
    yield (
        "  In levels, above 0 for higher than the others would, with a 90 % interval; drawn "
        "towards 0 where ratings are few."
    )
    yield (
        f"  A word follows only where the interval leaves out 0 and it is {NOTABLE} levels or more."
    )
    if fit.penalised:
        yield "  With few interviewers or little spread their variance is kept off zero for this."
    if fit.groups > 1:
        yield (
            f"  The interviewers fall into {fit.groups} groups that no candidate connects, and "
            "only the largest is told. Take the others out into files of their own."
        )
    width = max(len(each.id) for each in fit.interviewers)
    for each in fit.interviewers:
        yield f"  {each.id:<{width}}  {_severity(each)}"


def _severity(each: InterviewerSeverity) -> str:
    n = f"{_many(each.n, 'rating')} of {_many(each.n_candidates, 'candidate')}"
    if each.severity is None or each.low is None or each.high is None:
        return f"not told ({n}). {each.reason}"
    word = f" - {SHIFTED[each.severity > 0]}" if each.notable else ""
    return f"{_signed(each.severity)} ({_signed(each.low)} to {_signed(each.high)}; {n}){word}"


def _signed(value: float) -> str:
    """One decimal, for the second is noise; no sign on a zero."""
    rounded = round(value, 1)
    return f"{rounded:+.1f}" if rounded else "0.0"


def _many(count: int | None, one: str, more: str = "") -> str:
    return f"{count:,} {one if count == 1 else more or one + 's'}"
