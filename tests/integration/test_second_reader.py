"""The second reader where people meet it: trained by a command, shown where it is switched on."""

import json
import sys

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from debrief.blueprints.card_sheet import Sheet
from debrief.cli import main
from debrief.errors import SettingError
from debrief.language import SecondReader
from debrief.language.second_reader import FORMAT
from debrief.models import ScorecardVersion, StoredFlag
from debrief.reports.wording import wording_of
from debrief.web import second_look
from tests.integration.card_pages.form import by_script
from tests.integration.house import form_of

TEXT = "She moonlit. Seemed nervous.\n"
DOCUMENT = {
    "format": FORMAT,
    "digest": "0",
    "threshold": 0.8,
    "intercept": -3,
    "words": {"moonlit": [1, 6]},
    "letters": {},
    "known": ["moonlit"],
    "examples": [["Moonlit again.", "hearsay"]],
}


@pytest.fixture
def weights(tmp_path):
    path = tmp_path / "weights.json"
    path.write_text(json.dumps(DOCUMENT))
    return path


def run(*words, text=TEXT):
    return CliRunner().invoke(main, ["comments", *map(str, words)], input=text)


def test_the_command_adds_hints_only_where_it_is_switched_on(weights):
    (row,) = map(json.loads, run("check", "-", "--format", "jsonl").output.splitlines())
    assert "statistical" not in row
    (row,) = map(
        json.loads,
        run("check", "-", "--format", "jsonl", "--second-reader", weights).output.splitlines(),
    )
    assert [flag["text"] for flag in row["flags"]] == ["nervous"]
    (hint,) = row["statistical"]
    assert (hint["text"], hint["severity"]) == ("She moonlit", "advise")
    assert hint["nearest"] == {"text": "Moonlit again.", "category": "hearsay"}
    assert (
        '1:1: worth another look: "She moonlit"'
        in run("check", "-", "--second-reader", weights).output
    )
    assert (
        "moonlit" not in run("check", "-", "--format", "sarif", "--second-reader", weights).output
    )


def test_a_hint_never_fails_a_check(weights):
    words = ("check", "-", "--second-reader", weights, "--fail-on", "advise")
    assert run(*words, text="She moonlit.\n").exit_code == 0


def test_a_wrong_file_is_told(tmp_path, app):
    path = tmp_path / "other.json"
    path.write_text("{}")
    assert "debrief comments train" in run("check", "-", "--second-reader", path).output
    assert run("check", "-", "--second-reader", tmp_path / "none").exit_code == 2
    kept = app.config["SECOND_READER"]
    app.config["SECOND_READER"] = path
    try:
        with pytest.raises(SettingError, match="DEBRIEF_SECOND_READER"):
            second_look.init_app(app)
    finally:
        app.config["SECOND_READER"] = kept


def test_training_says_what_it_needs(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn", None)
    found = run("train", "-o", "x.json")
    assert found.exit_code == 2
    assert "pip install" in found.output


def test_training_twice_gives_the_same_weights_and_reports_blind_scores(tmp_path):
    pytest.importorskip("sklearn", reason="an extra; make test installs it")
    assert run("train").exit_code == 2
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    told = run("train", "-o", one, "--report")
    assert told.exit_code == 0, told.output
    assert "rules or second reader" in told.output
    assert run("train", "-o", two).exit_code == 0
    assert one.read_bytes() == two.read_bytes()
    assert SecondReader.load(one).threshold >= 0.5


@pytest.fixture
def switched_on(app, weights):
    app.config["SECOND_READER"] = weights
    second_look.init_app(app)
    yield
    app.config["SECOND_READER"] = None
    second_look.init_app(app)


HINTED = {"reason": TEXT, "hinted": "reason"}


@pytest.fixture
def own(built, signed_in):
    return signed_in(built.panel[0]), f"/debriefs/{built.debrief.id}/scorecard"


@pytest.mark.usefixtures("switched_on")
def test_a_card_shows_hints_apart_from_the_flags_and_keeps_none(own, built):
    browser, url = own
    told = by_script(browser, f"{url}/hints", HINTED).text
    assert "1 hint under this field" in told
    apart = told.partition("Worth another look")[2]
    assert "“She moonlit”" in apart
    assert "Statistical" in apart
    assert "nearest example: “Moonlit again.”" in apart
    assert "<button" not in apart
    sent = browser.post(url, form_of(reason="She moonlit."))
    assert sent.status_code in {200, 303}
    assert built.session.scalars(select(ScorecardVersion)).all()
    assert built.session.scalars(select(StoredFlag)).all() == []


@pytest.mark.usefixtures("switched_on")
def test_a_rubrics_own_question_gets_no_hint(built):
    sheet = Sheet(wording_of(built.session, built.debrief.requisition_version_id), (), {})
    prompt = next(p.text for c in sheet.rubric.criteria for p in c.prompts)
    sheet.answers["reason"] = prompt
    assert sheet.another_look("reason") == ()


def test_a_card_shows_none_unless_it_is_switched_on(own):
    browser, url = own
    assert "Worth another look" not in by_script(browser, f"{url}/hints", HINTED).text
