"""Candidates on a requisition, the stages they take, and the interviews of a stage."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from debrief.audit import Tag
from debrief.errors import InvalidInputError
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


def add_candidate(
    context: Context, requisition: Requisition, name: str, email: str | None = None
) -> Application:
    """Put a new candidate on a requisition."""
    identity = CandidateIdentity(
        name=required(name, "name", "Give the candidate's name."),
        email=email.strip().lower() if email else None,
    )
    application = Application(
        requisition=requisition,
        candidate=Candidate(created_at=context.at, identity=identity),
        applied_at=context.at,
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
    stage = Stage(kind=kind, position=len(application.stages) + 1)
    application.stages.append(stage)
    context.session.flush()
    return stage


def schedule_interview(context: Context, stage: Stage, given: InterviewInput) -> Interview:
    """Set a session; the first one of a requisition locks what it asks for."""
    if given.ends_at <= given.starts_at:
        raise InvalidInputError(
            "The interview must end after it starts.", {"ends_at": ["Choose a later time."]}
        )
    interview = Interview(
        stage=stage,
        starts_at=given.starts_at,
        ends_at=given.ends_at,
        format=given.format,
        place=given.place.strip(),
        zone=given.zone,
        interviewers=_interviewers(given.interviewer_ids),
    )
    context.session.add(interview)
    context.session.flush()
    context.record(Tag.INTERVIEW_SCHEDULED, f"interview:{interview.id}")
    lock_requisition(context, stage.application.requisition)
    return interview


def _interviewers(user_ids: Iterable[UUID]) -> list[Interviewer]:
    people = [Interviewer(user_id=user_id) for user_id in dict.fromkeys(user_ids)]
    if not people:
        raise InvalidInputError(
            "An interview needs an interviewer.", {"interviewers": ["Choose somebody."]}
        )
    return people
