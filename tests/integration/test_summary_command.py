"""`debrief summary`: a revealed debrief on paper, and a clear word about everything else."""

from uuid import uuid4

import flask_migrate
import pytest
from click.testing import CliRunner
from sqlalchemy import select

from config import configured
from debrief.app import create_app
from debrief.cli import main
from debrief.extensions import db
from debrief.models import AuditEntry
from tests import factories
from tests.integration.house import house
from tests.integration.panel import open_cards


@pytest.fixture
def app(monkeypatch, tmp_path):
    """The application on a migrated database that the environment names."""
    monkeypatch.setenv("DEBRIEF_DATABASE_URL", f"sqlite:///{tmp_path / 'debrief.db'}")
    monkeypatch.setenv("DEBRIEF_SECRET_KEY", "secret")
    monkeypatch.setenv("DEBRIEF_WRAPPING_KEY", "wrapping")
    app = create_app(configured())
    with app.app_context():
        flask_migrate.upgrade()
        db.engine.dispose()
    return app


@pytest.fixture
def debrief_of_one(app):
    """Sets up a debrief of one panelist whose card is in; its id."""

    def make(*, revealed):
        with app.app_context():
            factories.session.registry.set(db.session())
            built = house(db.session(), 1)
            built.submit(built.panel[0])
            if revealed:
                open_cards(built)
            db.session.commit()
            made = built.debrief.id
            db.session.remove()
            db.engine.dispose()
        return made

    return make


def summary(*words):
    return CliRunner().invoke(main, ["summary", *map(str, words)])


def test_a_revealed_debrief_is_written_as_pdf_and_the_log_says_so(app, debrief_of_one, tmp_path):
    file = tmp_path / "summary.pdf"
    done = summary(debrief_of_one(revealed=True), "-o", file)
    assert (done.exit_code, file.read_bytes()[:5]) == (0, b"%PDF-")
    assert str(file) in done.output
    with app.app_context():
        newest = select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(1)
        last = db.session.scalars(newest).one()
        assert (last.tag, last.actor) == ("summary:exported", "operator")
        db.session.remove()
        db.engine.dispose()


def test_before_the_reveal_there_is_nothing_to_print(debrief_of_one, tmp_path):
    file = tmp_path / "summary.pdf"
    refused = summary(debrief_of_one(revealed=False), "-o", file)
    assert (refused.exit_code, file.exists()) == (2, False)
    assert "once all cards have been opened" in refused.output


@pytest.mark.usefixtures("app")
def test_an_unknown_or_misspelt_id_says_what_is_wrong_and_where_to_look(tmp_path):
    unknown = summary(uuid4(), "-o", tmp_path / "summary.pdf")
    assert (unknown.exit_code, "debriefs list" in unknown.output) == (2, True)
    misspelt = summary("12", "-o", tmp_path / "summary.pdf")
    assert (misspelt.exit_code, "UUID" in misspelt.output) == (2, True)


def test_a_place_that_cannot_be_written_is_told(debrief_of_one, tmp_path):
    known = debrief_of_one(revealed=True)
    folder = summary(known, "-o", tmp_path)
    assert (folder.exit_code, "is a directory" in folder.output) == (2, True)
    missing = summary(known, "-o", tmp_path / "missing" / "summary.pdf")
    assert (missing.exit_code, "No such file or directory" in missing.output) == (2, True)
