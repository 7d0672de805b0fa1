"""The demo employer: three trades, debriefs in several states, disagreements worth discussing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from importlib import resources
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from debrief.access import Role
from debrief.cli.operator import at_work
from debrief.integrations.rubric_yaml import read_rubric
from debrief.models import (
    Debrief,
    InterviewFormat,
    Panelist,
    RevealCause,
    RubricVersion,
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

CORE = ("problem_solving_process", "communication", "honesty_about_limits", "blame_framing")
PEOPLE = {
    "rosa": ("Rosa Benítez", [Role.RECRUITER]),
    "hana": ("Hana Novotná", [Role.HR]),
    "mira": ("Mira Öztürk", []),
    "finn": ("Finn Ó Briain", []),
    "sam": ("Sam Adeyemi", []),
    "lena": ("Lena Fischer", []),
    "ravi": ("Ravi Iyer", []),
    "yuki": ("Yuki Tanaka", []),
}
SAID = {
    5: "Told us unprompted that the first fix was wrong, how a graph showed it, and the "
    "check that has run in every release since.",
    4: "Named two causes, picked the test that told them apart, and said what a clean result would "
    "change.",
    3: "Asked which office was affected before proposing anything, ruled out the cable, and "
    "confirmed with the users the next day.",
    2: "Listed plausible steps, and could not say why in that order when asked twice.",
    1: "Proposed a restart at once and, after a neutral probe, gave no reason for it.",
}
REASON = {
    Recommendation.STRONG_YES: "Every must-have has an example that others could check.",
    Recommendation.YES: "Separates causes before acting, and says where the limits are.",
    Recommendation.NO: "No check that the result held, in either of two examples.",
}


@dataclass(frozen=True)
class Story:
    """One debrief of the demo: levels by panelist in the order of the core criteria."""

    title: str
    candidate: str
    hours_ago: int
    cards: dict[str, tuple[int, int, int, int] | None]
    opened: bool = False


STORIES = (
    Story(
        "Platform engineer",
        "Łukasz Nguyễn",
        30,
        {"sam": (4, 4, 3, 4), "lena": (2, 4, 4, 4), "ravi": (4, 3, 1, 4)},
        opened=True,
    ),
    Story(
        "Ward nurse, night shift",
        "Amara Okafor",
        52,
        {"lena": (3, 4, 4, 5), "yuki": (4, 4, 4, 4)},
        opened=True,
    ),
    Story("Support specialist", "李 한", 5, {"sam": None, "yuki": (3, 3, 4, 3), "mira": None}),
    Story("Platform engineer", "Ελένη Παπαδάκη", 3, {"ravi": (5, 4, 4, 4), "lena": (3, 3, 3, 4)}),
)


def load_demo(app: Flask) -> bool:
    """Load the demo into an empty database; False when there is anything in it."""
    with at_work(app) as context:
        if context.session.scalar(select(User.id).limit(1)):
            return False
        people = {
            short: accounts.add_user(
                context, name, f"{short}@demo.example", app.config["DEMO_PASSWORD"], roles
            )
            for short, (name, roles) in PEOPLE.items()
        }
        recruiter = _as(context, people["rosa"])
        rubric = rubrics.add_rubric_version(recruiter, _shipped())
        rubrics.publish_rubric(_as(context, people["hana"]), rubric)
        for story in STORIES:
            _tell(recruiter, story, rubric, people)
    return True


def _tell(recruiter: Context, story: Story, rubric: RubricVersion, people: dict[str, User]) -> None:
    given = requisitions.RequisitionInput(
        story.title,
        rubric,
        "Europe/Berlin",
        tuple(requisitions.CriterionInput(key, must_have=key in CORE[:2]) for key in CORE),
        success_profile="In 90 days: owns one recurring problem from report to checked result.",
    )
    requisition = requisitions.create_requisition(recruiter, people["mira"].id, given)
    application = applications.add_candidate(recruiter, requisition, story.candidate)
    stage = applications.add_stage(recruiter, application, StageKind.PANEL)
    ends = recruiter.at - timedelta(hours=story.hours_ago)
    asked: Iterable[UUID] = (people[short].id for short in story.cards)
    session = applications.InterviewInput(
        ends - timedelta(hours=1), ends, InterviewFormat.VIDEO, "Europe/Berlin", tuple(asked)
    )
    applications.schedule_interview(recruiter, stage, session)
    debrief = panels.set_up_debrief(
        recruiter,
        stage,
        people["finn"].id,
        [panels.PanelistInput(people[short].id, CORE) for short in story.cards],
    )
    for short, levels in story.cards.items():
        if levels is not None:
            _submit(recruiter, debrief, people[short], levels)
    if story.opened:
        reveals.reveal(_as(recruiter, people["finn"]), debrief, RevealCause.FACILITATOR)


def _submit(context: Context, debrief: Debrief, user: User, levels: tuple[int, ...]) -> None:
    own = select(Scorecard).join(Panelist)
    scorecard = context.session.scalars(
        own.where(Panelist.debrief_id == debrief.id, Panelist.user_id == user.id)
    ).one()
    vote = Recommendation.NO if min(levels) < min(SAID) + 2 else Recommendation.YES
    given = ScorecardInput(
        REASON[vote],
        vote,
        ratings=tuple(
            RatingInput(criterion, level, evidence=SAID[level])
            for criterion, level in zip(CORE, levels, strict=True)
        ),
    )
    request = scorecards.Request(f"demo:{user.id}")
    scorecards.submit_scorecard(_as(context, user), scorecard, given, request)


def _as(context: Context, user: User) -> Context:
    return Context(context.session, user.id, context.at, context.keys)


def _shipped() -> dict[str, object]:
    text = resources.files("debrief").joinpath("integrations", "default_rubric.yaml").read_text()
    return read_rubric(text)
