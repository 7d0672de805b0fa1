"""What calibration says of an interviewer beside severity: drawn in, counted, or left unsaid."""

import numpy as np
import pytest

from debrief.scoring.calibration import calibrate, table
from debrief.scoring.calibration.dyads import dyads
from debrief.scoring.calibration.profile import profiles
from debrief.scoring.calibration.shrinkage import measures, shrink
from tests.unit.scoring.interviews import house

HABITS = {
    0: lambda own, noise, _: 0.1 * own + noise,
    1: lambda own, noise, _: np.full(5, own.mean()) + noise.mean(),
    2: lambda own, noise, _: own + 3 * noise.mean() + noise,
    3: lambda own, noise, quarter: own + noise + 0.9 * (quarter == 3),
    4: lambda own, noise, _: 0.4 * (own + noise),
}


@pytest.fixture(scope="module")
def odd():
    given = house(11, 480, 24, seats=(3, 4), habits=HABITS).table
    return given, profiles(given, calibrate(given))


@pytest.fixture(scope="module")
def usual():
    given = house(12, 300, 15, seats=(3, 4)).table
    return profiles(given, calibrate(given))


def test_one_who_tells_candidates_apart_badly_has_a_flat_slope(odd):
    found = odd[1]["r00"].discrimination
    assert found.value < 0.5
    assert found.value < found.estimate < found.high < 1


def test_one_who_rates_all_criteria_alike_has_a_halo(odd):
    assert odd[1]["r01"].halo.high < 0.3
    assert odd[1]["r05"].halo.estimate == pytest.approx(1, abs=0.35)


def test_one_whose_candidates_come_out_elsewhere_is_outside_the_limits_of_chance(odd):
    found = odd[1]["r02"].consistency
    assert found.measure.value > found.high
    assert found.unusual


def test_one_who_grew_milder_drifts_in_that_quarter(odd):
    quarters = {each.name: each.departure for each in odd[1]["r03"].quarters}
    assert max(quarters, key=lambda name: quarters[name].estimate) == "2026-Q4"
    assert quarters["2026-Q4"].value > 0.2
    assert 0 < quarters["2026-Q4"].estimate < quarters["2026-Q4"].value


def test_one_who_stays_in_the_middle_uses_less_of_the_range(odd):
    found = odd[1]["r04"]
    assert found.range_use.high < 1
    assert found.middle.value > 0.6
    assert found.lowest.value < 0.05
    assert found.highest.value < 0.05


def test_every_figure_has_its_n(odd):
    given, found = odd
    for name, profile in found.items():
        who = given.interviewers.index(name)
        rated = np.unique(given.ratings.candidate[given.ratings.interviewer == who])
        assert profile.n == (given.ratings.interviewer == who).sum()
        for measure in (profile.discrimination, profile.halo, profile.range_use):
            assert measure.n == len(rated)
        assert profile.middle.n == profile.n
        assert profile.consistency.measure.n == len(rated)


def test_where_all_rate_alike_figures_are_as_the_model_has_them(usual):
    def mean(name):
        return np.mean([getattr(profile, name).value for profile in usual.values()])

    for name in ("range_use", "discrimination", "halo"):
        assert mean(name) == pytest.approx(1, abs=0.06)
    consistency = [profile.consistency for profile in usual.values()]
    assert np.mean([each.measure.value for each in consistency]) == pytest.approx(1, abs=0.1)
    assert sum(each.unusual for each in consistency) <= 2


def test_the_same_seed_gives_the_same_limits(odd):
    given, found = odd
    again = profiles(given, calibrate(given))
    assert again["r02"].consistency == found["r02"].consistency
    other = profiles(given, calibrate(given), seed=1)
    assert other["r02"].consistency != found["r02"].consistency


def test_nothing_is_said_below_ten_candidates():
    given = house(13, 12, 8, seats=(2, 3)).table
    for profile in profiles(given, calibrate(given)).values():
        assert profile.range_use is profile.middle is profile.discrimination is None
        assert profile.halo is profile.consistency is None
        assert profile.quarters == ()


def test_nothing_is_said_where_too_few_have_enough():
    given = house(14, 40, 2, seats=(1, 2)).table
    for profile in profiles(given, calibrate(given)).values():
        assert profile.range_use is profile.lowest is profile.consistency is None


def test_without_quarters_there_is_no_drift(odd):
    columns = list(zip(*house(11, 60, 8, seats=(3, 4)).rows, strict=True))
    given = table(*columns[:4])
    assert all(p.quarters == () for p in profiles(given, calibrate(given)).values())


def test_one_quarter_alone_has_nothing_to_depart_from():
    columns = list(zip(*house(11, 60, 8, seats=(3, 4)).rows, strict=True))
    given = table(*columns[:4], quarter=["2026-Q1"] * len(columns[0]))
    assert all(p.quarters == () for p in profiles(given, calibrate(given)).values())


def test_what_others_say_leaves_the_own_ratings_out():
    given = house(15, 60, 8, seats=(3, 4)).table
    calibration = calibrate(given)
    found, row = dyads(given, calibration)
    moved = found.level.copy()
    moved[0] += 2
    again = found.with_levels(moved)
    assert again.others[0] == pytest.approx(found.others[0])
    same = (found.candidate == found.candidate[0]) & (np.arange(len(moved)) > 0)
    assert (again.others[same] > found.others[same]).all()
    assert len(row) == given.n


def test_one_alone_with_a_candidate_has_nobody_to_be_held_against():
    given = table(["a", "a", "b"], ["p", "q", "p"], ["k"] * 3, [2, 4, 5])
    found, _ = dyads(given, calibrate(given))
    alone = found.peers == 0
    assert alone.tolist() == [False, False, True]
    assert found.others[alone] == 0
    assert found.others_variance[alone] == pytest.approx(found.prior[alone])


def test_figures_that_differ_by_chance_alone_are_drawn_together():
    found = shrink(np.array([0.9, 1.0, 1.1]), np.full(3, 1.0))
    assert found.estimate == pytest.approx([1, 1, 1])
    assert found.variance == pytest.approx([1 / 3] * 3)


def test_figures_that_truly_differ_are_left_nearly_alone():
    values = np.array([-3.0, 0.0, 3.0])
    found = shrink(values, np.full(3, 0.01))
    assert found.estimate == pytest.approx(values, abs=0.02)
    assert found.low == pytest.approx(values - 0.165, abs=0.02)


def test_a_given_centre_is_what_figures_are_drawn_to():
    found = shrink(np.array([1.0, 1.2, 0.8]), np.full(3, 1.0), centre=0.0)
    assert (np.abs(found.estimate) < 0.4).all()


def test_ratios_are_drawn_in_by_their_logarithms():
    values = np.array([0.5, 1.0, 2.0])
    found = measures(values, np.full(3, 0.1), np.array([10, 20, 30]), ratio=True)
    assert [each.value for each in found] == pytest.approx(values)
    assert found[0].estimate * found[2].estimate == pytest.approx(1)
    assert [each.n for each in found] == [10, 20, 30]
