"""Loading the demo: every story becomes acts, which happen in the order of their times."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from importlib import resources
from typing import Any

import yaml
from flask import Flask
from sqlalchemy import select

from debrief.access import Opening, Role
from debrief.cli.demo.cards import Bank
from debrief.cli.demo.stories import Act, Cast, Story
from debrief.cli.operator import at_work
from debrief.integrations.rubric_yaml import shipped_rubric
from debrief.models import RubricVersion, User
from debrief.reports.wording import wording_of
from debrief.services import accounts, applications, requisitions, reveals, rubrics
from debrief.services.context import Context

OPENINGS = ("engineering", "nursing", "support")
#: The openings are older than any of their interviews.
BEGAN = timedelta(days=21)


def load_demo(app: Flask) -> bool:
    """Load the demo into an empty database; False when there is anything in it."""
    with at_work(app) as now:
        if now.session.scalar(select(User.id).limit(1)):
            return False
        began = replace(now, at=now.at - BEGAN)
        cast = Cast(now, _hire(began, app.config["DEMO_PASSWORD"]))
        rubric = rubrics.load_default(began, shipped_rubric)
        acts = [act for name in OPENINGS for act in _open(cast, _read(name), rubric, began)]
        for act in sorted(acts, key=lambda act: act.at):
            act.play(act.at)
        reveals.reveal_due(replace(now, actor="system"))
    return True


def _hire(context: Context, password: str) -> dict[str, User]:
    people = {}
    for short, told in _read("people").items():
        roles = [Role(name) for name in told.get("roles", ())]
        user = accounts.add_user(context, told["name"], f"{short}@demo.example", password, roles)
        user.title, user.zone = told["title"], told["zone"]
        people[short] = user
    return people


def _open(cast: Cast, told: dict[str, Any], rubric: RubricVersion, began: Context) -> Iterator[Act]:
    """Create one requisition with its candidates; what happens to them follows as acts."""
    recruiter = cast.as_("rosa", began.at)
    given = requisitions.RequisitionInput(
        told["title"],
        rubric,
        told["zone"],
        tuple(
            requisitions.CriterionInput(key, must_have=key in told["must_haves"])
            for key in told["criteria"]
        ),
        level=told["level"],
        location=told["location"],
        success_profile=told["success_profile"],
        advert=told["advert"],
        opening=Opening(told.get("opening", Opening.WHOLE_PANEL)),
        due_hours=told["due_hours"],
    )
    manager = cast.people[told["manager"]]
    requisition = requisitions.create_requisition(recruiter, manager.id, given)
    bank = Bank(
        wording_of(recruiter.session, requisition.current.id), told["evidence"], _read("reasons")
    )
    for place, candidate in enumerate(told["candidates"]):
        application = applications.add_candidate(
            recruiter, requisition, candidate["name"], candidate["email"]
        )
        if "referral" in candidate:
            applications.record_referral(recruiter, application, candidate["referral"])
        for stage in candidate["stages"]:
            yield from Story(cast, told, stage, application, bank, place).acts()


def _read(name: str) -> Any:  # noqa: ANN401 - each file has its own shape
    text = resources.files("debrief").joinpath("cli", "demo", f"{name}.yaml").read_text("utf-8")
    return yaml.safe_load(text)
