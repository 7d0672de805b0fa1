"""A candidate's adjusted estimate from what a calibration stores, without another fit."""

from dataclasses import replace

import numpy as np
import pytest

from debrief.scoring.calibration import Rating, adjusted, calibrate, leave_one_out, separated
from debrief.scoring.calibration.candidate import Estimate
from debrief.scoring.mixed import fit_interviews
from tests.unit.scoring.interviews import CRITERIA, house

EQUAL = {f"k{n}": 1.0 for n in range(CRITERIA)}


@pytest.fixture(scope="module")
def grown():
    return house(5, 200, 20)


@pytest.fixture(scope="module")
def calibration(grown):
    return calibrate(grown.table)


def test_estimates_are_those_of_the_whole_model(grown, calibration):
    given = grown.table
    fitted = fit_interviews(given.ratings)
    found = [adjusted(grown.panel(c), calibration, EQUAL) for c in range(200)]
    base = np.mean(fitted.fixed) + calibration.house
    # The whole model's candidate effect, less its criteria's: a little nearer to the mean.
    whole = base + fitted.effects["candidate"].estimate
    means = np.array([each.mean for each in found])
    assert np.corrcoef(means, whole)[0, 1] > 0.9999
    assert np.abs(means - whole).max() < 0.1


def test_the_estimate_solves_the_textbooks_equations(grown, calibration):
    panel = grown.panel(3)
    v, means = calibration.variances, calibration.means
    people = sorted({rating.interviewer for rating in panel})
    severity = {name: calibration.severities[name] for name in people}
    weights = {"k0": 3.0, "k1": 1.0}
    share = np.array([0.75, 0.25, 0, 0, 0])
    own = v["candidate"] + max(calibration.mean_variance - calibration.shared, 0)
    spread, with_target = np.zeros((len(panel), len(panel))), np.zeros(len(panel))
    for i, one in enumerate(panel):
        with_target[i] = own + v["candidate:criterion"] * share[int(one.criterion[1])]
        for j, other in enumerate(panel):
            spread[i, j] = own + v["candidate:criterion"] * (one.criterion == other.criterion)
            if one.interviewer == other.interviewer:
                doubt = severity[one.interviewer].variance - calibration.shared
                spread[i, j] += v["candidate:interviewer"] + doubt
            spread[i, j] += v["residual"] * (i == j)
    left = [r.level - means[r.criterion] - severity[r.interviewer].mean for r in panel]
    target = own + v["candidate:criterion"] * share @ share
    solved = np.linalg.solve(spread, with_target)
    expected = calibration.house + 0.75 * means["k0"] + 0.25 * means["k1"] + solved @ left
    found = adjusted(panel, calibration, weights)
    assert found.mean == pytest.approx(expected)
    assert found.variance == pytest.approx(target - solved @ with_target)
    assert (found.n, found.n_interviewers) == (len(panel), len(people))
    assert found.low < found.mean < found.high


def test_a_severe_panel_is_made_up_for(calibration):
    by_mean = sorted(calibration.severities.values(), key=lambda severity: severity.mean)
    severe, mild = by_mean[0].interviewer, by_mean[-1].interviewer
    scores = [adjusted([Rating(who, "k0", 3)], calibration, EQUAL) for who in (severe, mild)]
    assert scores[0].mean > scores[1].mean


def test_an_interviewer_never_seen_before_is_as_severe_as_any(calibration):
    found = adjusted([Rating("stranger", "k0", 3)], calibration, EQUAL)
    known = adjusted([Rating("r00", "k0", 3)], calibration, EQUAL)
    assert found.variance > known.variance


def test_nothing_is_estimated_from_nothing(calibration):
    assert adjusted([], calibration, EQUAL) is None
    assert adjusted([Rating("r00", "unheard", 3)], calibration, EQUAL) is None
    assert adjusted([Rating("r00", "k0", 3)], calibration, {"k0": 0.0}) is None
    assert leave_one_out([], calibration, EQUAL) == ()


def test_a_requisitions_variance_is_part_of_what_candidates_differ_by(calibration):
    more = replace(calibration, variances=calibration.variances | {"requisition": 1.0})
    rating = [Rating("r00", "k0", 5)]
    assert adjusted(rating, more, EQUAL).mean > adjusted(rating, calibration, EQUAL).mean


def test_young_houses_have_normal_intervals_and_grown_ones_wider():
    young, old = calibrate(house(6, 20, 8).table), calibrate(house(6, 40, 8).table)
    assert young.reach == pytest.approx(1.6449, abs=1e-4)
    assert old.reach > young.reach


def test_leaving_one_out_shows_who_moves_the_estimate(grown, calibration):
    panel = [Rating(who, "k0", level) for who, level in (("r00", 5), ("r01", 3), ("r02", 3))]
    found = {each.interviewer: each for each in leave_one_out(panel, calibration, {"k0": 1})}
    assert list(found) == ["r00", "r01", "r02"]
    assert found["r00"].shift == min(each.shift for each in found.values())
    assert found["r00"].decisive
    assert found["r00"].estimate == adjusted(panel[1:], calibration, {"k0": 1})
    assert leave_one_out(panel[:1], calibration, {"k0": 1}) == ()


def test_who_carries_the_estimate_across_the_bar_is_named(calibration):
    whole = replace(
        calibration,
        means={"k0": 2.99},
        severities={},
        house=0.0,
    )
    panel = [Rating(who, "k0", level) for who, level in (("a", 3.1), ("b", 2.9), ("c", 3.1))]
    found = {each.interviewer: each.decisive for each in leave_one_out(panel, whole, {"k0": 1})}
    assert found == {"a": True, "b": False, "c": True}


@pytest.mark.parametrize(("gap", "apart"), [(0.0, False), (0.2, False), (1.0, True), (-1.0, True)])
def test_two_candidates_are_told_apart_only_when_the_odds_are(gap, apart):
    one, other = (Estimate(3 + shift, 0.05, 10, 3, 1.645) for shift in (0, gap))
    assert separated(one, other) is apart
