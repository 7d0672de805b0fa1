"""What the database itself keeps, on SQLite and on PostgreSQL."""

import flask_migrate
import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from config import ForTests
from debrief.app import create_app
from debrief.extensions import db
from debrief.models import RubricVersion, User, Words, guards
from tests.factories import NOON, RubricVersionFactory, UserFactory, WordsFactory


def test_every_guard_stands_after_migration(session):
    assert guards.missing(session.connection()) == frozenset()


def test_a_missing_guard_is_named(session):
    table = " ON words" if session.get_bind().dialect.name == "postgresql" else ""
    session.connection().exec_driver_sql(f"DROP TRIGGER keep_words_update{table}")
    assert guards.missing(session.connection()) == {"keep_words_update"}


def test_words_can_be_erased_and_say_under_what(session):
    words = WordsFactory()
    words.text, words.erased_at, words.erased_under = None, NOON, "retention rule 12"
    session.flush()
    session.refresh(words)
    assert (words.text, words.erased_at) == (None, NOON)


@pytest.mark.parametrize(
    "change", [{"text": "Something else."}, {"text": None, "written_at": NOON.replace(hour=13)}]
)
def test_words_change_in_no_other_way(session, change):
    words = WordsFactory()
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(update(Words).where(Words.id == words.id).values(change))


def test_a_published_rubric_version_is_immutable_and_a_draft_is_not(session):
    version = RubricVersionFactory()
    version.title = "Core rubric, second thoughts"
    version.published_at = NOON
    session.flush()
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(
            update(RubricVersion).where(RubricVersion.id == version.id).values(title="x")
        )


def test_an_address_is_kept_in_lower_case(session):
    UserFactory(email="mixed@example.org")
    with pytest.raises(IntegrityError):
        session.execute(update(User).values(email="Mixed@example.org"))


def test_a_time_without_a_zone_is_refused(session):
    with pytest.raises(StatementError, match="needs a zone"):
        UserFactory(created_at=NOON.replace(tzinfo=None))


def test_the_schema_goes_up_and_down_and_up_again_and_matches_the_models(tmp_path):
    app = create_app(ForTests(f"sqlite:///{tmp_path / 'twice.db'}"))
    with app.app_context():
        flask_migrate.upgrade()
        flask_migrate.downgrade(revision="base")
        flask_migrate.upgrade()
        flask_migrate.check()
        with db.engine.connect() as connection:
            assert guards.missing(connection) == frozenset()
        db.engine.dispose()
