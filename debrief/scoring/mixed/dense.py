"""The dense rest of a mixed model's equations, factored by Cholesky with the fixed effects last."""

from collections.abc import Iterator
from functools import cached_property

import numpy as np
from scipy.linalg.lapack import dpotrf, dpotri, dpotrs

from debrief.scoring.mixed.design import Array


class UnidentifiedError(ValueError):
    """There is nothing to estimate the model from."""


class Dense:
    """S C S + I (no identity for the fixed effects) of C's lower triangle, rows contiguous.

    What is given is overwritten.
    """

    def __init__(self, lower: Array, scale: Array, fixed: int) -> None:
        self.scale = scale
        lower *= scale
        lower *= scale[:, None]
        self.random = len(lower) - fixed
        lower[range(self.random), range(self.random)] += 1
        # The transpose is column-major and upper, so LAPACK works in place.
        self.factor, failed = dpotrf(lower.T, lower=0, clean=1, overwrite_a=1)
        if failed:
            raise UnidentifiedError("The fixed effects cannot be told apart by these ratings")
        logs = 2 * np.log(np.diag(self.factor))
        self.log_random = float(logs[: self.random].sum())
        self.log_fixed = float(logs[self.random :].sum())

    def solve(self, right: Array) -> Array:
        solution: Array = dpotrs(self.factor, right, lower=0)[0]
        return solution

    @cached_property
    def inverse(self) -> tuple[Array, Array]:
        """Its diagonal, and all of it scaled by S: upper triangle, column-major, zero below."""
        inverse: Array = dpotri(self.factor, lower=0)[0]
        diagonal = np.diag(inverse).copy()
        inverse *= self.scale
        inverse *= self.scale[:, None]
        return diagonal, inverse

    def fixed_roots(self) -> Iterator[Array]:
        """Right sides whose solutions' outer products add up to what the fixed effects share."""
        for column in self.factor[self.random :, self.random :]:
            right = np.zeros((len(self.factor), 1))
            right[self.random :, 0] = column
            yield right
