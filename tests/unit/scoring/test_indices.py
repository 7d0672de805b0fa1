"""Panel indices, held to exact enumeration over every panel the uniform null can draw."""

import json
from itertools import product
from pathlib import Path
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debrief.scoring.indices import DEVIATION_CUT, PRIOR_VARIANCE, SHAPE_WORDS, Shape, indices

PUBLISHED = Path(__file__).parents[2] / "data/reference/panel_index_null_uniform.json"
panels = st.lists(st.integers(1, 5), min_size=1, max_size=8)


def everyone(size):
    return [indices(levels) for levels in product(range(1, 6), repeat=size)]


@pytest.mark.parametrize("size", range(2, 7))
def test_the_mean_pairwise_difference_is_unbiased_in_panel_size(size):
    assert fmean(panel.difference for panel in everyone(size)) == pytest.approx(1.6)


def test_two_raters_agree_by_chance_in_a_fifth_of_panels_and_are_adjacent_in_half():
    pairs = everyone(2)
    assert fmean(pair.range == 0 for pair in pairs) == pytest.approx(0.20)
    assert fmean(pair.range <= 1 for pair in pairs) == pytest.approx(0.52)


@pytest.mark.parametrize(("size", "deviation", "width"), [(2, 0.800, 1.60)])
def test_average_deviation_and_range_grow_with_the_panel(size, deviation, width):
    panels = everyone(size)
    assert fmean(panel.deviation for panel in panels) == pytest.approx(deviation, abs=5e-4)
    assert fmean(panel.range for panel in panels) == pytest.approx(width, abs=5e-3)


def test_the_published_table_is_the_one_these_figures_come_from():
    assert json.loads(PUBLISHED.read_text())


@pytest.mark.parametrize(
    ("levels", "shape", "crosses"),
    [
        ([], Shape.NO_RATING, False),
        ([4], Shape.ONE_RATING, False),
        ([3, 4], Shape.AGREE, False),
        ([2, 3], Shape.SPREAD, True),
        ([2, 4], Shape.SPLIT, True),
        ([1, 3, 5], Shape.SPREAD, True),
        ([1, 4, 4], Shape.LONE_DISSENT_LOW, True),
        ([2, 2, 5], Shape.LONE_DISSENT_HIGH, True),
        ([3, 3, 5], Shape.LONE_DISSENT_HIGH, False),
        ([1, 1, 4, 5], Shape.SPLIT, True),
        ([3, 4, 5], Shape.SPREAD, False),
    ],
)
def test_the_shape_says_what_the_ratings_look_like(levels, shape, crosses):
    found = indices(levels)
    assert (found.shape, found.crosses_bar) == (shape, crosses)
    assert found.shape in SHAPE_WORDS


def test_nobody_and_one_rater_leave_nothing_to_compare():
    nobody, one = indices([]), indices([4])
    assert (nobody.n, nobody.median, nobody.range, nobody.difference) == (0, None, None, None)
    assert (one.n, one.median, one.range, one.difference, one.deviation) == (1, 4, None, None, None)
    assert one.shrunken_variance() == PRIOR_VARIANCE
    assert not one.deviation_flagged


def test_an_average_deviation_above_the_published_cut_is_flagged():
    assert indices([1, 5]).deviation_flagged
    assert not indices([3, 4]).deviation_flagged


@given(panels)
def test_order_does_not_matter_and_results_stay_on_the_scale(levels):
    found = indices(levels)
    assert found == indices(reversed(levels))
    assert min(levels) <= found.median <= max(levels)
    assert 0 <= (found.difference or 0) <= 4
    assert 0 <= found.at_or_above_bar <= found.n


@given(panels.filter(lambda levels: len(levels) > 1))
def test_another_rater_at_the_median_never_widens_the_panel(levels):
    found = indices(levels)
    joined = indices([*levels, round(found.median)])
    assert joined.range == found.range
    assert joined.difference <= found.difference + 1e-9


@pytest.mark.parametrize("size", range(2, 7))
def test_chance_makes_just_the_indices_that_are_published(size):
    published = json.loads(PUBLISHED.read_text())[str(size)]
    panels = everyone(size)
    assert fmean(panel.deviation for panel in panels) == pytest.approx(published["E_ADm"])
    assert fmean(panel.difference for panel in panels) == pytest.approx(published["E_MAPD"])
    assert fmean(panel.range for panel in panels) == pytest.approx(published["E_range"])
    within = fmean(panel.deviation < DEVIATION_CUT + 1e-9 for panel in panels)
    assert within == pytest.approx(published["P_AD_le_08_uniform"])
    assert fmean(not panel.deviation_flagged for panel in panels) == pytest.approx(within)


@given(st.lists(st.integers(1, 4), min_size=2, max_size=8))
def test_shifting_all_levels_by_one_changes_where_the_panel_stands_and_nothing_else(levels):
    found, shifted = indices(levels), indices(level + 1 for level in levels)
    assert shifted.median == found.median + 1
    assert (shifted.range, shifted.difference) == (found.range, found.difference)
    assert shifted.deviation == pytest.approx(found.deviation)
    assert shifted.shrunken_variance() == found.shrunken_variance()
    if shifted.crosses_bar == found.crosses_bar:
        assert shifted.shape is found.shape


def test_the_variance_is_shrunk_towards_what_a_calibration_expects():
    torn = indices([1, 5])
    assert torn.shrunken_variance() == pytest.approx((4 * PRIOR_VARIANCE + 8) / 5)
    assert torn.shrunken_variance(1.0) == pytest.approx(12 / 5)
    assert indices([3]).shrunken_variance(1.0) == 1.0
