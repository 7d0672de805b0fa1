"""What a debrief is about: the candidate, the opening, the sessions, the reveal."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from debrief.access import Opening, State
from debrief.models import (
    Application,
    CandidateIdentity,
    Debrief,
    Interview,
    Interviewer,
    InterviewFormat,
    Requisition,
    RequisitionVersion,
    RevealCause,
    RubricVersion,
    Stage,
    StageKind,
    User,
)
from debrief.reports.passages import DEBRIEF, Passage, Statement, prepared
from debrief.reports.rubrics import DOCUMENT, read_rubric
from debrief.reports.vocabulary import FORMAT_WORDS, OPENING_WORDS, REVEAL_WORDS, STAGE_WORDS
from debrief.scoring.rubric import Rubric


@dataclass(frozen=True, slots=True)
class Sitting:
    """One interview of the stage, and who took part."""

    starts_at: datetime
    ends_at: datetime
    format: InterviewFormat
    place: str
    zone: str
    interviewers: tuple[str, ...]

    @property
    def format_words(self) -> str:
        return FORMAT_WORDS[self.format]


@dataclass(frozen=True, slots=True)
class Heading:
    """Everything that says which debrief this is."""

    debrief_id: UUID
    state: State
    application_id: UUID
    candidate: str
    candidate_erased: str | None
    requisition_id: UUID
    requisition_version: int
    title: str
    level: str
    location: str
    zone: str
    success_profile: str
    weight_reason: str
    hiring_manager: str
    facilitator: str
    stage: StageKind
    rubric_title: str
    rubric_version: int
    rubric_digest: str
    opening: Opening
    due_at: datetime
    revealed_at: datetime | None
    reveal_cause: RevealCause | None
    closed_at: datetime | None
    sittings: tuple[Sitting, ...]

    @property
    def stage_words(self) -> str:
        return STAGE_WORDS[self.stage]

    @property
    def opening_words(self) -> str:
        return OPENING_WORDS[self.opening]

    @property
    def reveal_words(self) -> str | None:
        return REVEAL_WORDS[self.reveal_cause] if self.reveal_cause else None


def read_heading(session: Session, debrief_id: UUID) -> tuple[Heading, Rubric]:
    """The heading, and the rubric the panel rated by, in two statements."""
    row = session.connection().execute(_heading(), {"debrief_id": debrief_id}).one()
    identity = Passage(row.name, row.erased_at, row.erased_under)
    heading = Heading(
        debrief_id=debrief_id,
        state=row.state,
        application_id=row.application_id,
        candidate=row.name or f"Candidate {str(row.candidate_id)[:8]}",
        candidate_erased=identity.erased,
        requisition_version=row.number,
        hiring_manager=row.manager,
        facilitator=row.facilitator,
        stage=row.kind,
        rubric_title=row.rubric_title,
        rubric_version=row.rubric_number,
        rubric_digest=row.digest,
        due_at=row.due_at,
        revealed_at=row.revealed_at,
        reveal_cause=row.reveal_cause,
        closed_at=row.closed_at,
        sittings=_sittings(session, debrief_id),
        **{name: getattr(row, name) for name in _AS_SAVED if name != "number"},
    )
    return heading, read_rubric(row.document)


_AS_SAVED = (
    "requisition_id",
    "number",
    "title",
    "level",
    "location",
    "zone",
    "success_profile",
    "weight_reason",
    "opening",
)


@prepared
def _heading() -> Statement:
    manager, facilitator = aliased(User), aliased(User)
    return (
        select(
            Debrief.state,
            Debrief.due_at,
            Debrief.revealed_at,
            Debrief.reveal_cause,
            Debrief.closed_at,
            Stage.kind,
            Stage.application_id,
            CandidateIdentity.candidate_id,
            CandidateIdentity.name,
            CandidateIdentity.erased_at,
            CandidateIdentity.erased_under,
            *(getattr(RequisitionVersion, name) for name in _AS_SAVED),
            manager.name.label("manager"),
            facilitator.name.label("facilitator"),
            RubricVersion.title.label("rubric_title"),
            RubricVersion.number.label("rubric_number"),
            RubricVersion.digest,
            DOCUMENT.label("document"),
        )
        .select_from(Debrief)
        .join(Stage, Stage.id == Debrief.stage_id)
        .join(Application, Application.id == Stage.application_id)
        .join(CandidateIdentity, CandidateIdentity.candidate_id == Application.candidate_id)
        .join(Requisition, Requisition.id == Application.requisition_id)
        .join(manager, manager.id == Requisition.hiring_manager_id)
        .join(facilitator, facilitator.id == Debrief.facilitator_id)
        .join(RequisitionVersion, RequisitionVersion.id == Debrief.requisition_version_id)
        .join(RubricVersion, RubricVersion.id == RequisitionVersion.rubric_version_id)
        .where(Debrief.id == DEBRIEF)
    )


@prepared
def _sitting() -> Statement:
    return (
        select(
            Interview.id,
            Interview.starts_at,
            Interview.ends_at,
            Interview.format,
            Interview.place,
            Interview.zone,
            User.name,
        )
        .join(Debrief, Debrief.stage_id == Interview.stage_id)
        .outerjoin(Interviewer, Interviewer.interview_id == Interview.id)
        .outerjoin(User, User.id == Interviewer.user_id)
        .where(Debrief.id == DEBRIEF)
        .order_by(Interview.starts_at, Interview.id, User.name)
    )


def _sittings(session: Session, debrief_id: UUID) -> tuple[Sitting, ...]:
    rows = session.connection().execute(_sitting(), {"debrief_id": debrief_id})
    found = []
    for _, group in groupby(rows, key=lambda row: row.id):
        people = list(group)
        at = people[0]
        names = tuple(row.name for row in people if row.name)
        found.append(Sitting(at.starts_at, at.ends_at, at.format, at.place, at.zone, names))
    return tuple(found)
