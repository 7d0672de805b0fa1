"""Krippendorff's alpha: published values, a naive reading of the definition, and what leaves it."""

from itertools import permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from debrief.scoring.agreement import Metric, Sample, alpha, units
from tests.unit.scoring.agreement.tables import PUBLISHED, by_unit, from_table, read, rows

metrics = st.sampled_from(Metric)


def value(given, metric=Metric.ORDINAL, scale=(1, 2, 3, 4, 5)):
    return alpha(units(read(given, scale)), metric).value


def same(ours, theirs):
    if theirs is None:
        return ours is None
    return ours == pytest.approx(theirs, abs=1e-9)


@pytest.mark.parametrize("metric", Metric)
def test_the_printed_example_comes_out_to_the_last_digit(metric):
    published = PUBLISHED["krippendorff"]
    found = alpha(units(from_table(published["table"])), metric)
    assert found.value == pytest.approx(published["alpha"][metric], abs=1e-14)
    assert found.value == pytest.approx(1 - found.observed / found.expected)
    assert found.n == Sample(ratings=40, units=11, raters=4)


def naive(given, metric):
    """The definition, pair by pair."""
    panels = [levels for levels in by_unit(given) if len(levels) > 1]
    everything = sorted(level for levels in panels for level in levels)

    def apart(one, other):
        low, high = sorted((one, other))
        between = sum(low <= level <= high for level in everything)
        ends = (everything.count(low) + everything.count(high)) / 2
        return {
            Metric.NOMINAL: float(low != high),
            Metric.ORDINAL: (between - ends) ** 2 if low != high else 0.0,
            Metric.INTERVAL: (high - low) ** 2,
            Metric.RATIO: ((high - low) / (high + low)) ** 2,
        }[metric]

    observed = sum(
        sum(apart(one, other) for one, other in permutations(levels, 2)) / (len(levels) - 1)
        for levels in panels
    )
    expected = sum(apart(one, other) for one, other in permutations(everything, 2))
    if not expected:
        return None
    return 1 - observed * (len(everything) - 1) / expected


@given(rows, metrics)
def test_it_is_the_definition_read_pair_by_pair(given, metric):
    assert same(value(given, metric), naive(given, metric))


@given(rows, metrics, st.randoms(use_true_random=False))
def test_neither_order_nor_names_of_people_and_criteria_matter(given, metric, random):
    names = random.sample(range(100), 15)
    other = [(names[c], names[6 + i], names[11 + k], level) for c, i, k, level in given]
    random.shuffle(other)
    assert same(value(other, metric), value(given, metric))


@given(rows, st.sampled_from([Metric.NOMINAL, Metric.ORDINAL, Metric.INTERVAL]))
def test_a_constant_added_to_every_level_changes_nothing(given, metric):
    moved = [(*place, level + 3) for *place, level in given]
    assert same(value(moved, metric, (4, 5, 6, 7, 8)), value(given, metric))


@given(rows, st.sampled_from([Metric.INTERVAL, Metric.RATIO]))
def test_a_scale_of_other_steps_is_the_same_measured_in_them(given, metric):
    wider = [(*place, level * 2.5) for *place, level in given]
    assert same(value(wider, metric, (2.5, 5, 7.5, 10, 12.5)), value(given, metric))


@given(rows, metrics, st.sampled_from([8, 40, 101]))
def test_levels_that_nobody_used_change_nothing(given, metric, levels):
    assert same(value(given, metric, range(levels)), value(given, metric))


@given(rows, metrics, st.integers(1, 5))
def test_a_unit_of_one_rating_changes_nothing(given, metric, level):
    alone = alpha(units(read([*given, (99, 0, 0, level)])), metric)
    before = alpha(units(read(given)), metric)
    assert same(alone.value, before.value)
    assert alone.n == before.n


@given(rows, metrics)
def test_the_same_units_once_more_leave_what_chance_takes_off_for_one_rating(given, metric):
    before = alpha(units(read(given)), metric)
    assume(before.value is not None)
    twice = alpha(units(read([*given, *((c + 50, *rest) for c, *rest in given)])), metric)
    ratings = before.n.ratings
    factor = (2 * ratings - 1) / (2 * ratings - 2)
    assert 1 - twice.value == pytest.approx((1 - before.value) * factor)


@pytest.mark.parametrize("metric", Metric)
@pytest.mark.parametrize(
    "given",
    [
        [],
        [(0, 0, 0, 3)],
        [(0, 0, 0, 3), (1, 0, 0, 4), (2, 0, 0, 1)],
        [(0, 0, 0, 3), (0, 1, 0, 3), (1, 0, 0, 3), (1, 1, 0, 3), (2, 0, 0, 5)],
    ],
    ids=["nothing", "one rating", "one rater", "all that can be paired alike"],
)
def test_where_there_is_nothing_to_say_it_says_nothing(given, metric):
    found = alpha(units(read(given)), metric)
    assert (found.value, found.observed, found.expected) == (None, None, None)


def test_full_agreement_on_different_levels_is_one():
    assert value([(0, 0, 0, 1), (0, 1, 0, 1), (1, 0, 0, 5), (1, 1, 0, 5)]) == 1


def test_ratios_take_a_zero_and_refuse_what_is_below():
    given = [(0, 0, 0, 0), (0, 1, 0, 0), (1, 0, 0, 2), (1, 1, 0, 1)]
    assert value(given, Metric.RATIO, (0, 1, 2)) == pytest.approx(1 - 3 * (2 / 9) / (8 + 2 / 9))
    assert value(given, Metric.RATIO, (-1, 0, 1, 2)) is None
