"""What a mixed model hands to its fitting: terms, cross-products, and its equations solved.

Every model has many small blocks that are independent of each other given the rest (`blocks`, of
shape (units, columns)) and one dense rest whose last columns are the fixed effects (`dense`). With
effects scaled to unit variance the equations are A b = rhs with A = S M'M S + I, where the fixed
effects have S = 1 and no identity.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Term:
    """One random effect: its columns in the blocks of every unit, or its levels in the rest."""

    name: str
    in_blocks: bool
    at: slice
    size: int


@dataclass(frozen=True, slots=True)
class Vector:
    """Right sides or solutions: `blocks` (units, vectors, columns), `dense` (rows, vectors)."""

    blocks: Array
    dense: Array

    def of(self, term: Term) -> Array:
        """What belongs to one term, every vector in a column of its own."""
        if not term.in_blocks:
            return self.dense[term.at]
        part = self.blocks[:, :, term.at]
        return part.transpose(0, 2, 1).reshape(-1, part.shape[1])

    def only(self, terms: tuple[Term, ...]) -> "Vector":
        """One vector for each term: this single vector with everything else set to zero."""
        blocks = np.zeros((len(self.blocks), len(terms), self.blocks.shape[2]))
        dense = np.zeros((len(self.dense), len(terms)))
        for k, term in enumerate(terms):
            if term.in_blocks:
                blocks[:, k, term.at] = self.blocks[:, 0, term.at]
            else:
                dense[term.at, k] = self.dense[term.at, 0]
        return Vector(blocks, dense)


class Equations(Protocol):
    """A of one set of variance ratios, factored."""

    @property
    def log_determinant(self) -> float:
        """Of A; without the fixed effects under maximum likelihood."""

    def solve(self, right: Vector) -> Vector: ...

    def traces(self) -> Array:
        """For every term, the trace of its block of the inverse of A."""

    def diagonal(self) -> Vector:
        """The diagonal of the inverse of A."""

    def fixed_share(self) -> Iterator[Vector]:
        """One vector per fixed effect; their squares are what not knowing these adds to it."""


class Design(Protocol):
    """Cross-products of one data set, made once."""

    terms: tuple[Term, ...]
    n: int
    fixed: int
    reml: bool
    #: y'y and M'y, of the response less its least-squares fit on the fixed effects.
    square: float
    right: Vector
    #: That fit, added back to the fixed effects at the end.
    offset: Array

    def scales(self, ratios: Array) -> tuple[Array, Array]:
        """S, as (columns of a block, rows of the rest)."""

    def equations(self, ratios: Array) -> Equations: ...
