"""Kendall's W: whether raters put the same units in the same order, whatever levels they use."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from debrief.scoring.agreement.ratings import Numbers, Sample


@dataclass(frozen=True, slots=True)
class Concordance:
    """W from 0 (no common order) to 1 (the same order), corrected for ties; chi-square and its p.

    Needs two units, two raters and one rater who tells units apart; the p-value is an
    approximation for more than seven units. Source: Kendall & Babington Smith 1939; Siegel 1956.
    """

    value: float | None
    chi_squared: float | None
    df: int
    p: float | None
    n: Sample


def concordance(table: Numbers) -> Concordance:
    """Of a complete table, units in rows and raters in columns."""
    units, raters = table.shape
    n = Sample(table.size, units, raters)
    df = max(0, units - 1)
    if min(units, raters) <= 1:
        return Concordance(None, None, df, None, n)
    ranked = [_ranks(column) for column in table.T]
    sums = np.sum([ranks for ranks, _ in ranked], axis=0)
    ties = sum(tied for _, tied in ranked)
    apart = float(np.square(sums - sums.mean()).sum())
    most = raters**2 * (units**3 - units) - raters * ties
    if most == 0:
        return Concordance(None, None, df, None, n)
    value = 12 * apart / most
    chi_squared = raters * df * value
    return Concordance(value, chi_squared, df, float(special.chdtrc(df, chi_squared)), n)


def _ranks(column: Numbers) -> tuple[Numbers, int]:
    """Mean ranks, and what ties take from them: the sum of t cubed less t."""
    _, place, times = np.unique(column, return_inverse=True, return_counts=True)
    ranks: Numbers = (np.cumsum(times) - (times - 1) / 2)[place]
    return ranks, int((times**3 - times).sum())
