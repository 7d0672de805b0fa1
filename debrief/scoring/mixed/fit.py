"""A fitted mixed model in numbers: variances, fixed effects, and every level's estimate."""

from dataclasses import dataclass, replace

import numpy as np

from debrief.scoring.mixed.design import Array, Codes, Design, Vector
from debrief.scoring.mixed.newton import Search
from debrief.scoring.mixed.reml import evaluate


@dataclass(frozen=True, slots=True)
class Effects:
    """One term's best linear unbiased predictions, level by level.

    `conditional` is their variance with the fixed effects known (lme4's condVar), `variance` the
    prediction variance that also counts what is not known about these: intervals use that one.
    """

    estimate: Array
    conditional: Array
    variance: Array


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
        parts = (given.estimate, given.conditional, given.variance)
        return replace(self, effects=self.effects | {term: Effects(*(p[order] for p in parts))})


def fit(design: Design, start: Array, penalised: str | None = None) -> Fit:
    penalty = np.array([float(term.name == penalised) for term in design.terms])
    search = Search(lambda ratios: evaluate(design, ratios), penalty)
    found = search.minimum(start)
    point = found.point
    in_blocks, in_dense = design.scales(point.ratios)
    scaled = _times(point.effects, in_blocks, in_dense)
    squares = (in_blocks**2 * point.residual, in_dense**2 * point.residual)
    whole = point.equations.diagonal()
    known = Vector(whole.blocks.copy(), whole.dense.copy())
    for share in point.equations.fixed_share():
        known.blocks[:] -= share.blocks**2
        known.dense[:] -= share.dense**2
    unknown, known = _times(whole, *squares), _times(known, *squares)
    logs = np.log(point.ratios, where=penalty > 0, out=np.zeros(len(penalty)))
    variances = {
        t.name: float(r * point.residual) for t, r in zip(design.terms, point.ratios, strict=True)
    }
    return Fit(
        n=design.n,
        criterion=point.criterion + float(penalty @ logs),
        converged=found.converged,
        evaluations=found.evaluations,
        variances=variances | {"residual": point.residual},
        fixed=design.offset + scaled.dense[-design.fixed :, 0],
        fixed_error=np.sqrt(unknown.dense[-design.fixed :, 0]),
        effects={
            term.name: Effects(*(each.of(term)[:, 0] for each in (scaled, known, unknown)))
            for term in design.terms
        },
    )


def _times(vector: Vector, blocks: Array, dense: Array) -> Vector:
    return Vector(vector.blocks * blocks, vector.dense * dense[:, None])
