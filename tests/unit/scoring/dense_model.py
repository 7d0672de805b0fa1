"""A mixed model written out whole, n by n: slow, and near enough to the textbook to be trusted."""

from dataclasses import dataclass

import numpy as np


@dataclass
class Whole:
    """Everything at given variance ratios; one indicator matrix per term."""

    criterion: float
    residual: float
    fixed: np.ndarray
    fixed_error: np.ndarray
    estimates: list
    conditional: list
    variances: list


def indicators(*codes):
    """One column per combination that occurs, in the order of the combinations."""
    table = np.column_stack(codes)
    _, level = np.unique(table, axis=0, return_inverse=True)
    return np.eye(level.max() + 1)[level.ravel()]


def whole(y, columns, terms, ratios, *, reml=True):
    n, fixed = columns.shape
    spread = np.eye(n) + sum(r * z @ z.T for r, z in zip(ratios, terms, strict=True))
    inverse = np.linalg.inv(spread)
    information = columns.T @ inverse @ columns
    covariance = np.linalg.inv(information)
    beta = covariance @ columns.T @ inverse @ y
    left = y - columns @ beta
    degrees = n - fixed if reml else n
    residual = left @ inverse @ left / degrees
    criterion = np.linalg.slogdet(spread)[1] + degrees * (1 + np.log(2 * np.pi * residual))
    if reml:
        criterion += np.linalg.slogdet(information)[1]
    projector = inverse - inverse @ columns @ covariance @ columns.T @ inverse
    pairs = list(zip(ratios, terms, strict=True))

    def variances(middle):
        return [residual * (r - r * r * np.diag(z.T @ middle @ z)) for r, z in pairs]

    return Whole(
        criterion,
        residual,
        beta,
        np.sqrt(residual * np.diag(covariance)),
        [r * z.T @ inverse @ left for r, z in pairs],
        variances(inverse),
        variances(projector),
    )
