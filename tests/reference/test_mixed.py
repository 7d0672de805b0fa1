"""Our mixed models against lme4's, on the data the folder holds.

lme4's optimiser stops a little before the minimum on some sets. Where it does, ours must have the
lower criterion, and the same criterion as lme4's at lme4's own variances.
"""

import csv
import gzip
import json
import os
from pathlib import Path

import numpy as np
import pytest

from debrief.scoring.mixed import Ratings, fit_crossed, fit_interviews
from debrief.scoring.mixed.crossed import Crossed
from debrief.scoring.mixed.interview import Interviews
from debrief.scoring.mixed.reml import evaluate

# Beside the project is where the folder usually stands.
PLACE = os.environ.get("DEBRIEF_REFERENCE_DIR", "../shared/reference")  # noqa: TID251 - where it lies is the caller's to say
FOLDER = Path(PLACE)
CLOSE = 1e-6
#: Relative; how far from the minimum lme4 may have stopped, where its criterion is the higher.
STOPPED = 1e-4


def read(name):
    path = FOLDER / name
    assert path.is_file(), f"{path} is absent: name its folder in DEBRIEF_REFERENCE_DIR"
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as file:
        rows = list(csv.DictReader(file))
    return {column: np.array([row[column] for row in rows]) for column in rows[0]}


def loaded(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def coded(values):
    return np.unique(values, return_inverse=True)[1]


def insteval(*factors, service=False):
    columns = read("insteval.csv.gz")
    codes = {name: coded(columns[name]) for name in ("s", "d", "dept")}
    codes["dept:service"] = coded(np.char.add(columns["dept"], columns["service"]))
    fixed = [np.ones(len(columns["y"]))] + [(columns["service"] == "1") * 1.0] * service
    given = {name: codes[name] for name in factors}
    return columns["y"].astype(float), given, np.column_stack(fixed)


def plain(name, level, *factors):
    columns = read(name)
    given = {factor: coded(columns[factor]) for factor in factors}
    return columns[level].astype(float), given, np.ones((len(columns[level]), 1))


CROSSED = {
    "insteval_reml_s_d": (insteval, ("s", "d"), {}, True),
    "insteval_ml_s_d": (insteval, ("s", "d"), {}, False),
    "insteval_reml_service_s_d_dept": (insteval, ("s", "d", "dept"), {"service": True}, True),
    "insteval_ml_service_s_d_dept_service": (
        insteval,
        ("s", "d", "dept:service", "dept"),
        {"service": True},
        False,
    ),
    "penicillin_reml": (plain, ("penicillin.csv", "diameter", "plate", "sample"), {}, True),
    "penicillin_ml": (plain, ("penicillin.csv", "diameter", "plate", "sample"), {}, False),
    "dyestuff_reml": (plain, ("dyestuff.csv", "Yield", "Batch"), {}, True),
    "dyestuff_ml": (plain, ("dyestuff.csv", "Yield", "Batch"), {}, False),
    "verbagg_resp123_reml_id_item": (
        plain,
        ("verbagg_long.csv.gz", "rating", "id", "item"),
        {},
        True,
    ),
}


@pytest.mark.parametrize("name", CROSSED)
def test_crossed_intercepts_are_lme4s(name):
    make, given, options, reml = CROSSED[name]
    y, factors, columns = make(*given, **options)
    expected = loaded("lme4_reference.json")[name]
    fitted = fit_crossed(y, factors, columns, reml=reml)
    assert fitted.converged
    assert fitted.criterion == pytest.approx(expected["criterion"], abs=CLOSE, rel=0)
    theirs = dict(expected["var"])
    residual = theirs.pop("Residual")
    # The variances of Dyestuff are in the thousands: what is held to a millionth is the ratio.
    assert fitted.residual == pytest.approx(residual, rel=CLOSE)
    for factor, value in theirs.items():
        assert fitted.variances[factor] == pytest.approx(value, rel=CLOSE, abs=CLOSE)
    assert fitted.fixed == pytest.approx(list(expected["fixef"].values()), abs=CLOSE)
    assert fitted.fixed_error == pytest.approx(list(expected["se"].values()), abs=CLOSE)

    design = Crossed(y, columns, factors, reml=reml)
    ratios = np.array([theirs[term.name] / residual for term in design.terms])
    assert evaluate(design, ratios).criterion == pytest.approx(
        expected["criterion"], abs=1e-7, rel=0
    )
    assert fitted.criterion <= expected["criterion"] + 1e-8


@pytest.mark.parametrize(
    ("factor", "file"),
    [
        ("s", "insteval_reml_s_d_ranef_s.csv.gz"),
        ("d", "insteval_reml_s_d_ranef_d.csv"),
    ],
)
def test_every_level_has_lme4s_estimate_and_conditional_variance(factor, file):
    y, factors, columns = insteval("s", "d")
    effects = fit_crossed(y, factors, columns).effects[factor]
    levels = read(file)
    order = {level: place for place, level in enumerate(np.unique(levels["level"]))}
    place = [order[level] for level in levels["level"]]
    assert effects.estimate[place] == pytest.approx(levels["ranef"].astype(float), abs=CLOSE)
    assert effects.conditional[place] == pytest.approx(levels["condvar"].astype(float), abs=CLOSE)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("penicillin_anova_exact", ("penicillin.csv", "diameter", "plate", "sample")),
        ("dyestuff_anova_exact", ("dyestuff.csv", "Yield", "Batch")),
    ],
)
def test_balanced_data_have_the_closed_form(name, file):
    fitted = fit_crossed(*plain(*file))
    expected = loaded("lme4_reference.json")[name]
    assert fitted.residual == pytest.approx(expected["Residual"], rel=1e-8)
    for factor in file[2:]:
        assert fitted.variances[factor] == pytest.approx(expected[factor], rel=1e-8)


@pytest.mark.parametrize("name", ["ratings2", "ratings3"])
def test_the_interview_model_is_lme4s_on_real_ratings(name):
    columns = read(f"ratings_{name}_long.csv.gz")
    codes = [coded(columns[column]) for column in ("person", "rater", "item")]
    ratings = Ratings(columns["y"].astype(float), *codes)
    expected = loaded("mfrm_lmm_reference.json")[f"data.{name}"]["lme4"]
    fitted = fit_interviews(ratings, penalty=False)

    theirs = [expected["var"][key] for key in ("person", "pi", "pr", "rater")]
    ratios = np.array(theirs) / expected["var"]["Residual"]
    there = evaluate(Interviews(ratings), ratios)
    assert there.criterion == pytest.approx(expected["crit"], abs=1e-8, rel=0)
    assert expected["crit"] - CLOSE < fitted.criterion <= expected["crit"]
    ours = [value for key, value in fitted.variances.items() if key != "residual"]
    assert ours == pytest.approx(theirs, rel=STOPPED)
    assert fitted.residual == pytest.approx(expected["var"]["Residual"], abs=CLOSE)
    assert fitted.fixed == pytest.approx(list(expected["fixef"].values()), abs=CLOSE)
    assert fitted.fixed_error == pytest.approx(list(expected["se"].values()), abs=CLOSE)
    severity = fitted.effects["interviewer"]
    blups = [expected["rater_blup"][level] for level in np.unique(columns["rater"])]
    assert severity.estimate == pytest.approx(blups, abs=CLOSE)
    assert severity.conditional == pytest.approx(expected["rater_condvar"], abs=CLOSE)
