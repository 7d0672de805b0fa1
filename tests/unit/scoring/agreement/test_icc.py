"""Intraclass correlations: the published table to the last digit, and the edges of the formulas."""

from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from debrief.scoring.agreement import Form, Sample, complete, intraclass
from debrief.scoring.agreement.icc import mean_squares
from tests.unit.scoring.agreement.tables import PUBLISHED, from_table, read

PRINTED = PUBLISHED["shrout_fleiss"]
TABLE = np.array(PRINTED["table"], dtype=float)
levels = st.integers(1, 5)
tables = (
    st.integers(2, 4)
    .flatmap(
        lambda raters: st.lists(
            st.lists(levels, min_size=raters, max_size=raters), min_size=2, max_size=6
        )
    )
    .map(lambda table: np.array(table, dtype=float))
)


def values(table):
    return [
        (each.value, each.f, each.p, each.low, each.high) for each in intraclass(table).values()
    ]


def alike(ours, theirs):
    for one, other in zip(ours, theirs, strict=True):
        known = [number if number is not None else -9.0 for number in one]
        assert known == pytest.approx(
            [number if number is not None else -9.0 for number in other], rel=1e-6, abs=1e-9
        )


def test_the_mean_squares_are_the_published_ones():
    assert astuple(mean_squares(TABLE)) == pytest.approx(PRINTED["mean_squares"], abs=1e-12)


@pytest.mark.parametrize("form", Form)
def test_value_test_and_interval_are_the_published_ones(form):
    found = intraclass(TABLE)[form]
    ours = [found.value, found.f, found.df1, found.df2, found.p, found.low, found.high]
    assert ours == pytest.approx(PRINTED["icc"][form], abs=1e-12)
    assert found.n == Sample(ratings=24, units=6, raters=4)


@given(tables)
def test_every_table_gives_numbers_in_order_or_nothing(table):
    for found in intraclass(table).values():
        if found.value is None:
            assert (found.f, found.p, found.low, found.high) == (None,) * 4
            continue
        assert np.isfinite(found.value)
        assert found.value <= 1 + 1e-9
        if found.f is not None:
            assert 0 <= found.p <= 1
        if found.low is not None and found.high is not None:
            assert found.low <= found.value + 1e-9
            assert found.value <= found.high + 1e-9


@given(tables, st.randoms(use_true_random=False))
def test_neither_order_nor_a_constant_nor_the_steps_of_the_scale_matter(table, random):
    rows, columns = list(range(table.shape[0])), list(range(table.shape[1]))
    random.shuffle(rows)
    random.shuffle(columns)
    alike(values(table[rows][:, columns] * 2.5 + 7), values(table))


def test_a_severe_rater_costs_agreement_and_not_consistency():
    severe = TABLE - [0, 3, 0, 0]
    before, after = intraclass(TABLE), intraclass(severe)
    assert after[Form.TWO_WAY].value < before[Form.TWO_WAY].value
    assert after[Form.FIXED].value == pytest.approx(before[Form.FIXED].value)


@pytest.mark.parametrize(
    "table",
    [np.zeros((0, 3)), [[1, 2, 3]], [[1], [2], [3]], [[3, 3], [3, 3], [3, 3]], [[1, 2], [2, 1]]],
    ids=["nothing", "one unit", "one rater", "all alike", "units alike, raters at odds"],
)
def test_where_there_is_nothing_to_say_it_says_nothing(table):
    found = intraclass(np.array(table, dtype=float))
    assert {found[form].value for form in (Form.TWO_WAY, Form.TWO_WAY_MEAN)} == {None}
    assert found[Form.ONE_WAY_MEAN].low is None


def test_without_any_error_left_the_value_stands_alone():
    table = np.array([[1.0, 1.0], [4.0, 4.0], [5.0, 5.0]])
    assert values(table) == [(1.0, None, None, None, None)] * 6


def test_units_alike_with_raters_at_odds_have_no_end_of_the_interval():
    """Three units of the same mean and raters of the same mean: below every bound."""
    found = intraclass(np.array([[1.0, 3.0], [3.0, 1.0], [2.0, 2.0]]))
    assert found[Form.FIXED].value == -1
    assert found[Form.FIXED_MEAN].value is None
    assert found[Form.TWO_WAY].value == pytest.approx(-3)
    assert {each.low for each in found.values()} == {None}


def test_an_interval_that_would_miss_its_own_value_is_not_given():
    found = intraclass(np.array([[4.0, 4.0, 5.0, 5.0], [2.0, 7.0, 2.0, 6.0]]))
    assert found[Form.TWO_WAY].value == pytest.approx(-0.338461538)
    assert (found[Form.TWO_WAY].low, found[Form.TWO_WAY].high) == (None, None)
    assert found[Form.ONE_WAY].low < found[Form.ONE_WAY].value < found[Form.ONE_WAY].high


def test_hardly_any_degrees_of_freedom_give_a_finite_interval_or_none():
    """Here the upper cut of F is too large for a number; what counts is its inverse."""
    table = np.array([[1.0, 3.0, 5.0, 2.0], [2.0, 2.0, 5.0, 3.0], [5.0, 1.0, 5.0, 1.0]])
    for found in intraclass(table).values():
        assert all(end is None or np.isfinite(end) for end in (found.low, found.high))


def test_only_units_that_all_have_rated_make_the_table():
    gaps = [[1, 2, None], [3, 4, 5], [None, None, 2], [2, 2, 1]]
    assert complete(from_table(gaps)).tolist() == [[3, 4, 5], [2, 2, 1]]
    assert complete(from_table([[1, None], [None, 2]])).shape == (0, 2)
    assert complete(read([])).shape == (0, 0)


def test_two_ratings_by_one_are_the_later_one_and_fill_no_gap():
    given = [(0, 0, 0, 1), (0, 0, 0, 4), (0, 1, 0, 2), (1, 0, 0, 3), (1, 0, 0, 3)]
    assert complete(read(given)).tolist() == [[4, 2]]
