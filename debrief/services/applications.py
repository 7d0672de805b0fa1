"""Candidates on a requisition, the stages they take, and the interviews of a stage."""

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from debrief.access.predicates import OPEN_STATES
from debrief.audit import Tag
from debrief.errors import ConflictError, InvalidInputError, StaleError
from debrief.models import (
    Application,
    Candidate,
    CandidateIdentity,
    Interview,
    Interviewer,
    InterviewFormat,
    ReferralSource,
    Requisition,
    Stage,
    StageKind,
)
from debrief.services.context import Context, required
from debrief.services.due_times import follow_interviews, hold_still
from debrief.services.requisitions import lock_requisition


@dataclass(frozen=True, slots=True)
class InterviewInput:
    """One session, as given; times aware, `zone` an IANA name."""

    starts_at: datetime
    ends_at: datetime
    format: InterviewFormat
    zone: str
    interviewer_ids: tuple[UUID, ...]
    place: str = ""

    @property
    def people(self) -> Iterable[UUID]:
        """Each interviewer once, in the order given."""
        return dict.fromkeys(self.interviewer_ids)


def add_candidate(
    context: Context, requisition: Requisition, name: str, email: str | None = None
) -> Application:
    """Put a candidate on a requisition: the same address and name are the same person."""
    called = required(name, "name", "Give the candidate's name.")
    address = email.strip().lower() if email and email.strip() else None
    candidate = _known(context, requisition, called, address) if address else None
    if candidate is None:
        identity = CandidateIdentity(name=called, email=address)
        candidate = Candidate(created_at=context.at, identity=identity)
    application = Application(
        requisition=requisition, candidate=candidate, applied_at=context.at, stages=[]
    )
    context.session.add(application)
    context.session.flush()
    context.record(Tag.CANDIDATE_ADDED, f"application:{application.id}")
    return application


def record_referral(context: Context, application: Application, source: str) -> None:
    """Note how an application came in, where no hiring role can reach it."""
    text = required(source, "source", "Say how the application came in.")
    context.session.merge(
        ReferralSource(application_id=application.id, source=text, recorded_at=context.at)
    )
    context.session.flush()
    context.record(Tag.REFERRAL_RECORDED, f"application:{application.id}")


def add_stage(context: Context, application: Application, kind: StageKind) -> Stage:
    """Add the next step of an application."""
    stage = Stage(kind=kind, position=len(application.stages) + 1, interviews=[])
    application.stages.append(stage)
    context.session.flush()
    context.record(Tag.STAGE_ADDED, f"stage:{stage.id}")
    return stage


def schedule_interview(context: Context, stage: Stage, given: InterviewInput) -> Interview:
    """Set a session; the first one of a requisition locks what it asks for."""
    debrief = hold_still(context, stage)
    _check(given)
    interview = Interview(
        stage=stage,
        starts_at=given.starts_at,
        ends_at=given.ends_at,
        format=given.format,
        place=given.place.strip(),
        zone=given.zone,
        interviewers=[Interviewer(user_id=user_id) for user_id in given.people],
    )
    context.session.add(interview)
    context.session.flush()
    context.record(Tag.INTERVIEW_SCHEDULED, f"interview:{interview.id}")
    lock_requisition(context, stage.application.requisition)
    follow_interviews(context, debrief)
    return interview


def move_interview(
    context: Context, interview: Interview, given: InterviewInput, *, replaces: str | None = None
) -> None:
    """Hold a session at another time, elsewhere or with others; due times follow.

    `replaces` is the fingerprint the writer started from; raises StaleError when it has changed.
    """
    debrief = hold_still(context, interview.stage)
    context.session.refresh(interview, with_for_update=True)
    if replaces is not None and replaces != fingerprint(interview):
        raise StaleError("Somebody changed this interview since you opened it here.")
    _check(given)
    interview.starts_at, interview.ends_at = given.starts_at, given.ends_at
    interview.format, interview.place = given.format, given.place.strip()
    interview.zone = given.zone
    kept = {each.user_id: each for each in interview.interviewers}
    interview.interviewers = [
        kept.get(user_id) or Interviewer(user_id=user_id) for user_id in given.people
    ]
    context.session.flush()
    context.record(Tag.INTERVIEW_MOVED, f"interview:{interview.id}")
    follow_interviews(context, debrief)


def remove_interview(context: Context, interview: Interview) -> None:
    """Take a session off a stage; a panel keeps at least one, after which its cards fall due."""
    stage = interview.stage
    debrief = hold_still(context, stage)
    if debrief is not None and debrief.state in OPEN_STATES and len(stage.interviews) == 1:
        raise ConflictError(
            "The panel's cards fall due after this interview. Move it, or cancel the debrief first."
        )
    context.session.delete(interview)
    context.session.flush()
    context.session.expire(stage, ["interviews"])
    context.record(Tag.INTERVIEW_REMOVED, f"interview:{interview.id}")
    follow_interviews(context, debrief)


def fingerprint(interview: Interview) -> str:
    """Equal while nothing about the interview has changed."""
    people = sorted(str(each.user_id) for each in interview.interviewers)
    told = (interview.starts_at, interview.ends_at, interview.format, interview.place, people)
    return hashlib.sha256(repr((told, interview.zone)).encode()).hexdigest()[:16]


def _known(context: Context, requisition: Requisition, name: str, email: str) -> Candidate | None:
    """The person of this address and name, from another opening.

    Raises InvalidInputError when the address is on this opening already.
    """
    found = context.session.scalars(
        select(Candidate).join(CandidateIdentity).where(CandidateIdentity.email == email)
    ).all()
    here = select(Application.candidate_id).where(
        Application.requisition_id == requisition.id,
        Application.candidate_id.in_([each.id for each in found]),
    )
    if context.session.scalars(here).first():
        message = "A candidate with this address is on this requisition already."
        raise InvalidInputError(message, {"email": [message]})
    return next((each for each in found if folded(each.name) == folded(name)), None)


def folded(name: str) -> str:
    """A name as compared: whatever its case, its spaces and the way its accents are stored."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _check(given: InterviewInput) -> None:
    wrong: dict[str, list[str]] = {}
    if given.ends_at <= given.starts_at:
        wrong["ends"] = ["The interview must end after it starts. Choose a later time."]
    if not given.interviewer_ids:
        wrong["interviewers"] = ["An interview needs an interviewer. Choose somebody."]
    if wrong:
        raise InvalidInputError(next(iter(wrong.values()))[0], wrong)
