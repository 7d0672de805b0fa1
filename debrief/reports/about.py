"""Which debrief a page is about: what everybody who knows of it may read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from debrief.access import DebriefFacts
from debrief.models import (
    Application,
    CandidateIdentity,
    Debrief,
    Requisition,
    RequisitionVersion,
    Stage,
)
from debrief.reports.facts import Standing, facts_beside
from debrief.reports.passages import DEBRIEF, Statement, prepared
from debrief.reports.vocabulary import STAGE_WORDS


@dataclass(frozen=True, slots=True)
class About:
    """A debrief by its candidate, opening and stage."""

    id: UUID
    candidate: str
    title: str
    stage: str
    due_at: datetime


def about(debrief: Debrief) -> About:
    """From a debrief whose surroundings are loaded."""
    stage = debrief.stage
    title = debrief.requisition_version.title
    candidate = stage.application.candidate.name
    return About(debrief.id, candidate, title, STAGE_WORDS[stage.kind], debrief.due_at)


def read_about(
    session: Session, debrief_id: UUID, *, recruiters_read_words: bool
) -> tuple[About, DebriefFacts] | None:
    """A debrief and its facts by columns alone, in two statements; None where there is none.

    For the page that people reload most, which needs no object to change.
    """
    row = session.connection().execute(_known(), {"debrief_id": debrief_id}).one_or_none()
    if row is None:
        return None
    facts = facts_beside(
        session,
        debrief_id,
        row.application_id,
        Standing(row.state, row.opening, row.hiring_manager_id, row.facilitator_id),
        recruiters_read_words=recruiters_read_words,
    )
    candidate = row.name or f"Candidate {str(row.candidate_id)[:8]}"
    return About(debrief_id, candidate, row.title, STAGE_WORDS[row.kind], row.due_at), facts


@prepared
def _known() -> Statement:
    return (
        select(
            Debrief.state,
            Debrief.due_at,
            Debrief.facilitator_id,
            Stage.kind,
            Stage.application_id,
            CandidateIdentity.candidate_id,
            CandidateIdentity.name,
            RequisitionVersion.title,
            RequisitionVersion.opening,
            Requisition.hiring_manager_id,
        )
        .select_from(Debrief)
        .join(Stage, Stage.id == Debrief.stage_id)
        .join(Application, Application.id == Stage.application_id)
        .join(CandidateIdentity, CandidateIdentity.candidate_id == Application.candidate_id)
        .join(Requisition, Requisition.id == Application.requisition_id)
        .join(RequisitionVersion, RequisitionVersion.id == Debrief.requisition_version_id)
        .where(Debrief.id == DEBRIEF)
    )
