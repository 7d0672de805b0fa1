"""Submitting a card of four criteria, commit included, beside a bare insert and commit."""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import flask_migrate
from sqlalchemy.orm import Session

from config import ForTests
from debrief.app import create_app
from debrief.extensions import db
from debrief.models import Scorecard, SignInFailure
from debrief.services import scorecards
from tests import factories
from tests.factories import NOON
from tests.integration.house import House, card, house

HOUSES = 15
FLOOR = 0.25


def timed(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def submit(built: House, user: object, own: Scorecard) -> None:
    request = scorecards.Request(str(uuid4()))
    scorecards.submit_scorecard(built.as_(user), own, card(), request)
    built.session.commit()


def insert(session: Session) -> None:
    session.add(SignInFailure(key=str(uuid4()), at=NOON))
    session.commit()


def measure(session: Session) -> tuple[float, float]:
    """The medians, taken in turns: a card, a row, a card, a row."""
    factories.session.registry.set(session)
    ours, bare = [], []
    # One house at a time, as a request has it: what lives in a session slows every commit.
    for built in (house(session, size=4) for _ in range(HOUSES)):
        session.commit()
        for user in built.panel:
            own = built.card(user)
            ours.append(timed(lambda b=built, u=user, c=own: submit(b, u, c)))
            bare.append(timed(lambda: insert(session)))
    return statistics.median(ours), statistics.median(bare)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(ForTests(f"sqlite:///{Path(folder) / 'debrief.db'}"))
        with app.app_context():
            flask_migrate.upgrade()
            with Session(db.engine) as session:
                ours, bare = measure(session)
            db.engine.dispose()
    print(
        f"submit: {bare / ours:.2f} x a bare insert and commit (at least {FLOOR};"
        f" {ours * 1000:.1f} ms beside {bare * 1000:.1f} ms)"
    )


main()
