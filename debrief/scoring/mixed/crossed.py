"""Crossed random intercepts, any number of factors: the largest eliminated, the rest dense."""

import itertools
from collections.abc import Iterator, Mapping

import numpy as np
from scipy import sparse

from debrief.scoring.mixed.dense import Dense
from debrief.scoring.mixed.design import Array, Codes, Term, Vector
from debrief.scoring.mixed.fit import Fit, fit

#: Rows of the eliminated factor whose variances are worked out together.
ROWS = 1024


class Crossed:
    """Cross-products of a response, fixed-effect columns and factors coded 0, 1, 2 ..."""

    def __init__(
        self, y: Array, columns: Array, factors: Mapping[str, Codes], *, reml: bool
    ) -> None:
        self.n, self.fixed, self.reml = len(y), columns.shape[1], reml
        sizes = {name: int(codes.max()) + 1 for name, codes in factors.items()}
        first, *others = sorted(sizes, key=lambda name: -sizes[name])
        ends = list(itertools.accumulate((sizes[name] for name in others), initial=0))
        self.terms = (
            Term(first, in_blocks=True, at=slice(0, 1), size=sizes[first]),
            *(
                Term(name, in_blocks=False, at=slice(start, end), size=sizes[name])
                for name, (start, end) in zip(others, itertools.pairwise(ends), strict=True)
            ),
        )
        self.offset: Array = np.linalg.lstsq(columns, y)[0].astype(float)
        left = y - columns @ self.offset
        indicators = [_indicators(factors[name], sizes[name]) for name in others]
        rest = sparse.hstack([*indicators, sparse.csr_array(columns)], format="csr")
        eliminated = _indicators(factors[first], sizes[first])
        self.counts = np.bincount(factors[first], minlength=sizes[first]).astype(float)
        self.between = (eliminated.T @ rest).tocsr()
        self.gram: Array = (rest.T @ rest).toarray()
        self.square = float(left @ left)
        self.right = Vector((eliminated.T @ left)[:, None, None], (rest.T @ left)[:, None])

    def scales(self, ratios: Array) -> tuple[Array, Array]:
        dense = np.ones(len(self.gram))
        for term, ratio in zip(self.terms[1:], ratios[1:], strict=True):
            dense[term.at] = np.sqrt(ratio)
        return np.sqrt(ratios[:1]), dense

    def equations(self, ratios: Array) -> "Eliminated":
        return Eliminated(self, ratios)

    def weighted(self, weights: Array) -> Array:
        """The rest's cross-products through the eliminated factor, each level weighted."""
        scaled = self.between.copy()
        scaled.data *= np.repeat(weights, np.diff(scaled.indptr))
        product: Array = (self.between.T @ scaled).toarray()
        return product


class Eliminated:
    """The equations with the largest factor, whose block is diagonal, eliminated."""

    def __init__(self, design: Crossed, ratios: Array) -> None:
        self.design, self.ratio = design, ratios[0]
        (self.scale,), self.dense_scale = design.scales(ratios)
        self.diagonals = 1 + self.ratio * design.counts
        rest = design.gram - design.weighted(self.ratio / self.diagonals)
        self.dense = Dense(rest, self.dense_scale, design.fixed)

    @property
    def log_determinant(self) -> float:
        fixed = self.dense.log_fixed if self.design.reml else 0.0
        return float(np.log(self.diagonals).sum()) + self.dense.log_random + fixed

    def solve(self, right: Vector) -> Vector:
        between, diagonals = self.design.between, self.diagonals[:, None]
        own = right.blocks[:, :, 0]
        reduced = between.T @ (self.scale / diagonals * own)
        dense = self.dense.solve(right.dense - self.dense_scale[:, None] * reduced)
        taken = self.scale * (between @ (self.dense_scale[:, None] * dense))
        return Vector(((own - taken) / diagonals)[:, :, None], dense)

    def traces(self) -> Array:
        own, inverse = self.dense.inverse
        through = self.design.weighted(self.ratio / self.diagonals**2)
        # Only the upper triangle is there; the product of two symmetric matrices needs both.
        twice = 2 * np.vdot(inverse.T, through) - np.diag(inverse) @ np.diag(through)
        eliminated = (1 / self.diagonals).sum() + twice
        return np.array([eliminated, *(own[term.at].sum() for term in self.design.terms[1:])])

    def diagonal(self) -> Vector:
        own, upper = self.dense.inverse
        inverse = upper + np.triu(upper, 1).T
        between = self.design.between
        through = np.concatenate(
            [
                between[start : start + ROWS]
                .multiply(between[start : start + ROWS] @ inverse)
                .sum(axis=1)
                for start in range(0, between.shape[0], ROWS)
            ]
        )
        blocks = 1 / self.diagonals + self.ratio / self.diagonals**2 * through
        return Vector(blocks[:, None, None], own[:, None])

    def fixed_share(self) -> Iterator[Vector]:
        blocks = np.zeros((len(self.diagonals), 1, 1))
        return (self.solve(Vector(blocks, right)) for right in self.dense.fixed_roots())


def fit_crossed(
    y: Array,
    factors: Mapping[str, Codes],
    columns: Array | None = None,
    *,
    reml: bool = True,
    penalised: str | None = None,
) -> Fit:
    """Fit y = columns . beta + one random intercept per factor + error; no column is an intercept.

    `columns` defaults to an intercept alone. Codes of every factor run from 0 without a gap.
    `penalised` names the factor whose variance is kept off zero, as in the interview model.
    """
    given = np.ones((len(y), 1)) if columns is None else columns
    design = Crossed(np.asarray(y, float), given, factors, reml=reml)
    return fit(design, np.full(len(factors), 0.1), penalised)


def _indicators(codes: Codes, size: int) -> sparse.csr_array:
    n = len(codes)
    return sparse.csr_array((np.ones(n), codes, np.arange(n + 1)), shape=(n, size))
