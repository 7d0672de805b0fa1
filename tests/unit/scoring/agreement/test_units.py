"""Reading ratings and folding units: nothing is lost, whichever way it is counted."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from debrief.scoring.agreement import SCALE, Ratings, coded, units
from tests.unit.scoring.agreement.tables import by_unit, read, rows


def kinds(counted):
    """How often each mixture of levels occurs."""
    return Counter(
        dict(
            zip(
                (tuple(map(int, row)) for row in counted.patterns),
                map(int, counted.times),
                strict=True,
            )
        )
    )


def mixtures(given, scale=SCALE):
    return Counter(tuple(levels.count(level) for level in scale) for levels in by_unit(given))


@given(rows)
def test_every_unit_is_counted_once_by_its_mixture_of_levels(given):
    counted = units(read(given))
    assert kinds(counted) == mixtures(given)
    assert np.bincount(counted.pattern, minlength=len(counted.times)).tolist() == list(
        counted.times
    )
    assert len(counted.candidate) == len(counted.pattern)


@given(rows, st.integers(2, 9))
def test_a_sparse_file_is_counted_like_a_dense_one(given, factor):
    """Codes with wide gaps, as when every requisition has criteria of its own."""
    dense = read(given)
    sparse = replace(
        dense, candidate=dense.candidate * factor, criterion=dense.criterion * 100 + factor
    )
    found, before = units(sparse), units(dense)
    assert kinds(found) == kinds(before)
    assert found.pairable == before.pairable
    assert found.candidate.tolist() == [factor * each for each in before.candidate.tolist()]


@pytest.mark.parametrize("levels", [5, 12, 40])
def test_long_scales_and_large_panels_are_folded_just_as_exactly(levels):
    """The table, the search and the halves: 5 levels, 12 and 40, with up to nine raters."""
    random = np.random.default_rng(levels)
    given = [
        (candidate, rater, 0, int(random.integers(levels)))
        for candidate in range(60)
        for rater in range(int(random.integers(1, 10)))
    ]
    given += [(candidate + 60, *rest) for candidate, *rest in given]
    scale = tuple(range(levels))
    assert kinds(units(read(given, scale))) == mixtures(given, scale)


def test_a_long_scale_without_an_empty_half_loses_no_unit():
    given = [(0, i, 0, level) for i, level in enumerate([1] * 9 + [30])]
    given += [(1, i, 0, level) for i, level in enumerate([2, 31])]
    assert kinds(units(read(given, range(40)))) == mixtures(given, range(40))


def test_the_sample_counts_who_can_be_compared():
    found = units(read([(0, 7, 0, 1), (0, 8, 0, 2), (1, 9, 0, 2), (2, 7, 1, 4), (2, 8, 1, 4)]))
    assert found.pairable.ratings == 4
    assert found.pairable.units == 2
    assert found.pairable.raters == 2, "the one who always rated alone has nothing to agree with"


def test_a_file_is_read_by_its_own_names():
    found = coded(["Ada", "Bo", "Ada"], ["x", "x", "y"], ["calm"] * 3, [1, 2.5, 4], (1, 2.5, 4))
    assert found.candidate.tolist() == [0, 1, 0]
    assert found.interviewer.tolist() == [0, 0, 1]
    assert found.level.tolist() == [0, 1, 2]
    assert len(found) == 3


@pytest.mark.parametrize("level", [0, 2.5, 6])
def test_a_level_off_the_scale_is_refused(level):
    with pytest.raises(ValueError, match=f"{level} is not a level of the scale"):
        coded([0, 1], [0, 0], [0, 0], [3, level])


def codes(*columns, scale=SCALE):
    return Ratings(*(np.array(column, dtype=np.intp) for column in columns), scale)


@pytest.mark.parametrize(
    ("columns", "scale", "why"),
    [
        (([0], [0], [0], [0, 1]), SCALE, "one value each"),
        (([[0]], [[0]], [[0]], [[0]]), SCALE, "one value each"),
        (([0], [0], [0], [0]), (2.0, 1.0), "from low to high"),
        (([], [], [], []), (), "from low to high"),
        (([0], [-1], [0], [0]), SCALE, "count from 0"),
        (([0], [0], [0], [5]), SCALE, "shorter than that"),
    ],
)
def test_codes_that_cannot_be_ratings_are_refused(columns, scale, why):
    with pytest.raises(ValueError, match=why):
        codes(*columns, scale=scale)
