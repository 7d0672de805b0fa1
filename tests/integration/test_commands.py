"""The `debrief` command."""

import hashlib
import json

import flask_migrate
import pytest
from click.testing import CliRunner
from sqlalchemy import text

from config import Production, configured
from debrief.app import create_app
from debrief.cli import main
from debrief.errors import SettingError
from debrief.extensions import db


@pytest.fixture
def employer(monkeypatch, tmp_path):
    """A migrated database that the environment names; how to run a command on it."""
    url = f"sqlite:///{tmp_path / 'debrief.db'}"
    monkeypatch.setenv("DEBRIEF_DATABASE_URL", url)
    monkeypatch.setenv("DEBRIEF_SECRET_KEY", "secret")
    monkeypatch.setenv("DEBRIEF_WRAPPING_KEY", "wrapping")
    app = create_app(configured())
    with app.app_context():
        flask_migrate.upgrade()
    yield lambda *words: CliRunner().invoke(main, list(words))
    with app.app_context():
        db.engine.dispose()


def test_help_lists_every_command_and_an_unknown_one_is_a_usage_error():
    listed = CliRunner().invoke(main, ["--help"])
    assert all(name in listed.output for name in ("serve", "demo", "user", "debriefs", "audit"))
    assert CliRunner().invoke(main, ["frobnicate"]).exit_code == 2


def test_an_account_is_opened_once_and_bad_input_says_what_to_do(employer):
    words = ("user", "add", "ada@example.org", "Ada", "--role", "hr", "--password")
    assert employer(*words, "correct horse battery").exit_code == 0
    again = employer(*words, "correct horse battery")
    assert (again.exit_code, "already" in again.output) == (2, True)
    short = employer("user", "add", "b@example.org", "B", "--password", "short")
    assert (short.exit_code, "at least 12" in short.output) == (2, True)


def test_the_log_is_whole_until_somebody_touches_it(employer):
    employer("user", "add", "ada@example.org", "Ada", "--password", "correct horse battery")
    found = employer("audit", "verify")
    assert (found.exit_code, "The log is whole: 1 entries" in found.output) == (0, True)
    with create_app(configured()).app_context():
        with db.engine.begin() as connection:
            connection.execute(text("DROP TRIGGER keep_audit_entry_update"))
            connection.execute(text("UPDATE audit_entry SET actor = 'nobody'"))
        db.engine.dispose()
    found = employer("audit", "verify")
    assert (found.exit_code, "broken at entry 1" in found.output) == (1, True)


def test_production_refuses_to_start_without_its_secrets(monkeypatch):
    monkeypatch.setenv("DEBRIEF_DATABASE_URL", "sqlite://")
    monkeypatch.delenv("DEBRIEF_SECRET_KEY", raising=False)
    with pytest.raises(SettingError, match=r"docs/settings\.md"):
        configured()


def test_the_audit_report_is_written_where_there_is_room_and_recorded(employer, tmp_path):
    folder = tmp_path / "report"
    made = employer("audit", "export", "-o", str(folder))
    assert (made.exit_code, "manifest.json" in {each.name for each in folder.iterdir()}) == (
        0,
        True,
    )
    manifest = json.loads((folder / "manifest.json").read_text())
    for each in manifest["files"]:
        digest = hashlib.sha256((folder / each["name"]).read_bytes()).hexdigest()
        assert digest == each["sha256"]
        assert f"{digest}  {each['name']}" in made.output
    assert "The log is whole: 1 entries" in employer("audit", "verify").output
    again = employer("audit", "export", "-o", str(folder))
    assert (again.exit_code, "is not empty" in again.output) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "yesterday"), "does not match the format"),
        (("--from", "2026-11-02", "--to", "2026-11-01"), "must not be after"),
        (("--to", "2999-01-01"), "in the future"),
    ],
)
def test_a_wrong_period_leaves_no_report(employer, tmp_path, words, said):
    folder = tmp_path / "report"
    refused = employer("audit", "export", "-o", str(folder), *words)
    assert (refused.exit_code, said in refused.output) == (2, True)
    assert not folder.exists() or not list(folder.iterdir())
    assert "0 entries" in employer("audit", "verify").output


def test_a_report_needs_a_folder_that_can_be_written_to(employer, tmp_path):
    (tmp_path / "file").write_text("")
    refused = employer("audit", "export", "-o", str(tmp_path / "file"))
    assert (refused.exit_code, "Cannot write to" in refused.output) == (2, True)


@pytest.mark.parametrize(
    ("words", "environment", "told"),
    [
        (("serve",), {}, "set DEBRIEF_SECRET_KEY in the environment"),
        (("serve", "--demo", "--workers", "2"), {}, "SQLite takes one process"),
        (("debriefs", "list"), {"DEBRIEF_ZONE": "Moon"}, "not a time zone's name"),
        (("debriefs", "list"), {}, "The database cannot be used yet"),
    ],
)
def test_a_command_that_cannot_run_says_what_to_do(monkeypatch, tmp_path, words, environment, told):
    settings = {"DATABASE_URL": f"sqlite:///{tmp_path / 'empty.db'}", "WRAPPING_KEY": "w"}
    if words[0] != "serve":
        settings["SECRET_KEY"] = "s"
    for name, value in settings.items():
        monkeypatch.setenv(f"DEBRIEF_{name}", value)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    found = CliRunner().invoke(main, list(words))
    assert (found.exit_code, told in found.output) == (2, True), found.output


def test_the_settings_of_production_come_from_the_environment(monkeypatch):
    for name in ("SECRET_KEY", "DATABASE_URL", "WRAPPING_KEY"):
        monkeypatch.setenv(f"DEBRIEF_{name}", "x")
    monkeypatch.setenv("DEBRIEF_EMPLOYER", "Harbour and Hill")
    monkeypatch.setenv("DEBRIEF_ZONE", "Europe/Berlin")
    monkeypatch.setenv("DEBRIEF_RECRUITERS_READ_WORDS", "yes")
    config = Production()
    assert config.RECRUITERS_READ_WORDS is True
    assert (config.EMPLOYER, config.EMPLOYER_ZONE) == ("Harbour and Hill", "Europe/Berlin")
