"""What a file of anyone's ratings says: agreement, reliability, severities, each with its n."""

from collections.abc import Mapping
from dataclasses import dataclass

from debrief.errors import InvalidInputError
from debrief.reports.rating_calibration import (
    RESIDUAL,
    RatingCalibration,
    RatingModel,
    calibration_of,
    suited,
)
from debrief.reports.rating_columns import MOST_LEVELS, RatingColumns
from debrief.scoring.agreement import (
    Agreement,
    Design,
    Reach,
    Reliability,
    agreement,
    coded,
    design,
    reliability,
)
from debrief.scoring.calibration import Table, table
from debrief.scoring.mixed.interview import CANDIDATE, DYAD, INTERVIEWER


@dataclass(frozen=True, slots=True)
class RatingAnalysis:
    """`agreement` is None where the levels are no rating scale; `scale` is then what was seen."""

    n_ratings: int
    n_candidates: int
    n_interviewers: int
    n_criteria: int | None
    n_not_rated: int
    scale: tuple[float, ...]
    agreement: Agreement | None
    reliability: Mapping[Reach, Reliability]
    calibration: RatingCalibration


def analyse_ratings(
    given: RatingColumns,
    *,
    model: RatingModel | None = None,
    scale: tuple[float, ...] | None = None,
) -> RatingAnalysis:
    """Of one rating or more; `model` and `scale` are read off the ratings where not given."""
    if model is RatingModel.PANEL and given.criterion is None:
        raise InvalidInputError(
            "The panel model needs a criterion for each rating, and this file has no such column. "
            "Name it (--criterion NAME), or use --model crossed."
        )
    criteria = given.criterion or [""] * len(given.level)
    columns = (given.candidate, given.interviewer, criteria, given.level)
    read = table(*columns)
    levels = scale or given.scale
    found = agreement(coded(*columns, levels)) if len(levels) <= MOST_LEVELS else None
    calibration = calibration_of(read, model or suited(read))
    met = design(read.ratings.candidate, read.ratings.interviewer)
    return RatingAnalysis(
        n_ratings=read.n,
        n_candidates=len(read.candidates),
        n_interviewers=len(read.interviewers),
        n_criteria=len(read.criteria) if given.criterion else None,
        n_not_rated=given.not_rated,
        scale=levels,
        agreement=found,
        reliability=_reliability(calibration, read, met),
        calibration=calibration,
    )


def _reliability(found: RatingCalibration, given: Table, met: Design) -> dict[Reach, Reliability]:
    """Of the mean over all criteria, by the variances of plain REML."""
    told = {term: value for term, value in found.variances.items() if value is not None}
    if not told:
        return {reach: Reliability(reach, None, None, None, met) for reach in Reach}
    error = told[RESIDUAL]
    if found.model is RatingModel.PANEL:
        error = told[DYAD] + error / len(given.criteria)
    return reliability((told[CANDIDATE], told[INTERVIEWER], error), met)
