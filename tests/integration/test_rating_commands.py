"""`debrief ratings analyse`: anyone's ratings, from a file."""

import csv
import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.rating_sheets import analyse, drawn, figures, sheet

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests/data/reference"
SIMULATED = DATA / "interview_sim_8979.csv.gz"
THEIRS = ("--candidate", "cand", "--interviewer", "int", "--criterion", "dim", "--level", "y")
LME4 = {
    "candidate": "cand",
    "candidate:criterion": "cd",
    "candidate:interviewer": "cr",
    "interviewer": "int",
    "residual": "Residual",
}


@pytest.fixture(scope="module")
def simulated():
    return figures(SIMULATED, *THEIRS)


def test_variances_means_and_criterion_are_lme4s(simulated):
    expected = json.loads((DATA / "interview_sim_8979_lme4.json").read_text())
    found = simulated["calibration"]
    assert simulated["n_ratings"] == found["n"]["ratings"] == expected["n"]
    assert found["converged"]
    assert found["reml_criterion"] == pytest.approx(expected["crit"], abs=1e-6)
    assert found["variance"] == pytest.approx(
        {ours: expected["var"][theirs] for ours, theirs in LME4.items()}, abs=1e-6
    )
    means = [each["mean"] for each in found["means"]]
    assert means == pytest.approx(list(expected["fixef"].values()), abs=1e-6)


def test_every_severity_is_lme4s_and_lies_within_its_interval(simulated):
    with (DATA / "interview_sim_8979_ranef_int.csv").open() as file:
        expected = {row["int"]: float(row["u"]) for row in csv.DictReader(file)}
    found = {each["id"]: each for each in simulated["calibration"]["interviewers"]}
    assert {name: each["severity"] for name, each in found.items()} == pytest.approx(
        expected, abs=1e-6
    )
    assert all(each["low"] < each["severity"] < each["high"] for each in found.values())
    assert sum(each["n"] for each in found.values()) == 8979


def test_agreement_has_every_coefficient_with_its_n(simulated):
    found = simulated["agreement"]
    assert set(found["krippendorff_alpha"]) == {"nominal", "ordinal", "interval", "ratio"}
    assert {"linear", "ordinal", "quadratic"} <= set(found["gwet_ac2"])
    for each in (*found["krippendorff_alpha"].values(), *found["gwet_ac2"].values()):
        assert 0 < each["value"] < 1
        assert each["n"]["ratings"] == 8879
    interval = found["krippendorff_alpha_interval"]
    assert interval["low"] < found["krippendorff_alpha"]["ordinal"]["value"] < interval["high"]
    assert found["kendall_w"]["value"] is None
    assert "every interviewer" in found["kendall_w"]["reason"]


def test_words_come_in_name_order_and_say_what_not_to_do():
    found = analyse(SIMULATED, *THEIRS)
    assert found.exit_code == 0
    assert "8,979 ratings of 500 candidates by 60 interviewers, 5 criteria." in found.output
    assert "Not for appraisal, pay, ranking interviewers" in found.output
    names = [line.split()[0] for line in found.output.splitlines() if " ratings of " in line[1:40]]
    assert names[1:] == sorted(names[1:])


def test_a_file_packed_or_not_from_standard_input_too_says_the_same(tmp_path):
    text = sheet(drawn())
    plain, packed = tmp_path / "ratings.csv", tmp_path / "ratings.csv.gz"
    plain.write_text(text)
    packed.write_bytes(gzip.compress(text.encode()))
    found = figures(plain)
    assert figures(packed) == figures("-", given=text) == found
    assert figures("-", given=gzip.compress(text.encode())) == found


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_spreadsheets_separator_byte_order_mark_and_capitals_are_read(separator):
    header = ("Candidate", "INTERVIEWER", "Criterion ", "Level")
    text = "\ufeff" + sheet(drawn(), header, separator)
    assert figures("-", given=text) == figures("-", given=sheet(drawn()))


def test_few_interviewers_keep_their_variance_off_zero():
    found = figures("-", given=sheet(drawn()))["calibration"]
    assert found["severities"]["penalised"]
    assert found["severities"]["interviewer_variance"] > found["variance"]["interviewer"]
    lowest = found["interviewers"][0]
    assert lowest["id"] == "i0"
    assert lowest["notable"]
    assert lowest["high"] < 0
    assert "variance is kept off zero" in analyse("-", given=sheet(drawn())).output


def test_a_file_without_criteria_gets_the_crossed_model():
    rows = [row[:2] + row[3:] for row in drawn(criteria=1)]
    text = sheet(rows, ("candidate", "interviewer", "level"))
    found = figures("-", given=text)
    assert found["n_criteria"] is None
    assert found["calibration"]["model"] == "crossed"
    assert set(found["calibration"]["variance"]) == {"candidate", "interviewer", "residual"}
    refused = analyse("-", "--model", "panel", given=text)
    assert refused.exit_code == 2
    assert "--criterion" in refused.stderr


def test_the_crossed_model_can_be_asked_for_and_knows_the_criteria():
    found = figures("-", "--model", "crossed", given=sheet(drawn()))["calibration"]
    assert found["model"] == "crossed"
    assert [each["criterion"] for each in found["means"]] == ["k0", "k1", "k2"]


def test_groups_that_share_nobody_are_not_held_against_each_other():
    rows = [*drawn(), *drawn(candidates=12, interviewers=5, shift=50)]
    found = figures("-", given=sheet(rows))["calibration"]
    assert found["groups"] == 2
    apart = [each for each in found["interviewers"] if each["group"] == 1]
    assert len(apart) == 5
    assert all(each["severity"] is None and "Shares no" in each["reason"] for each in apart)
    assert "fall into 2 groups" in analyse("-", given=sheet(rows)).output


def test_below_ten_candidates_no_severity_is_told():
    found = figures("-", given=sheet(drawn(candidates=12)))
    for each in found["calibration"]["interviewers"]:
        assert each["severity"] is each["low"] is each["high"] is None
        assert each["reason"].startswith("Rated fewer than 10")
    assert "A first guess" in analyse("-", given=sheet(drawn(candidates=12))).output


def test_with_two_colleagues_no_severity_is_told():
    found = figures("-", given=sheet(drawn(interviewers=3)))["calibration"]
    assert [each["reason"] for each in found["interviewers"]] == [
        "Shared candidates with fewer than 3 other interviewers."
    ] * 3


def test_words_are_kept_back_where_few_candidates_make_them_a_guess():
    found = analyse("-", given=sheet(drawn(candidates=8)))
    assert found.output.count("it would be a guess") == 2
    assert "No interval. Fewer than 10 candidates" in found.output


def test_interviewers_who_agree_are_told_so():
    alike = [(f"c{n:02}", by, "k", 1 + n % 5) for n in range(40) for by in "wxyz"]
    nearly = [(*row[:3], 5 - row[3] % 2) if n % 8 == 0 else row for n, row in enumerate(alike)]
    assert "agree well enough to rely on" in analyse("-", given=sheet(alike)).output
    assert "enough for tentative conclusions" in analyse("-", given=sheet(nearly)).output


SILENT = {
    "alike": ([("a", "x", "k", 3), ("a", "y", "k", 3), ("b", "x", "k", 3)], "All levels are alike"),
    "alone": ([("a", "x", "k", 1), ("b", "x", "k", 3)], "two candidates and two interviewers"),
    "apart": ([("a", "x", "k", 1), ("b", "y", "k", 3)], "No candidate was rated by two"),
    "one each": (
        [("a", "x", "k", 1), ("a", "y", "k", 3), ("b", "z", "k", 2), ("b", "w", "k", 2)],
        "No interviewer rated two",
    ),
    "no end": (
        [("a", "x", "k", 3), ("a", "y", "k", 4), ("b", "y", "k", 3), ("b", "x", "k", 5)],
        "came to no end",
    ),
    "to the point": (
        [(who, by, "k", level) for who, level in zip("abc", (1, 3, 4), strict=True) for by in "xy"],
        "without any error",
    ),
}


@pytest.mark.parametrize("case", SILENT)
def test_where_there_is_nothing_to_say_the_reason_is_said(case):
    rows, reason = SILENT[case]
    found = figures("-", given=sheet(rows))
    for each in found["agreement"]["krippendorff_alpha"].values():
        assert each["value"] is not None or each["reason"]
    assert reason in found["calibration"].get("reason", "")
    assert all(each["reason"] for each in found["calibration"]["interviewers"])
    assert analyse("-", given=sheet(rows)).exit_code == 0


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([("a", "x", "k", 1), ("a", "y", "k", 3), ("b", "x", "k", 2)], "two criteria"),
        ([("a", "x", "k", 1), ("a", "y", "l", 3), ("b", "x", "k", 2)], "on two criteria"),
        ([("a", "x", "k", 1), ("a", "x", "l", 3), ("b", "x", "k", 2), ("a", "y", "m", 2)], "one c"),
    ],
)
def test_a_panel_model_that_cannot_be_told_apart_says_so(rows, reason):
    found = figures("-", "--model", "panel", given=sheet(rows))["calibration"]
    assert reason in found["reason"]
    assert found["reml_criterion"] is None
    assert set(found["variance"].values()) == {None}


def test_a_measurement_is_no_scale_but_has_its_variances():
    rows = [(who, by, "k", level * 37 + 0.5) for who, by, _, level in drawn(criteria=1)]
    found = figures("-", given=sheet([(*row[:3], row[3] + n) for n, row in enumerate(rows)]))
    assert found["agreement"]["krippendorff_alpha"]["ordinal"]["value"] is None
    assert "no rating scale" in found["agreement"]["gwet_ac2"]["linear"]["reason"]
    assert found["scale"] is None
    assert found["calibration"]["converged"]
    text = analyse("-", given=sheet([(*row[:3], row[3] + n) for n, row in enumerate(rows)]))
    assert "no rating scale" in text.output


def test_a_scale_below_zero_has_no_ratios_and_a_wider_one_can_be_given():
    rows = [(who, by, on, level - 3) for who, by, on, level in drawn()]
    found = figures("-", given=sheet(rows))
    assert found["scale"] == [-2, -1, 0, 1, 2]
    assert "below zero" in found["agreement"]["krippendorff_alpha"]["ratio"]["reason"]
    wider = figures("-", "--scale", "-4-4", given=sheet(rows))
    assert len(wider["scale"]) == 9
    ac2 = [each["agreement"]["gwet_ac2"]["linear"]["value"] for each in (found, wider)]
    assert ac2[0] != ac2[1]


def test_half_levels_decimal_commas_and_not_rated_are_read():
    rows = [("a", "x", "k", "3,5"), ("a", "y", "k", "4.5"), ("b", "x", "k", "ne"), ("", "", "", "")]
    given = sheet(rows, separator=";")
    found = figures("-", given=given)
    assert (found["n_ratings"], found["n_not_rated"], found["scale"]) == (2, 1, [3.5, 4.5])
    assert "1 row not rated (NE) left out." in analyse("-", given=given).output


def test_the_command_starts_without_the_application(tmp_path):
    file = tmp_path / "ratings.csv"
    file.write_text(sheet(drawn()))
    script = (
        "import sys; from debrief.cli import main;"
        f"main(['ratings', 'analyse', {str(file)!r}], standalone_mode=False);"
        "sys.exit(any(name in sys.modules for name in ('flask', 'sqlalchemy', 'marshmallow')))"
    )
    ran = subprocess.run([sys.executable, "-c", script], check=False, cwd=ROOT, capture_output=True)
    assert ran.returncode == 0, ran.stderr
