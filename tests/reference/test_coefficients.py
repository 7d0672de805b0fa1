"""Agreement across debriefs against R's irr, irrCAC and psych, on the data the folder holds."""

import csv
import gzip
import json
import os
from pathlib import Path

import numpy as np
import pytest
from scipy import special

from debrief.scoring.agreement import (
    Form,
    Metric,
    Reach,
    Weighting,
    alpha,
    complete,
    concordance,
    design,
    gwet,
    intraclass,
    reliability,
    units,
)
from debrief.scoring.agreement.chance import weights
from debrief.scoring.agreement.icc import mean_squares
from debrief.scoring.agreement.krippendorff import coincidences, disagreement
from tests.unit.scoring.agreement.tables import from_table

# Beside the project is where the folder usually stands.
PLACE = os.environ.get("DEBRIEF_REFERENCE_DIR", "../shared/reference")  # noqa: TID251 - where it lies is the caller's to say
FOLDER = Path(PLACE)
REFERENCE = json.loads((FOLDER / "agreement_reference.json").read_text(encoding="utf-8"))
#: R's irrCAC names identity weights so, and rounds coefficients of raw ratings to 5 digits.
NAMES = {Weighting.IDENTITY: "unweighted"}
WEIGHTINGS = list(Weighting)[:4]


def table(name, *, skip=0, na="NA"):
    with (FOLDER / name).open(encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    return [[None if cell in {na, ""} else float(cell) for cell in row[skip:]] for row in rows]


def spread(counts):
    """As many raters as a row counts, whoever they were."""
    return [[level for level, times in enumerate(row) for _ in range(int(times))] for row in counts]


CANONICAL = units(from_table(table("krippendorff_canonical_4x12.csv", skip=1)))
FLEISS = units(from_table(spread(table("gwet_distrib_6raters.csv", skip=1)), range(5)))
ANXIETY = from_table(table("irr_anxiety.csv"), range(1, 7))


@pytest.mark.parametrize("metric", Metric)
def test_alpha_is_irrs(metric):
    theirs = REFERENCE["krippendorff_canonical_irr"][metric]
    assert alpha(CANONICAL, metric).value == pytest.approx(theirs, abs=1e-14)


@pytest.mark.parametrize("metric", list(Metric)[:3])
def test_alpha_of_a_table_without_gaps_is_irrs_but_for_its_count(metric):
    """irr 0.84.1 takes m - 1 for 1 where nothing is missing, so three raters make n 120, not 60.

    The krippendorff package gives our value, .2284 for ordinal, to the last digit.
    """
    counted = units(ANXIETY)
    observed, expected = disagreement(2 * coincidences(counted), counted.scale, metric)
    theirs = REFERENCE["anxiety_kripp"][metric]
    assert 1 - observed / expected == pytest.approx(theirs, abs=1e-12)
    ours = alpha(counted, metric).value
    assert 1 - ours == pytest.approx((1 - theirs) * 118 / 119, abs=1e-12)


def related(counted, weighting):
    """Coefficients that share our observed agreement, with the chance of their authors."""
    weight = weights(counted.scale, weighting)
    met = coincidences(counted)
    ours = gwet(counted, weighting)
    shares = counted.times @ (counted.patterns / counted.sizes[:, None]) / ours.rated_units
    used = met.sum(axis=1)
    lost = 1 - weight
    expected = used @ lost @ used / (used.sum() * (used.sum() - 1))
    by_fleiss = shares @ weight @ shares
    by_number = weight.mean()
    return {
        "krippendorff": 1 - (met * lost).sum() / used.sum() / expected,
        "fleiss": (ours.observed - by_fleiss) / (1 - by_fleiss),
        "bp": (ours.observed - by_number) / (1 - by_number),
    }


@pytest.mark.parametrize("group", ["gwet_raw4raters", "krippendorff_canonical_irrCAC"])
@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_gwets_coefficients_are_irrcacs_on_raw_ratings(group, weighting):
    theirs = REFERENCE[group][NAMES.get(weighting, weighting)]
    found = gwet(CANONICAL, weighting)
    assert found.observed == pytest.approx(theirs["gwet"]["pa"], abs=1e-14)
    assert found.chance == pytest.approx(theirs["gwet"]["pe"], abs=1e-14)
    assert found.value == pytest.approx(theirs["gwet"]["coeff.val"], abs=5.01e-6)
    assert found.standard_error == pytest.approx(theirs["gwet"]["coeff.se"], abs=5.01e-6)
    assert_tested(found, theirs["gwet"]["conf.int"], theirs["gwet"]["p.value"])
    for name, value in related(CANONICAL, weighting).items():
        assert value == pytest.approx(theirs[name]["coeff.val"], abs=5.01e-6), name


@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_gwets_coefficients_are_irrcacs_on_counts(weighting):
    name = NAMES.get(weighting, weighting)
    theirs = REFERENCE["gwet_distrib6"][name]
    found = gwet(FLEISS, weighting)
    ours = (found.value, found.standard_error, found.observed, found.chance)
    assert ours == pytest.approx(
        [theirs[key] for key in ("coeff", "stderr", "pa", "pe")], abs=1e-13
    )
    assert_tested(found, theirs["conf.int"], theirs["p.value"])
    others = related(FLEISS, weighting)
    assert others["fleiss"] == pytest.approx(REFERENCE["gwet_distrib6_fleiss"][name]["coeff"])
    assert others["krippendorff"] == pytest.approx(REFERENCE["gwet_distrib6_kripp"][name]["coeff"])


def assert_tested(found, interval, p):
    ends = [float(end) for end in interval.strip("()").split(",")]
    assert (found.low, found.high) == pytest.approx(ends, abs=5.01e-4)
    ratio = abs(found.value / found.standard_error)
    assert 2 * special.stdtr(found.candidates - 1, -ratio) == pytest.approx(p, rel=1e-6)


def test_two_raters_of_a_contingency_table():
    cells = table("gwet_cont3x3abstractors.csv", skip=1)
    pairs = [
        [row, column]
        for row, counts in enumerate(cells)
        for column, times in enumerate(counts)
        for _ in range(int(times))
    ]
    counted = units(from_table(pairs, range(3)))
    for key, weighting in (("ac1", Weighting.IDENTITY), ("ac2q", Weighting.QUADRATIC)):
        found, theirs = gwet(counted, weighting), REFERENCE["cont3x3"][key]
        assert found.value == pytest.approx(theirs["coeff.val"], abs=1e-14)
        # For a table of counts irrCAC divides by n where for ratings it divides by n - 1.
        error = found.standard_error * np.sqrt((len(pairs) - 1) / len(pairs))
        assert error == pytest.approx(theirs["coeff.se"], rel=1e-9)


@pytest.mark.parametrize("form", Form)
def test_intraclass_correlations_are_psychs(form):
    judged = np.array(table("shrout_fleiss_1979.csv", skip=1))
    theirs = REFERENCE["shrout_fleiss_psych"][f"ICC{form[0]}" + ("k" if form[-1] == "k" else "")]
    found = intraclass(judged)[form]
    ours = [found.value, found.f, found.df1, found.df2, found.p, found.low, found.high]
    keys = ("ICC", "F", "df1", "df2", "p", "lower bound", "upper bound")
    assert ours == pytest.approx([theirs[key] for key in keys], abs=1e-12)


def test_mean_squares_are_psychs():
    squares = mean_squares(np.array(table("shrout_fleiss_1979.csv", skip=1)))
    ours = (squares.between, squares.raters, squares.error, squares.within)
    theirs = [REFERENCE["shrout_fleiss_MS"][key] for key in ("BMS", "JMS", "EMS", "WMS")]
    assert ours == pytest.approx(theirs, abs=1e-12)


IRR = {
    "oneway_consistency_single": Form.ONE_WAY,
    "oneway_consistency_average": Form.ONE_WAY_MEAN,
    "oneway_agreement_single": Form.ONE_WAY,
    "oneway_agreement_average": Form.ONE_WAY_MEAN,
    "twoway_consistency_single": Form.FIXED,
    "twoway_consistency_average": Form.FIXED_MEAN,
    "twoway_agreement_single": Form.TWO_WAY,
    "twoway_agreement_average": Form.TWO_WAY_MEAN,
}


@pytest.mark.parametrize("name", IRR)
def test_intraclass_correlations_are_irrs(name):
    judged = np.array(table("shrout_fleiss_1979.csv", skip=1))
    assert_irrs(judged, IRR[name], REFERENCE["shrout_fleiss_irr"][name])
    anxious = REFERENCE["anxiety_icc"].get(name.removeprefix("twoway_"))
    if anxious is not None and name.startswith("twoway"):
        assert_irrs(complete(ANXIETY), IRR[name], anxious)


def assert_irrs(judged, form, theirs):
    found = intraclass(judged)[form]
    assert found.value == pytest.approx(theirs["value"], abs=1e-12)
    ends = (found.low, found.high)
    if form is Form.TWO_WAY_MEAN:
        *ends, df = direct_ends(judged, found.value)
        assert df == pytest.approx(theirs.get("df2", df))
    assert ends == pytest.approx((theirs["lbound"], theirs["ubound"]), abs=1e-9)


def direct_ends(judged, value):
    """irr's interval of ICC(2,k): degrees of freedom as if the mean's were a single rating's."""
    squares, (n, k) = mean_squares(judged), judged.shape
    a = k * value / (n * (1 - value))
    b = 1 + k * value * (n - 1) / (n * (1 - value))
    one, two = a * squares.raters, b * squares.error
    df = (one + two) ** 2 / (one**2 / (k - 1) + two**2 / ((n - 1) * (k - 1)))
    up, down = special.fdtri(n - 1, df, 0.975), special.fdtri(df, n - 1, 0.975)
    columns = squares.raters - squares.error
    low = n * (squares.between - up * squares.error) / (up * columns + n * squares.between)
    high = n * (down * squares.between - squares.error) / (columns + n * down * squares.between)
    return low, high, df


def test_kendalls_w_is_irrs_with_ties_corrected():
    found, theirs = concordance(complete(ANXIETY)), REFERENCE["kendall_W_anxiety"]
    ours = (found.value, found.chi_squared, found.p)
    assert ours == pytest.approx([theirs[key] for key in ("W_corrected", "chisq", "p")], abs=1e-12)


@pytest.mark.parametrize("name", ["ratings2", "ratings3"])
def test_reliability_of_changing_panels_is_that_of_the_papers_own_code(name):
    theirs = json.loads((FOLDER / "icc_qkhat_reference.json").read_text(encoding="utf-8"))[name]
    with gzip.open(FOLDER / f"ratings_{name}_long.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    people, raters = ([row[key] for row in rows] for key in ("person", "rater"))
    met = design(*(np.unique(names, return_inverse=True)[1] for names in (people, raters)))
    assert (met.candidates, met.interviewers, met.meetings) == (
        theirs["N"],
        theirs["R"],
        theirs["n"],
    )
    ours = (met.k_hat, met.share, met.q)
    assert ours == pytest.approx([theirs[key] for key in ("khat", "share", "Q")], abs=1e-13)
    variances = tuple(theirs["var"][key] for key in ("person", "rater", "Residual"))
    found = reliability(variances, met)
    keys = {
        Reach.AGREEMENT: "ICC_A1",
        Reach.CONSISTENCY: "ICC_C1",
        Reach.AGREEMENT_MEAN: "ICC_Akhat",
        Reach.AS_MET_MEAN: "ICC_Qkhat",
    }
    for reach, key in keys.items():
        assert found[reach].value == pytest.approx(theirs[key], abs=1e-13)
