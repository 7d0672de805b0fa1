"""What interviewers sent to HR: where from and when; the text itself only when it is opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from debrief.models import (
    Application,
    Candidate,
    CandidateIdentity,
    Debrief,
    MessageToHr,
    RequisitionVersion,
    Stage,
    User,
    Words,
)
from debrief.reports.audit_sight import Sight
from debrief.reports.passages import Passage


@dataclass(frozen=True, slots=True)
class Heading:
    """One message without its text."""

    id: UUID
    debrief_id: UUID
    candidate: str
    title: str
    sender: str
    sent_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Message:
    """One message, opened; without criterion and without rating."""

    heading: Heading
    text: Passage


def count_messages(session: Session, sight: Sight) -> int:
    """How many there are for this reader."""
    of = select(func.count()).select_from(MessageToHr).join(Debrief).join(Stage)
    return session.scalar(of.where(sight.open(Stage.application_id))) or 0


def headings(session: Session, sight: Sight, offset: int, size: int) -> tuple[Heading, ...]:
    """Unread messages first, the newest of them on top."""
    rows = session.execute(
        select(*_HEADING)
        .select_from(MessageToHr)
        .join(Words, Words.id == MessageToHr.words_id)
        .join(User, User.id == Words.author_id)
        .join(Debrief, Debrief.id == MessageToHr.debrief_id)
        .join(RequisitionVersion, RequisitionVersion.id == Debrief.requisition_version_id)
        .join(Stage, Stage.id == Debrief.stage_id)
        .join(Application, Application.id == Stage.application_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(CandidateIdentity, CandidateIdentity.candidate_id == Candidate.id)
        .where(sight.open(Stage.application_id))
        .order_by(MessageToHr.read_at.is_not(None), MessageToHr.sent_at.desc(), MessageToHr.id)
        .offset(offset)
        .limit(size)
    )
    return tuple(_heading(row) for row in rows)


def opened(session: Session, message: MessageToHr) -> Message:
    """A message with its text."""
    debrief = message.debrief
    words = message.words
    heading = Heading(
        message.id,
        debrief.id,
        debrief.stage.application.candidate.name,
        debrief.requisition_version.title,
        session.get_one(User, words.author_id).name,
        message.sent_at,
        message.read_at,
    )
    return Message(heading, Passage(words.text, words.erased_at, words.erased_under))


_HEADING = (
    MessageToHr.id,
    Debrief.id,
    CandidateIdentity.name,
    Candidate.id,
    RequisitionVersion.title,
    User.name,
    MessageToHr.sent_at,
    MessageToHr.read_at,
)


def _heading(row: Sequence[Any]) -> Heading:
    message_id, debrief_id, name, candidate_id, title, sender, sent_at, read_at = row
    candidate = name or f"Candidate {str(candidate_id)[:8]}"
    return Heading(message_id, debrief_id, candidate, title, sender, sent_at, read_at)
