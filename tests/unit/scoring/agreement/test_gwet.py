"""Gwet's coefficients: published values, every weighting, clusters, and what leaves them."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from debrief.scoring.agreement import SCALE, Sample, Weighting, gwet, units
from debrief.scoring.agreement.chance import weights
from tests.unit.scoring.agreement.tables import PUBLISHED, by_unit, from_table, read, rows
from tests.unit.scoring.agreement.test_alpha import same

weightings = st.sampled_from(Weighting)
#: Gwet 2014, chapter 3, for five levels 1 to 5: agreement of the lowest level with each.
FIRST_ROW = {
    Weighting.IDENTITY: [1, 0, 0, 0, 0],
    Weighting.LINEAR: [1, 3 / 4, 2 / 4, 1 / 4, 0],
    Weighting.ORDINAL: [1, 0.9, 0.7, 0.4, 0],
    Weighting.QUADRATIC: [1, 15 / 16, 12 / 16, 7 / 16, 0],
    Weighting.RADICAL: [1, 1 / 2, 1 - 2**0.5 / 2, 1 - 3**0.5 / 2, 0],
    Weighting.RATIO: [1, 0.75, 0.4375, 0.19, 0],
    Weighting.CIRCULAR: [1, (5**0.5 - 1) / 2, 0, 0, (5**0.5 - 1) / 2],
    Weighting.BIPOLAR: [1, 6 / 7, 2 / 3, 2 / 5, 0],
}


def value(given, weighting, scale=SCALE):
    return gwet(units(read(given, scale)), weighting).value


@pytest.mark.parametrize("weighting", list(Weighting)[:4])
def test_the_printed_example_comes_out_to_the_last_digit(weighting):
    published = PUBLISHED["krippendorff"]
    theirs = published["gwet"][weighting]
    found = gwet(units(from_table(published["table"])), weighting)
    assert found.observed == pytest.approx(theirs["observed"], abs=1e-14)
    assert found.chance == pytest.approx(theirs["chance"], abs=1e-14)
    assert found.standard_error == pytest.approx(theirs["error"], abs=5e-6)
    assert found.n == Sample(ratings=40, units=11, raters=4)
    assert (found.rated_units, found.candidates) == (12, 12)


@pytest.mark.parametrize("weighting", Weighting)
def test_weights_are_the_printed_ones(weighting):
    found = weights(SCALE, weighting)
    assert found[0] == pytest.approx(FIRST_ROW[weighting], abs=1e-12)
    assert found == pytest.approx(found.T)
    assert np.diag(found) == pytest.approx(1)


def naive(given, weighting):
    """The definition, pair by pair."""
    panels = by_unit(given)
    paired = [levels for levels in panels if len(levels) > 1]
    if len({level for levels in paired for level in levels}) < 2:
        return None
    weight = weights(SCALE, weighting)
    observed = np.mean(
        [
            np.mean([weight[one - 1, other - 1] for one, other in permutations(levels, 2)])
            for levels in paired
        ]
    )
    shares = [np.mean([levels.count(level) / len(levels) for levels in panels]) for level in SCALE]
    chance = weight.sum() / (5 * 4) * sum(share * (1 - share) for share in shares)
    return (observed - chance) / (1 - chance)


@given(rows, weightings)
def test_it_is_the_definition_read_pair_by_pair(given, weighting):
    assert same(value(given, weighting), naive(given, weighting))


@given(rows, weightings, st.randoms(use_true_random=False))
def test_neither_order_nor_names_of_people_and_criteria_matter(given, weighting, random):
    names = random.sample(range(100), 15)
    other = [(names[c], names[6 + i], names[11 + k], level) for c, i, k, level in given]
    random.shuffle(other)
    ours, theirs = (gwet(units(read(each)), weighting) for each in (other, given))
    assert same(ours.value, theirs.value)
    assert same(ours.standard_error, theirs.standard_error)


@given(rows, st.sampled_from([each for each in Weighting if each is not Weighting.RATIO]))
def test_a_constant_added_to_every_level_changes_nothing(given, weighting):
    moved = [(*place, level + 3) for *place, level in given]
    assert same(value(moved, weighting, (4, 5, 6, 7, 8)), value(given, weighting))


@given(rows, weightings)
def test_the_same_candidates_once_more_change_nothing(given, weighting):
    twice = [*given, *((c + 50, *rest) for c, *rest in given)]
    assert same(value(twice, weighting), value(given, weighting))


def test_a_level_that_nobody_used_still_counts_for_chance():
    given = [(0, 0, 0, 1), (0, 1, 0, 1), (1, 0, 0, 2), (1, 1, 0, 1)]
    found = [gwet(units(read(given, scale)), Weighting.IDENTITY) for scale in ((1, 2), SCALE)]
    assert [each.chance for each in found] == pytest.approx([0.375, 0.09375])


def test_ratings_of_one_candidate_are_no_independent_draws():
    """Five criteria rated alike are one finding: the error is that of candidates."""
    alone = [(0, 0, 0, 1), (0, 1, 0, 1), (1, 0, 0, 2), (1, 1, 0, 4), (2, 0, 0, 3), (2, 1, 0, 3)]
    copied = [(c, i, k, level) for c, i, _, level in alone for k in range(5)]
    apart = [(c * 5 + k, i, 0, level) for c, i, k, level in copied]
    errors = [
        gwet(units(read(each)), Weighting.LINEAR).standard_error for each in (alone, copied, apart)
    ]
    assert errors[1] == pytest.approx(errors[0])
    assert errors[2] < errors[0] / 2


def test_one_candidate_has_a_value_and_no_error():
    found = gwet(units(read([(0, 0, 0, 1), (0, 1, 0, 2)])), Weighting.LINEAR)
    assert found.value is not None
    assert (found.standard_error, found.low, found.high) == (None, None, None)


@pytest.mark.parametrize("weighting", Weighting)
@pytest.mark.parametrize(
    "given",
    [[], [(0, 0, 0, 3), (1, 0, 0, 4)], [(0, 0, 0, 3), (0, 1, 0, 3), (1, 0, 0, 3), (1, 1, 0, 3)]],
    ids=["nothing", "one rater", "all alike"],
)
def test_where_there_is_nothing_to_say_it_says_nothing(given, weighting):
    found = gwet(units(read(given)), weighting)
    assert (found.value, found.chance, found.standard_error, found.low) == (None,) * 4


def test_ratios_take_a_zero_and_refuse_what_is_below():
    given = [(0, 0, 0, 0), (0, 1, 0, 0), (1, 0, 0, 2), (1, 1, 0, 1)]
    assert value(given, Weighting.RATIO, (0, 1, 2)) is not None
    assert value(given, Weighting.RATIO, (-1, 0, 1, 2)) is None
