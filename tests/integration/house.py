"""An employer in miniature, set up through the use cases themselves."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib import resources
from uuid import uuid4

from sqlalchemy import select

from debrief.access import Opening
from debrief.audit import KeyRing
from debrief.integrations.rubric_yaml import read_rubric
from debrief.models import (
    Handling,
    InterviewFormat,
    MessageToHr,
    Scorecard,
    StageKind,
    StoredFlag,
)
from debrief.scoring.scale import Recommendation
from debrief.services import applications, panels, requisitions, rubrics, scorecards
from debrief.services.answers import RatingInput, ScorecardInput
from debrief.services.context import Context
from tests.factories import NOON, UserFactory

CORE = ("problem_solving_process", "communication", "honesty_about_limits", "blame_framing")
SHIPPED = resources.files("debrief").joinpath("integrations", "default_rubric.yaml").read_text()
#: A Tuesday: the interview ends at noon, cards are due 24 hours later.
INTERVIEW_STARTS = NOON - timedelta(hours=1)


@dataclass
class House:
    """A debrief with its people; `as_` gives anybody a context at any time."""

    session: object
    manager: object
    facilitator: object
    recruiter: object
    panel: list
    debrief: object = None

    def as_(self, user, at: datetime = NOON) -> Context:
        return Context(self.session, user.id, at, KeyRing(b"t" * 32))

    @property
    def system(self) -> Context:
        return Context(self.session, "system", NOON + timedelta(days=30), KeyRing(b"t" * 32))

    def card(self, panelist) -> Scorecard:
        seat = next(p for p in self.debrief.panelists if p.user_id == panelist.id)
        return self.session.scalar(select(Scorecard).where(Scorecard.panelist_id == seat.id))

    def seat(self, user):
        return next(p for p in self.debrief.panelists if p.user_id == user.id)

    def submit(self, user, level=4, at=NOON, key=None, **request):
        asked = scorecards.Request(key or str(uuid4()), **request)
        return scorecards.submit_scorecard(self.as_(user, at), self.card(user), card(level), asked)


def card(level: int = 4, **changes) -> ScorecardInput:
    ratings = tuple(
        RatingInput(criterion, level, evidence="Named two causes and a test for each.")
        for criterion in CORE
    )
    given = ScorecardInput("Tests separate causes.", Recommendation.YES, ratings=ratings)
    return replace(given, **changes)


def form_of(level="4", **changes):
    """The same card as the form sends it."""
    given = {"reason": "Tests separate causes.", "recommendation": "yes", "request_key": "k"}
    for key in CORE:
        given |= {f"ratings-{key}-level": level, f"ratings-{key}-evidence": "Named two causes."}
    return given | changes


def house(session, size: int = 2, opening: Opening = Opening.WHOLE_PANEL, **asked) -> House:
    people = [UserFactory() for _ in range(size + 3)]
    built = House(session, *people[:3], people[3:])
    recruiter = built.as_(built.recruiter, NOON - timedelta(days=2))
    rubric = rubrics.load_default(recruiter, lambda: read_rubric(SHIPPED))
    given = requisitions.RequisitionInput(
        "Platform engineer",
        rubric,
        "Europe/Berlin",
        tuple(requisitions.CriterionInput(key, must_have=key == CORE[0]) for key in CORE),
        opening=opening,
        **asked,
    )
    requisition = requisitions.create_requisition(recruiter, built.manager.id, given)
    application = applications.add_candidate(recruiter, requisition, "Łukasz Nguyễn-Öztürk")
    stage = applications.add_stage(recruiter, application, StageKind.PANEL)
    applications.schedule_interview(
        recruiter,
        stage,
        applications.InterviewInput(
            INTERVIEW_STARTS,
            NOON,
            InterviewFormat.VIDEO,
            "Europe/Berlin",
            tuple(user.id for user in built.panel),
        ),
    )
    built.debrief = panels.set_up_debrief(
        recruiter,
        stage,
        built.facilitator.id,
        [panels.PanelistInput(user.id, CORE) for user in built.panel],
    )
    return built


def message_to_hr(built: House, user, text="She said that she is expecting.") -> MessageToHr:
    """Text that `user` took off the card."""
    words = built.as_(user).write(text, built.debrief.stage.application_id)
    message = MessageToHr(debrief=built.debrief, sent_at=NOON, words=words)
    built.session.add(message)
    built.session.flush()
    return message


def disputed_flag(built: House, user, rule="family.pregnancy") -> StoredFlag:
    """A flag on the reason of the newest version of `user`'s card, which its author disputes."""
    version = built.card(user).versions[-1]
    flag = StoredFlag(
        version_id=version.id,
        words_id=version.reason_id,
        position=1,
        rule=rule,
        category="family",
        severity="block",
        start=0,
        end=5,
        lexicon="0" * 64,
        handling=Handling.DISPUTED,
    )
    built.session.add(flag)
    built.session.flush()
    return flag
