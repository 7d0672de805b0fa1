"""The search for variances: where it begins, what it does at zero, and what it refuses."""

from dataclasses import replace
from itertools import count

import numpy as np
import pytest

from debrief.scoring.mixed import Ratings, fit_crossed, fit_interviews
from debrief.scoring.mixed.crossed import Crossed
from debrief.scoring.mixed.dense import UnidentifiedError
from debrief.scoring.mixed.newton import Search
from debrief.scoring.mixed.patterns import patterns
from debrief.scoring.mixed.reml import evaluate
from tests.unit.scoring.test_mixed_equations import panel


@pytest.fixture
def groups():
    draw = np.random.default_rng(3)
    group, other = np.repeat(np.arange(12), 5), np.tile(np.arange(5), 12)
    y = draw.normal(size=12)[group] + 0.5 * draw.normal(size=5)[other] + draw.normal(size=60)
    return Crossed(y, np.ones((60, 1)), {"group": group, "other": other}, reml=True)


@pytest.mark.parametrize("start", [(1e-5, 3.0), (30.0, 1e-4), (0.0, 0.1), (0.0, 0.0)])
def test_every_beginning_leads_to_the_same_variances(groups, start):
    expected = Search(lambda ratios: evaluate(groups, ratios), np.zeros(2)).minimum(np.full(2, 0.1))
    found = Search(lambda ratios: evaluate(groups, ratios), np.zeros(2)).minimum(np.array(start))
    assert found.converged
    assert found.point.ratios == pytest.approx(expected.point.ratios, rel=1e-6)
    assert (np.abs(found.point.gradient) < 1e-6).all()


def test_a_criterion_that_only_rises_ends_the_search_unconverged(groups):
    rising = count(1e6)

    def higher(ratios):
        return replace(evaluate(groups, ratios), criterion=next(rising))

    assert not Search(higher, np.zeros(2)).minimum(np.full(2, 0.1)).converged


def test_a_search_that_runs_out_of_steps_says_so(monkeypatch):
    monkeypatch.setattr("debrief.scoring.mixed.newton.MOST_STEPS", 1)
    assert not fit_interviews(panel(1, requisitions=False)).converged


def test_ratings_that_say_nothing_about_error_are_refused():
    candidate, interviewer = np.repeat(np.arange(6), 2), np.tile([0, 1], 6)
    same = Ratings(np.full(12, 3.0), candidate, interviewer, np.zeros(12, int))
    with pytest.raises(UnidentifiedError, match="without any error"):
        fit_interviews(same)


def test_as_many_means_as_ratings_are_refused():
    one = np.zeros(1, int)
    with pytest.raises(UnidentifiedError, match="no more ratings than means"):
        fit_interviews(Ratings(np.array([3.0]), one, one, one))


def test_columns_that_say_the_same_twice_are_refused():
    y = np.random.default_rng(0).normal(size=20)
    with pytest.raises(UnidentifiedError, match="cannot be told apart"):
        fit_crossed(y, {"group": np.arange(20) % 4}, np.zeros((20, 1)))


def test_more_criteria_than_a_number_has_bits_keep_their_patterns_apart():
    draw = np.random.default_rng(8)
    candidate, criterion = np.divmod(np.arange(6 * 80), 80)
    keep = draw.random(480) > 0.5
    found = patterns(candidate[keep], np.zeros(480, int)[keep], criterion[keep])
    assert len(found.frequency) == 6
    assert sorted(found.counts.sum(axis=(1, 2))) == sorted(np.bincount(candidate[keep]))
