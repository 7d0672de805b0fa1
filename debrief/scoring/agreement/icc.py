"""Intraclass correlations of a complete table of units and raters (Shrout & Fleiss 1979)."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy import special

from debrief.scoring.agreement.ratings import Numbers, Sample

CONFIDENCE = 0.95
#: What rounding leaves of a zero, relative to the whole.
DUST = 1e-12


class Form(StrEnum):
    """Which raters the table speaks for, and whether of one rating or of their mean."""

    ONE_WAY = "1,1"
    TWO_WAY = "2,1"
    FIXED = "3,1"
    ONE_WAY_MEAN = "1,k"
    TWO_WAY_MEAN = "2,k"
    FIXED_MEAN = "3,k"


@dataclass(frozen=True, slots=True)
class MeanSquares:
    """Of the two-way analysis of variance: units, raters, what is left, and within units."""

    between: float
    raters: float
    error: float
    within: float


@dataclass(frozen=True, slots=True)
class Intraclass:
    """One correlation, the F test of "no more than chance", and its interval.

    Needs two units, two raters and something that varies. Without any error left over (raters
    alike to the point) the value stands alone, for there is nothing to build a test on; where
    units differ (nearly) not at all there is no interval; one without a lower end has no `low`.
    """

    form: Form
    value: float | None
    f: float | None
    df1: int
    df2: int
    p: float | None
    low: float | None
    high: float | None
    n: Sample


def mean_squares(table: Numbers) -> MeanSquares | None:
    """Of a complete table (units in rows); None below two units or two raters."""
    units, raters = table.shape
    if min(units, raters) <= 1:
        return None
    mean = table.mean()
    rows, columns = table.mean(axis=1) - mean, table.mean(axis=0) - mean
    left = table - mean - rows[:, np.newaxis] - columns
    between, judges, error = raters * rows @ rows, units * columns @ columns, (left * left).sum()
    # Level tables must come out at 0, not at what rounding leaves of it.
    parts = [float(part) for part in (between, judges, error)]
    dust = DUST * sum(parts)
    between, judges, error = (part if part > dust else 0.0 for part in parts)
    return MeanSquares(
        between / (units - 1),
        judges / (raters - 1),
        error / ((units - 1) * (raters - 1)),
        (judges + error) / (units * (raters - 1)),
    )


def intraclass(table: Numbers, *, confidence: float = CONFIDENCE) -> dict[Form, Intraclass]:
    """All six; ICC(A,1) and ICC(C,1) of a complete table are ICC(2,1) and ICC(3,1)."""
    units, raters = table.shape
    n = Sample(table.size, units, raters)
    squares = mean_squares(table)
    found = {}
    for form in Form:
        one_way = form in {Form.ONE_WAY, Form.ONE_WAY_MEAN}
        df2 = max(0, units * (raters - 1) if one_way else (units - 1) * (raters - 1))
        told = _told(form, squares, n, (1 - confidence) / 2) if squares else (None,) * 5
        value, f, p, low, high = told
        found[form] = Intraclass(form, value, f, max(0, units - 1), df2, p, low, high, n)
    return found


Told = tuple[float | None, float | None, float | None, float | None, float | None]


def _told(form: Form, squares: MeanSquares, n: Sample, tail: float) -> Told:
    between, k = squares.between, n.raters
    one_way = form in {Form.ONE_WAY, Form.ONE_WAY_MEAN}
    noise = squares.within if one_way else squares.error
    mean = form in {Form.ONE_WAY_MEAN, Form.TWO_WAY_MEAN, Form.FIXED_MEAN}
    spread = between + (k - 1) * noise
    if form in {Form.TWO_WAY, Form.TWO_WAY_MEAN}:
        spread += k * (squares.raters - noise) / n.units
    if spread <= 0:
        return (None,) * 5
    single = (between - noise) / spread
    # The mean's share follows from the single rating's (Spearman & Brown), its ends as well.
    value = _stepped_up(single, k) if mean else single
    if value is None or noise == 0:
        return (value, None, None, None, None)
    df1 = n.units - 1
    df2 = n.units * (k - 1) if one_way else df1 * (k - 1)
    f = between / noise
    p = float(special.fdtrc(df1, df2, f))
    if f == 0:
        return (value, f, p, None, None)
    if form in {Form.TWO_WAY, Form.TWO_WAY_MEAN}:
        ends = _two_way_ends(single, squares, n, tail)
    else:
        cuts = (f / special.fdtri(df1, df2, 1 - tail), f * special.fdtri(df2, df1, 1 - tail))
        ends = (float((cuts[0] - 1) / (cuts[0] + k - 1)), float((cuts[1] - 1) / (cuts[1] + k - 1)))
    if not ends[0] <= single <= ends[1]:
        # Far below 0 the approximate degrees of freedom break down and miss the value itself.
        return (value, f, p, None, None)
    low, high = (_stepped_up(end, k) if mean else end for end in ends)
    return (value, f, p, low, high)


def _stepped_up(single: float, k: int) -> float | None:
    below = 1 + (k - 1) * single
    return k * single / below if below > DUST else None


def _two_way_ends(
    single: float, squares: MeanSquares, n: Sample, tail: float
) -> tuple[float, float]:
    """Satterthwaite's degrees of freedom, as Shrout & Fleiss give them."""
    units, k, df1 = n.units, n.raters, n.units - 1
    ratio = k * single * squares.raters / squares.error
    rest = units * (1 + (k - 1) * single) - k * single
    df2 = (k - 1) * df1 * (ratio + rest) ** 2 / (df1 * ratio**2 + rest**2)
    other = k * squares.raters + (k * units - k - units) * squares.error
    between = units * squares.between
    # The first cut goes to infinity with few degrees of freedom; its inverse then goes to 0.
    up, down = 1 / special.fdtri(df1, df2, 1 - tail), special.fdtri(df2, df1, 1 - tail)
    low = (up * between - units * squares.error) / (other + up * between)
    high = (down * between - units * squares.error) / (other + down * between)
    return float(low), float(high)
