"""The debrief page against a bare view of the same work, and against a bare page of 20 rows.

All three answer in turn within one run, so that whatever else the machine does meets them alike.
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from importlib import resources
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import flask_migrate
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import Client

from benchmarks._bare import same_work, twenty_rows
from config import ForTests
from debrief.access import Role
from debrief.app import create_app
from debrief.audit import KeyRing
from debrief.extensions import db
from debrief.integrations.rubric_yaml import read_rubric
from debrief.models import (
    Debrief,
    InterviewFormat,
    Panelist,
    RevealCause,
    Scorecard,
    StageKind,
    User,
)
from debrief.scoring.scale import Recommendation
from debrief.services import (
    accounts,
    applications,
    panels,
    requisitions,
    reveals,
    rubrics,
    scorecards,
)
from debrief.services.answers import RatingInput, ScorecardInput
from debrief.services.context import Context

ROUNDS, WARM_UP = 200, 20
PANELISTS, PASSWORD = 6, "correct horse battery"
CRITERIA = (
    "problem_solving_process",
    "communication",
    "honesty_about_limits",
    "blame_framing",
    "technical_depth",
    "documentation",
)
SAID = "Named two causes, picked the test that told them apart, and said what would change it."
NOW = datetime.now(UTC)


def main() -> None:
    with TemporaryDirectory() as folder:
        app = create_app(ForTests(f"sqlite:///{folder}/debrief.db"))
        with app.app_context():
            flask_migrate.upgrade()
            debrief_id, email = set_up()
        page = signed_in(app, email)
        url = f"/debriefs/{debrief_id}"
        bare = same_work(app, page, url, f"sqlite:///{folder}/bare.db")
        rows = twenty_rows(f"sqlite:///{folder}/rows.db")
        took = compare(
            {
                "page": lambda: page.get(url),
                "bare": lambda: bare.get(url),
                "rows": lambda: rows.get("/"),
            }
        )
        with app.app_context():
            db.engine.dispose()
    tell("a bare view with the same SQL, the same template and one commit", 0.5, took, "bare")
    tell("a bare Flask, SQLAlchemy and Jinja page of 20 rows", 0.2, took, "rows")


def tell(against: str, goal: float, took: dict[str, float], side: str) -> None:
    ratio = took[side] / took["page"]
    print(
        f"debrief page, {PANELISTS} panelists x {len(CRITERIA)} criteria: {ratio:.2f} of the rate "
        f"of {against} (goal {goal}; "
        f"{took['page'] * 1000:.1f} ms against {took[side] * 1000:.1f} ms)"
    )


def compare(sides: dict[str, Callable[[], Any]]) -> dict[str, float]:
    """The median seconds of each side, asked in turn."""
    times: dict[str, list[float]] = {name: [] for name in sides}
    for turn in range(ROUNDS + WARM_UP):
        for name, ask in sides.items():
            start = perf_counter()
            response = ask()
            took = perf_counter() - start
            if response.status_code != HTTPStatus.OK:
                raise SystemExit(f"{name} answered {response.status_code}")
            if turn >= WARM_UP:
                times[name].append(took)
    return {name: median(found) for name, found in times.items()}


def set_up() -> tuple[str, str]:
    """A revealed debrief in which every panelist rates every criterion."""
    panels.MOST_CRITERIA = len(CRITERIA)
    session, keys = db.session(), KeyRing(b"t" * 32)
    operator = Context(session, "operator", NOW, keys)
    people = [
        accounts.add_user(operator, f"Person {n}", f"p{n}@example.org", PASSWORD, [])
        for n in range(PANELISTS + 2)
    ]
    recruiter = accounts.add_user(
        operator, "Recruiter", "r@example.org", PASSWORD, [Role.RECRUITER]
    )
    manager, facilitator, *panel = people

    def as_(user: User) -> Context:
        return Context(session, user.id, NOW, keys)

    text = resources.files("debrief").joinpath("integrations", "default_rubric.yaml").read_text()
    rubric = rubrics.load_default(as_(recruiter), lambda: read_rubric(text))
    chosen = tuple(
        requisitions.CriterionInput(key, must_have=key in CRITERIA[:3]) for key in CRITERIA
    )
    given = requisitions.RequisitionInput("Platform engineer", rubric, "Europe/Berlin", chosen)
    requisition = requisitions.create_requisition(as_(recruiter), manager.id, given)
    application = applications.add_candidate(as_(recruiter), requisition, "Łukasz Nguyễn-Öztürk")
    stage = applications.add_stage(as_(recruiter), application, StageKind.PANEL)
    sitting = applications.InterviewInput(
        NOW - timedelta(hours=2),
        NOW - timedelta(hours=1),
        InterviewFormat.VIDEO,
        "Europe/Berlin",
        tuple(user.id for user in panel),
    )
    applications.schedule_interview(as_(recruiter), stage, sitting)
    asked = [panels.PanelistInput(user.id, CRITERIA) for user in panel]
    debrief = panels.set_up_debrief(as_(recruiter), stage, facilitator.id, asked)
    for place, user in enumerate(panel):
        submit(session, as_(user), debrief, place)
    reveals.reveal(as_(facilitator), debrief, RevealCause.FACILITATOR)
    session.commit()
    return str(debrief.id), manager.email


def submit(session: Session, context: Context, debrief: Debrief, place: int) -> None:
    own = select(Scorecard).join(Panelist).where(Panelist.debrief_id == debrief.id)
    scorecard = session.scalars(own.where(Panelist.user_id == context.user_id)).one()
    ratings = tuple(
        RatingInput(key, 1 + (place * 2 + n) % 5, evidence=SAID) for n, key in enumerate(CRITERIA)
    )
    vote = Recommendation.YES if place % 2 else Recommendation.NO
    given = ScorecardInput("Separates causes before acting.", vote, ratings=ratings)
    scorecards.submit_scorecard(context, scorecard, given, scorecards.Request(str(place)))


def signed_in(app: Flask, email: str) -> Client:
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    form = client.get("/sign-in").text
    token = form.split('name="csrf_token" value="')[1].split('"')[0]
    given = {"email": email, "password": PASSWORD, "csrf_token": token}
    if client.post("/sign-in", data=given).status_code != HTTPStatus.SEE_OTHER:
        raise SystemExit("signing in did not work")
    return client


if __name__ == "__main__":
    main()
