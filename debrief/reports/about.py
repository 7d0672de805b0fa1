"""Which debrief a page is about: what everybody who knows of it may read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from debrief.models import Debrief
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
