"""Which rubrics there are, and which versions of each."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from debrief.models import RequisitionVersion, Rubric, RubricVersion


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version; `openings` counts the requisitions that have ever gone by it."""

    id: UUID
    number: int
    title: str
    created_at: datetime
    published_at: datetime | None
    openings: int


@dataclass(frozen=True, slots=True)
class RubricLine:
    """One rubric and its versions, the newest first."""

    key: str
    versions: tuple[VersionLine, ...]


def rubric_shelf(session: Session, *, drafts: bool) -> tuple[RubricLine, ...]:
    """Every rubric, by key, in one statement; unpublished versions only with `drafts`."""
    openings = (
        select(func.count(RequisitionVersion.requisition_id.distinct()))
        .where(RequisitionVersion.rubric_version_id == RubricVersion.id)
        .scalar_subquery()
    )
    statement = (
        select(
            Rubric.key,
            RubricVersion.id,
            RubricVersion.number,
            RubricVersion.title,
            RubricVersion.created_at,
            RubricVersion.published_at,
            openings,
        )
        .join(Rubric, Rubric.id == RubricVersion.rubric_id)
        .order_by(Rubric.key, RubricVersion.number.desc())
    )
    if not drafts:
        statement = statement.where(RubricVersion.published_at.is_not(None))
    found: dict[str, list[VersionLine]] = defaultdict(list)
    for key, *version in session.execute(statement):
        found[key].append(VersionLine(*version))
    return tuple(RubricLine(key, tuple(versions)) for key, versions in found.items())
