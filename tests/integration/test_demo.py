"""The demo employer: rich enough to judge the product by."""

import json

import flask_migrate
import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from config import Demo
from debrief.access import State
from debrief.app import create_app
from debrief.audit import verify
from debrief.cli import main
from debrief.cli.demo.load import load_demo
from debrief.extensions import db
from debrief.language import Severity
from debrief.models import AuditEntry, Candidate, Debrief, Panelist, Requisition, StoredFlag
from debrief.reports.panel import panel_report
from debrief.scoring.indices import Shape


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """The application with the demo in its database, loaded once for this file."""
    config = Demo(tmp_path_factory.mktemp("demo"))
    app = create_app(config)
    with app.app_context():
        flask_migrate.upgrade()
    assert load_demo(app)
    return app


@pytest.fixture
def demo(loaded):
    """The same, in an application context."""
    with loaded.app_context():
        yield loaded
        db.session.remove()
        db.engine.dispose()


def count(model, what=None):
    return db.session.scalar(select(func.count(what if what is not None else model.id)))


def test_it_loads_into_an_empty_database_alone(demo):
    assert not load_demo(demo)


def test_it_keeps_its_secret_from_one_start_to_the_next(tmp_path):
    assert Demo(tmp_path).SECRET_KEY == Demo(tmp_path).SECRET_KEY


def test_it_has_three_openings_twelve_candidates_and_thirty_panelists(demo):
    assert count(Requisition) == 3
    assert count(Candidate) == 12
    assert count(Panelist, Panelist.user_id.distinct()) == 30


def test_there_is_a_debrief_in_every_state(demo):
    assert set(db.session.scalars(select(Debrief.state))) == set(State)


def test_flags_of_every_severity_stand_on_its_cards(demo):
    assert set(db.session.scalars(select(StoredFlag.severity))) == set(Severity)


def test_its_panels_agree_and_differ_in_every_way(demo):
    opened = db.session.scalars(select(Debrief).where(Debrief.revealed_at.is_not(None)))
    reports = [panel_report(db.session(), debrief, words=True) for debrief in opened]
    assert {row.indices.shape for report in reports for row in report.rows} == set(Shape)
    assert {len(report.voices) for report in reports} >= {1, 2, 3, 6}


def test_its_log_is_whole(demo):
    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.seq))
    assert verify(entries).whole


def test_its_debriefs_are_listed_without_content(demo, monkeypatch):
    monkeypatch.setenv("DEBRIEF_DATABASE_URL", demo.config["SQLALCHEMY_DATABASE_URI"])
    for name in ("SECRET_KEY", "WRAPPING_KEY"):
        monkeypatch.setenv(f"DEBRIEF_{name}", "x")
    rows = json.loads(CliRunner().invoke(main, ["debriefs", "list", "--format", "json"]).output)
    assert set(rows[0]) == {"id", "candidate", "requisition", "state"}
    listed = CliRunner().invoke(main, ["debriefs", "list"]).output
    assert "Łukasz Nguyễn-Öztürk" in listed
