"""Fixtures every test may use."""

from collections.abc import Callable, Iterator

import flask_migrate
import pytest
from flask import Flask
from hypothesis import settings
from sqlalchemy.orm import Session

from config import ForTests
from debrief.app import create_app
from debrief.extensions import db
from tests import factories
from tests.integration.browser import Browser

#: A slow machine is no finding: what takes how long is measured in benchmarks alone.
settings.register_profile("debrief", deadline=None)
settings.load_profile("debrief")


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application on a migrated database: SQLite, or what DEBRIEF_TEST_DATABASE_URL names."""
    embedded = f"sqlite:///{tmp_path_factory.mktemp('database') / 'debrief.db'}"
    app = create_app(ForTests.from_environment(default=embedded))
    with app.app_context():
        flask_migrate.upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def session(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A session inside a transaction that is always rolled back; the views join it."""
    # Not held open: `g` lives as long as the context does, and must not outlive a request.
    with app.app_context():
        engine, engines = db.engine, db.engines
    with engine.connect() as connection, connection.begin() as outer:
        monkeypatch.setitem(engines, None, connection)
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            factories.session.registry.set(session)
            yield session
        outer.rollback()


@pytest.fixture
def visitor(app: Flask, session: Session) -> Callable[[], Browser]:
    """Opens browsers: each with cookies of its own, sending what a real one sends."""
    return lambda: Browser(app)
