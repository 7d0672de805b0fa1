"""A fitted mixed model in numbers: variances, fixed effects, and every level's estimate."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from debrief.scoring.mixed.design import Array, Codes, Design, Term, Vector
from debrief.scoring.mixed.newton import Search
from debrief.scoring.mixed.reml import Solved, evaluate, solve


@dataclass(frozen=True, slots=True)
class Effects:
    """One term's best linear unbiased predictions, level by level.

    `conditional` is their variance with the fixed effects known (lme4's condVar), `variance` the
    prediction variance that also counts what is not known about these: intervals use that one.
    `shared` is the mean covariance of two levels' errors; None for the factor that is eliminated.
    """

    estimate: Array
    conditional: Array
    variance: Array
    shared: float | None


@dataclass(frozen=True, slots=True)
class Fit:
    """`criterion` is minus twice the (restricted) log-likelihood, without any penalty."""

    n: int
    criterion: float
    converged: bool
    evaluations: int
    variances: dict[str, float]
    fixed: Array
    fixed_error: Array
    effects: dict[str, Effects]

    @property
    def residual(self) -> float:
        return self.variances["residual"]

    def reordered(self, term: str, order: Codes) -> "Fit":
        """With one term's levels listed in another order."""
        given = self.effects[term]
        parts = (given.estimate[order], given.conditional[order], given.variance[order])
        return replace(self, effects=self.effects | {term: Effects(*parts, given.shared)})


def fit(design: Design, start: Array, penalised: str | None = None) -> Fit:
    """Estimate the variances, then everything else."""
    penalty = np.array([float(term.name == penalised) for term in design.terms])
    found = Search(lambda ratios: evaluate(design, ratios), penalty).minimum(start)
    point = found.point
    logs = np.log(point.ratios, where=penalty > 0, out=np.zeros(len(penalty)))
    return _fit(
        design,
        Solved(point.ratios, point.equations, point.effects),
        residual=point.residual,
        criterion=point.criterion + float(penalty @ logs),
        converged=found.converged,
        evaluations=found.evaluations,
    )


def predict(design: Design, variances: Mapping[str, float]) -> Fit:
    """Everything else where the variances are given; the criterion is not one of a fit."""
    residual = variances["residual"]
    ratios = np.array([variances[term.name] / residual for term in design.terms])
    return _fit(
        design,
        solve(design, ratios),
        residual=residual,
        criterion=math.nan,
        converged=True,
        evaluations=0,
    )


def _fit(  # noqa: PLR0913 - what a search adds to a solution
    design: Design,
    solved: Solved,
    *,
    residual: float,
    criterion: float,
    converged: bool,
    evaluations: int,
) -> Fit:
    in_blocks, in_dense = design.scales(solved.ratios)
    scaled = _times(solved.effects, in_blocks, in_dense)
    squares = (in_blocks**2 * residual, in_dense**2 * residual)
    whole = solved.equations.diagonal()
    known = Vector(whole.blocks.copy(), whole.dense.copy())
    for share in solved.equations.fixed_share():
        known.blocks[:] -= share.blocks**2
        known.dense[:] -= share.dense**2
    unknown, known = _times(whole, *squares), _times(known, *squares)
    ratios = zip(design.terms, solved.ratios, strict=True)
    return Fit(
        n=design.n,
        criterion=criterion,
        converged=converged,
        evaluations=evaluations,
        variances={t.name: float(r * residual) for t, r in ratios} | {"residual": residual},
        fixed=design.offset + scaled.dense[-design.fixed :, 0],
        fixed_error=np.sqrt(unknown.dense[-design.fixed :, 0]),
        effects={
            term.name: Effects(
                estimate=scaled.of(term)[:, 0],
                conditional=known.of(term)[:, 0],
                variance=unknown.of(term)[:, 0],
                shared=_shared(term, solved, unknown, float(ratio * residual)),
            )
            for term, ratio in zip(design.terms, solved.ratios, strict=True)
        },
    )


def _shared(term: Term, solved: Solved, variances: Vector, variance: float) -> float | None:
    if term.in_blocks or term.size == 1:
        return None
    ones = Vector(np.zeros_like(solved.effects.blocks), np.zeros_like(solved.effects.dense))
    ones.dense[term.at] = 1
    total = variance * solved.equations.solve(ones).of(term).sum() - variances.of(term).sum()
    return float(total) / (term.size * (term.size - 1))


def _times(vector: Vector, blocks: Array, dense: Array) -> Vector:
    return Vector(vector.blocks * blocks, vector.dense * dense[:, None])
