"""The interview model's equations with every candidate's own block eliminated."""

from collections.abc import Iterator
from typing import Protocol

import numpy as np

from debrief.scoring.mixed.dense import Dense
from debrief.scoring.mixed.design import Array, Codes, Term, Vector
from debrief.scoring.mixed.patterns import Patterns

#: Candidates whose matrices are laid out one by one at the same time.
CANDIDATES = 2048


class Products(Protocol):
    """What of the design the elimination reads."""

    patterns: Patterns
    terms: tuple[Term, ...]
    fixed: int
    rows: Codes
    gram: Array
    cross: Array
    outer: Array


class Eliminated:
    """One Cholesky per pattern, then a dense rest of interviewers, requisitions and criteria."""

    def __init__(self, design: Products, scale: Array, dense_scale: Array) -> None:
        self.design, self.dense_scale = design, dense_scale
        identity = np.eye(len(scale))
        factor = np.linalg.cholesky(design.gram * scale[:, None] * scale + identity)
        logs = np.log(np.diagonal(factor, axis1=1, axis2=2)).sum(axis=1)
        self.log_blocks = 2 * float(design.patterns.frequency @ logs)
        half = np.linalg.inv(factor)
        towards = half @ (design.cross * scale[:, None])
        #: Per pattern: the inverse of the block, and that inverse times its tie to the rest.
        self.inverse = half.transpose(0, 2, 1) @ half
        self.tie = half.transpose(0, 2, 1) @ towards
        self.upper, self.lower = np.triu_indices(towards.shape[2])
        one, other = design.rows[:, self.upper], design.rows[:, self.lower]
        size = len(dense_scale)
        #: (candidate, pair of places): where the pair stands in the rest's lower triangle.
        self.flat = np.maximum(one, other) * size + np.minimum(one, other)
        outer = design.outer - towards.transpose(0, 2, 1) @ towards
        # A place on the diagonal or twice on one row (empty slots, all zero) counts once.
        weights = outer[:, self.upper, self.lower][design.patterns.of]
        rest = np.bincount(self.flat.ravel(), weights.ravel(), size * size).astype(
            float, copy=False
        )
        self.dense = Dense(rest.reshape(size, size), dense_scale, design.fixed)
        self.log_determinant = self.log_blocks + self.dense.log_random + self.dense.log_fixed

    def solve(self, right: Vector) -> Vector:
        rows, of = self.design.rows, self.design.patterns.of
        own = _each(self.inverse, right.blocks, of)
        passed = _each(self.tie, right.blocks, of)
        size, scale = len(self.dense_scale), self.dense_scale[:, None]
        reduced = np.column_stack(
            [
                np.bincount(rows.ravel(), passed[:, k].ravel(), size)
                for k in range(right.dense.shape[1])
            ]
        )
        dense = self.dense.solve(right.dense - scale * reduced)
        back = (scale * dense)[rows].transpose(0, 2, 1)
        return Vector(own - _each(self.tie.transpose(0, 2, 1), back, of), dense)

    def traces(self) -> Array:
        own, inverse = self.dense.inverse
        starts, frequency = self.design.patterns.starts, self.design.patterns.frequency
        through = np.add.reduceat(self._pairs(inverse), starts, axis=0)
        blocks = frequency @ np.diagonal(self.inverse, axis1=1, axis2=2)
        blocks += np.einsum("pmq,pq->m", self._squares(), through)
        return np.array(
            [(blocks if term.in_blocks else own)[term.at].sum() for term in self.design.terms]
        )

    def diagonal(self) -> Vector:
        own, inverse = self.dense.inverse
        of = self.design.patterns.of
        through = _each(self._squares().transpose(0, 2, 1), self._pairs(inverse)[:, None], of)
        blocks = np.diagonal(self.inverse, axis1=1, axis2=2)[of][:, None] + through
        return Vector(blocks, own[:, None])

    def fixed_share(self) -> Iterator[Vector]:
        blocks = np.zeros((len(self.design.rows), 1, self.inverse.shape[1]))
        return (self.solve(Vector(blocks, right)) for right in self.dense.fixed_roots())

    def _pairs(self, inverse: Array) -> Array:
        """The scaled inverse of the rest, seen from every candidate's places."""
        seen: Array = inverse.T.ravel()[self.flat]
        return seen

    def _squares(self) -> Array:
        """Per pattern and own column, its ties multiplied pair by pair; both halves counted."""
        twice = np.where(self.upper == self.lower, 1.0, 2.0)
        products: Array = self.tie[:, :, self.upper] * self.tie[:, :, self.lower] * twice
        return products


def _each(table: Array, vectors: Array, of: Codes) -> Array:
    """Row vectors of every candidate (candidate, vector, column) times its pattern's matrix."""
    out = np.empty((*vectors.shape[:2], table.shape[2]))
    for start in range(0, len(of), CANDIDATES):
        part = slice(start, start + CANDIDATES)
        np.einsum("ckm,cmj->ckj", vectors[part], table[of[part]], out=out[part])
    return out
