"""The same card sent twice at once, through real connections that really commit."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import flask_migrate
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from config import ForTests
from debrief.app import create_app
from debrief.errors import StaleError, UnconditionalError
from debrief.extensions import db
from debrief.models import AuditEntry, Debrief, Panelist, Scorecard, ScorecardVersion, User
from debrief.services import drafts, scorecards
from tests import factories
from tests.integration.house import House, card, house


@pytest.fixture
def engine(app, tmp_path):
    """A database of its own beside the one the other tests share, since these commit."""
    url = sa.make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    if url.get_backend_name() == "sqlite":
        yield from _migrated(f"sqlite:///{tmp_path / 'parallel.db'}")
        return
    name = f"parallel_{uuid4().hex}"
    with app.app_context():
        server = db.engine.execution_options(isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
        yield from _migrated(url.set(database=name).render_as_string(hide_password=False))
        with server.connect() as connection:
            connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))


def _migrated(url):
    app = create_app(ForTests(url))
    with app.app_context():
        flask_migrate.upgrade()
        yield db.engine
        db.engine.dispose()


@pytest.fixture
def ids(engine):
    with Session(engine) as session:
        factories.session.registry.set(session)
        built = house(session)
        session.commit()
        return built.debrief.id, built.panel[0].id


def at_once(engine, ids, work, times=4):
    """What became of the same work, done at the same time by as many windows."""

    def run(number):
        with Session(engine) as session:
            debrief, user = session.get(Debrief, ids[0]), session.get(User, ids[1])
            own = (
                sa.select(Scorecard)
                .join(Panelist)
                .where(Panelist.debrief_id == debrief.id, Panelist.user_id == user.id)
            )
            context = House(session, None, None, None, []).as_(user)
            try:
                got = work(context, session.scalars(own).one(), number)
                session.commit()
            except (StaleError, UnconditionalError) as error:
                session.rollback()
                return type(error)
            return got

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def submit(key):
    def work(context, scorecard, number):
        request = scorecards.Request(key(number))
        return scorecards.submit_scorecard(context, scorecard, card(), request).id

    return work


def count(engine, what):
    with Session(engine) as session:
        return session.scalar(sa.select(sa.func.count()).select_from(what))


def test_the_same_request_in_parallel_makes_one_version_and_the_same_answer(engine, ids):
    got = at_once(engine, ids, submit(lambda _number: "one key"))
    assert len(set(got)) == 1
    assert count(engine, ScorecardVersion) == 1
    submitted = sa.select(AuditEntry).where(AuditEntry.tag == "scorecard:submitted")
    assert count(engine, submitted.subquery()) == 1


def test_two_windows_that_submit_at_once_make_one_version_and_the_other_is_told(engine, ids):
    got = at_once(engine, ids, submit(lambda number: f"key {number}"))
    assert sorted(map(str, got)).count(str(UnconditionalError)) == len(got) - 1
    assert count(engine, ScorecardVersion) == 1


def test_two_windows_that_save_at_once_keep_one_text_and_the_other_is_told(engine, ids):
    def work(context, scorecard, number):
        typed = drafts.Typed({"reason": f"window {number}"}, "0.0")
        return drafts.save_draft(context, scorecard, typed).answers["reason"]

    got = at_once(engine, ids, work)
    assert got.count(StaleError) == len(got) - 1
