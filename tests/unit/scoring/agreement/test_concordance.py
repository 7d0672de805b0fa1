"""Kendall's W against Friedman's test, which is the same question asked by somebody else."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from debrief.scoring.agreement import Sample, concordance
from tests.unit.scoring.agreement.test_icc import levels

tables = (
    st.integers(2, 5)
    .flatmap(
        lambda raters: st.lists(
            st.lists(levels, min_size=raters, max_size=raters), min_size=3, max_size=7
        )
    )
    .map(lambda table: np.array(table, dtype=float))
)


@given(tables)
def test_chi_squared_and_p_are_friedmans_with_ties_as_well(table):
    assume(any(len(set(column)) > 1 for column in table.T))
    found = concordance(table)
    theirs = stats.friedmanchisquare(*table)
    assert found.chi_squared == pytest.approx(theirs.statistic)
    assert found.p == pytest.approx(theirs.pvalue)
    assert found.value == pytest.approx(found.chi_squared / (table.shape[1] * found.df))
    assert -1e-12 <= found.value <= 1 + 1e-12


def test_without_ties_it_is_the_mean_rank_correlation_in_other_words():
    ranks = np.array([[1, 2, 1], [2, 1, 3], [3, 4, 2], [4, 3, 4]], dtype=float)
    pairs = [(0, 1), (0, 2), (1, 2)]
    mean = np.mean([stats.spearmanr(ranks[:, a], ranks[:, b]).statistic for a, b in pairs])
    assert concordance(ranks).value == pytest.approx((2 * mean + 1) / 3)


@given(tables)
def test_only_the_order_counts(table):
    bent = np.exp(table) * [10 ** (place % 3) for place in range(table.shape[1])]
    assert concordance(bent).value == pytest.approx(concordance(table).value)


def test_the_same_order_is_one_whatever_the_levels():
    found = concordance(np.array([[1.0, 3.0], [2.0, 4.0], [3.0, 5.0]]))
    assert found.value == pytest.approx(1)
    assert found.n == Sample(ratings=6, units=3, raters=2)


@pytest.mark.parametrize(
    "table",
    [np.zeros((0, 3)), [[1, 2, 3]], [[1], [2], [3]], [[3, 4], [3, 4], [3, 4]]],
    ids=["nothing", "one unit", "one rater", "nobody tells units apart"],
)
def test_where_there_is_nothing_to_say_it_says_nothing(table):
    found = concordance(np.array(table, dtype=float))
    assert (found.value, found.chi_squared, found.p) == (None, None, None)
