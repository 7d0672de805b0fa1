"""Fitted models: closed forms, lme4's figures on data of our own, and the edges."""

import csv
import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from debrief.scoring.mixed import Ratings, fit_crossed, fit_interviews
from tests.unit.scoring.dense_model import whole
from tests.unit.scoring.test_mixed_equations import by_term, panel

DATA = Path(__file__).parents[2] / "data/reference"
NAMES = {
    "cand": "candidate",
    "cd": "candidate:criterion",
    "cr": "candidate:interviewer",
    "int": "interviewer",
    "Residual": "residual",
}


def table(name):
    path = DATA / name
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as file:
        rows = list(csv.DictReader(file))
    return {column: np.array([float(row[column]) for row in rows]) for column in rows[0]}


@pytest.fixture(scope="module")
def simulated():
    columns = table("interview_sim_8979.csv.gz")
    codes = [columns[name].astype(int) for name in ("cand", "int", "dim")]
    return Ratings(columns["y"], *codes)


@pytest.fixture(scope="module")
def fitted_plainly(simulated):
    return fit_interviews(simulated, penalty=False)


def test_the_interview_model_is_lme4s_on_simulated_interviews(fitted_plainly):
    fitted = fitted_plainly
    expected = json.loads((DATA / "interview_sim_8979_lme4.json").read_text())
    assert fitted.converged
    assert fitted.n == expected["n"]
    assert fitted.criterion == pytest.approx(expected["crit"], abs=1e-6)
    for theirs, ours in NAMES.items():
        assert fitted.variances[ours] == pytest.approx(expected["var"][theirs], abs=1e-6)
    assert fitted.fixed == pytest.approx(list(expected["fixef"].values()), abs=1e-6)
    assert fitted.fixed_error == pytest.approx(list(expected["se"].values()), abs=1e-6)


@pytest.mark.parametrize("column", ["int", "cand"])
def test_every_level_has_lme4s_estimate_and_variance(fitted_plainly, column):
    levels = table(f"interview_sim_8979_ranef_{column}.csv")
    effects = fitted_plainly.effects[NAMES[column]]
    place = levels[column].astype(int)
    assert effects.estimate[place] == pytest.approx(levels["u"], abs=1e-6)
    assert effects.conditional[place] == pytest.approx(levels["cv"], abs=1e-6)
    assert (effects.variance > effects.conditional).all()


def balanced():
    """Six batches of five: mean squares 11.5 between and 2 within, so variances 1.9 and 2."""
    batch = np.repeat(np.arange(6), 5)
    within = np.tile([-2.0, -1.0, 0.0, 1.0, 2.0], 6) * np.sqrt(0.8)
    between = np.array([-2.0, -1.5, -0.5, 0.5, 1.5, 2.0])
    return batch, within, between * np.sqrt(11.5 / 13)


def test_a_balanced_table_has_the_variances_of_its_mean_squares():
    batch, within, between = balanced()
    fitted = fit_crossed(10 + between[batch] + within, {"batch": batch})
    assert fitted.residual == pytest.approx(2, abs=1e-8)
    assert fitted.variances["batch"] == pytest.approx((11.5 - 2) / 5, abs=1e-8)
    assert fitted.fixed == pytest.approx([10])
    assert fitted.fixed_error == pytest.approx([np.sqrt(11.5 / 30)])


def test_maximum_likelihood_counts_the_mean_as_known():
    batch, within, between = balanced()
    fitted = fit_crossed(between[batch] + within, {"batch": batch}, reml=False)
    assert fitted.variances["batch"] == pytest.approx((11.5 * 5 / 6 - 2) / 5, abs=1e-8)


def test_two_balanced_factors_have_the_variances_of_their_mean_squares():
    draw = np.random.default_rng(5)
    grid = draw.normal(size=(24, 1)) + 2 * draw.normal(size=(1, 6)) + draw.normal(size=(24, 6))
    row, column = np.divmod(np.arange(grid.size), 6)
    by_row, by_column = grid.mean(1) - grid.mean(), grid.mean(0) - grid.mean()
    left = grid - grid.mean() - by_row[:, None] - by_column
    error = (left**2).sum() / (23 * 5)
    fitted = fit_crossed(grid.ravel(), {"row": row, "column": column})
    assert fitted.residual == pytest.approx(error, rel=1e-7)
    assert fitted.variances["row"] == pytest.approx((6 * by_row @ by_row / 23 - error) / 6)
    expected = (24 * by_column @ by_column / 5 - error) / 24
    assert fitted.variances["column"] == pytest.approx(expected)


def test_a_variance_smaller_than_nothing_ends_at_zero():
    draw = np.random.default_rng(2)
    group = np.repeat(np.arange(10), 4)
    y = draw.normal(size=40)
    y -= np.bincount(group, y)[group] / 4  # equal group means: less than chance between them
    fitted = fit_crossed(y + 3, {"group": group, "half": np.arange(40) % 2})
    assert fitted.variances["group"] == 0
    assert (fitted.effects["group"].estimate == 0).all()
    assert fitted.converged


@pytest.mark.parametrize("seed", range(6))
def test_variances_with_their_effects_and_errors_are_the_whole_models(seed):
    ratings = panel(seed, requisitions=seed % 2 == 0)
    fitted = fit_interviews(ratings)
    columns, terms = by_term(ratings)
    ratios = [
        value / fitted.residual for name, value in fitted.variances.items() if name != "residual"
    ]
    expected = whole(ratings.level, columns, terms, ratios)
    assert fitted.criterion == pytest.approx(expected.criterion, abs=1e-7)
    assert fitted.fixed == pytest.approx(expected.fixed)
    assert fitted.fixed_error == pytest.approx(expected.fixed_error)
    for name, k in (("candidate", 0), ("interviewer", 3)):
        effects = fitted.effects[name]
        assert effects.estimate == pytest.approx(expected.estimates[k], abs=1e-8)
        assert effects.conditional == pytest.approx(expected.conditional[k], abs=1e-8)
        assert effects.variance == pytest.approx(expected.variances[k], abs=1e-8)


def test_the_penalty_keeps_a_variance_off_zero_and_leaves_a_known_one(simulated, fitted_plainly):
    quiet = np.random.default_rng(1)
    candidate, interviewer = np.repeat(np.arange(12), 6), np.tile(np.repeat(np.arange(3), 2), 12)
    level = quiet.normal(3, 0.6, 72) + quiet.normal(0, 0.6, 12)[candidate]
    small = Ratings(level, candidate, interviewer, np.tile([0, 1], 36))
    assert fit_interviews(small, penalty=False).variances["interviewer"] == 0
    assert fit_interviews(small).variances["interviewer"] > 0
    plain, held = fitted_plainly.variances, fit_interviews(simulated).variances
    assert held["interviewer"] == pytest.approx(plain["interviewer"], rel=0.05)
    assert held["candidate"] == pytest.approx(plain["candidate"], rel=0.01)


def test_a_requisition_effect_takes_what_severity_would_absorb():
    draw = np.random.default_rng(4)
    candidate = np.repeat(np.arange(80), 6)
    senior = candidate >= 40
    # Everybody is equally severe; five see the strong field, five the weak one.
    interviewer = np.repeat(
        np.concatenate([draw.permutation(5)[:3] + 5 * (c >= 40) for c in range(80)]), 2
    )
    level = 3 + 1.5 * senior + draw.normal(0, 0.4, 80)[candidate] + draw.normal(0, 0.5, 480)
    given = (level, candidate, interviewer, np.tile([0, 1], 240))
    without = fit_interviews(Ratings(*given)).effects["interviewer"].estimate
    fitted = fit_interviews(Ratings(*given, requisition=(candidate // 10)))
    assert np.abs(without).max() > 0.5
    assert np.abs(fitted.effects["interviewer"].estimate).max() < 0.25
    assert fitted.variances["requisition"] > 0.3


def test_many_criteria_of_which_each_candidate_has_few_stay_small_blocks():
    draw = np.random.default_rng(7)
    candidate = np.repeat(np.arange(60), 4)
    criterion = (candidate % 15) * 2 + np.tile([0, 1, 0, 1], 60)
    interviewer = np.tile([0, 0, 1, 1], 60) + 2 * (candidate % 4)
    level = draw.integers(1, 6, 240).astype(float)
    ratings = Ratings(level, candidate, interviewer, criterion)
    fitted = fit_interviews(ratings)
    assert len(fitted.fixed) == 30
    columns, terms = by_term(ratings)
    ratios = [
        value / fitted.residual for name, value in fitted.variances.items() if name != "residual"
    ]
    assert fitted.criterion == pytest.approx(whole(level, columns, terms, ratios).criterion)
