"""Fixtures every test may use."""

from collections.abc import Iterator

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from config import ForTests
from debrief.app import create_app
from debrief.extensions import db
from tests import factories


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application on a migrated database: SQLite, or what DEBRIEF_TEST_DATABASE_URL names."""
    embedded = f"sqlite:///{tmp_path_factory.mktemp('database') / 'debrief.db'}"
    app = create_app(ForTests.from_environment(default=embedded))
    with app.app_context():
        flask_migrate.upgrade()
        yield app
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session inside a transaction that is always rolled back; a commit is a savepoint."""
    with db.engine.connect() as connection, connection.begin() as outer:
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            factories.session.registry.set(session)
            yield session
        outer.rollback()
