"""Severity: what is estimated, when it is shown, and what it is never compared across."""

import numpy as np
import pytest
from scipy.special import stdtrit

from debrief.scoring.calibration import Basis, calibrate, table
from debrief.scoring.calibration.graph import connections
from debrief.scoring.calibration.severity import PRIOR
from debrief.scoring.mixed import fit_interviews
from tests.unit.scoring.interviews import house


@pytest.fixture(scope="module")
def grown():
    return house(1, 200, 20)


@pytest.fixture(scope="module")
def calibration(grown):
    return calibrate(grown.table)


def test_nothing_is_said_of_no_ratings():
    assert calibrate(table([], [], [], [])) is None


def test_severities_are_the_models_predictions(grown, calibration):
    fitted = fit_interviews(grown.table.ratings)
    assert calibration.basis is Basis.DATA
    assert not calibration.prior_based
    assert calibration.converged
    assert calibration.reml_criterion == fitted.criterion
    assert calibration.variances == fitted.variances
    assert list(calibration.means.values()) == fitted.fixed.tolist()
    effects = fitted.effects["interviewer"]
    for code, severity in enumerate(calibration.severities.values()):
        assert severity.mean == effects.estimate[code]
        assert severity.variance == effects.variance[code]
        assert severity.shown == severity.mean
        half = stdtrit(19, 0.95) * np.sqrt(severity.variance)
        assert (severity.low, severity.high) == pytest.approx(
            (severity.mean - half, severity.mean + half)
        )


def test_severities_come_out_near_what_was_drawn(grown, calibration):
    found = [severity.mean for severity in calibration.severities.values()]
    assert np.corrcoef(found, grown.severity)[0, 1] > 0.9
    assert (calibration.n, calibration.n_candidates) == (len(grown.rows), 200)
    assert calibration.n_interviewers == 20


def test_only_a_sure_and_large_severity_is_notable(calibration):
    for severity in calibration.severities.values():
        sure = severity.low > 0 or severity.high < 0
        assert severity.notable == (sure and abs(severity.mean) >= 0.25)
    notable = [severity.notable for severity in calibration.severities.values()]
    assert any(notable)
    assert not all(notable)


def test_no_severity_is_shown_below_ten_candidates_and_three_colleagues(grown):
    twins = [(f"t{n}", who, "k0", 3.0, "2026-Q1") for n in range(30) for who in ("alone", "beside")]
    new = [(f"c{n:04}", "new", "k0", 5.0, "2026-Q1") for n in range(9)]
    rows = [*grown.rows, *twins, *new]
    found = calibrate(table(*list(zip(*rows, strict=True))[:4])).severities
    assert (found["alone"].n_candidates, found["alone"].n_colleagues) == (30, 1)
    assert found["new"].n_candidates == 9
    assert found["new"].n_colleagues >= 3
    for name in ("alone", "new"):
        assert not found[name].enough
        assert (found[name].shown, found[name].low, found[name].high) == (None, None, None)
        assert not found[name].notable


def test_interviewers_no_candidate_connects_are_in_components_of_their_own(grown):
    apart = [
        (f"x{n}", who, "k0", float(1 + n % 5), "2026-Q1") for n in range(12) for who in ("y", "z")
    ]
    rows = [*grown.rows, *apart]
    found = calibrate(table(*list(zip(*rows, strict=True))[:4]))
    assert found.components == 2
    assert {found.severities[name].component for name in ("y", "z")} == {1}
    assert {found.severities[f"r{n:02}"].component for n in range(20)} == {0}


def test_connections_count_candidates_and_colleagues_once():
    given = table(list("aaabbc"), ["p", "p", "q", "q", "r", "s"], list("xyxxxx"), [3] * 6)
    found = connections(given.ratings)
    assert found.components == 2
    assert found.component.tolist() == [0, 0, 0, 1]
    assert found.candidates.tolist() == [1, 2, 1, 1]
    assert found.colleagues.tolist() == [1, 2, 1, 0]


@pytest.mark.parametrize(("candidates", "interviewers"), [(20, 8), (60, 6)])
def test_a_young_house_gets_prior_variances_and_says_so(candidates, interviewers):
    found = calibrate(house(2, candidates, interviewers).table)
    assert found.basis is Basis.PRIOR_FEW_RATINGS
    assert found.prior_based
    assert found.reml_criterion is None
    assert found.variances == pytest.approx({k: PRIOR[k] for k in found.variances})


def test_one_rating_is_the_mean_and_no_severity():
    found = calibrate(table(["c"], ["p"], ["k"], [4]))
    assert found.means == {"k": 4}
    assert found.severities["p"].mean == pytest.approx(0)
    assert found.severities["p"].variance == pytest.approx(PRIOR["interviewer"])
    assert found.shared == 0


def test_a_house_where_all_ratings_are_equal_keeps_the_prior():
    rows = [(row[0], row[1], row[2], 3.0) for row in house(3, 60, 9).rows]
    found = calibrate(table(*zip(*rows, strict=True)))
    assert found.basis is Basis.PRIOR_NOT_ESTIMABLE
    assert all(abs(severity.mean) < 1e-9 for severity in found.severities.values())


def test_a_requisition_joins_the_model_where_it_is_given(grown):
    columns = list(zip(*grown.rows, strict=True))
    requisition = [name[:3] for name in columns[0]]
    found = calibrate(table(*columns[:4], requisition=requisition))
    assert "requisition" in found.variances


def test_the_order_of_ratings_and_the_names_do_not_matter(grown, calibration):
    order = np.random.default_rng(0).permutation(len(grown.rows))
    rows = [grown.rows[place] for place in order]
    columns = list(zip(*rows, strict=True))
    renamed = [f"z{name}" for name in columns[0]]
    found = calibrate(table(renamed, *columns[1:4]))
    assert found.reml_criterion == pytest.approx(calibration.reml_criterion)
    for name, severity in found.severities.items():
        assert severity.mean == pytest.approx(calibration.severities[name].mean, abs=1e-6)


def test_a_scale_moved_up_moves_the_means_alone(grown, calibration):
    columns = list(zip(*grown.rows, strict=True))
    found = calibrate(table(*columns[:3], [level + 1 for level in columns[3]]))
    for name, mean in found.means.items():
        assert mean == pytest.approx(calibration.means[name] + 1, abs=1e-6)
    assert found.variances == pytest.approx(calibration.variances, rel=1e-5)
