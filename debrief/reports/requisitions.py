"""Requisitions as lists and histories: those there are for whoever asks, what a save changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from debrief.access import Identity
from debrief.models import (
    Application,
    Requisition,
    RequisitionVersion,
    User,
)
from debrief.reports.facts import involved_in
from debrief.reports.work import EVERYWHERE
from debrief.scoring.rubric import Rubric

#: Fields of a version in the order of the page; criteria and the rubric follow.
FIELDS = (
    "title",
    "level",
    "location",
    "zone",
    "opening",
    "due_hours",
    "success_profile",
    "advert",
    "weight_reason",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to: words of the title, and fixed or open to changes."""

    words: str = ""
    locked: bool | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A requisition in a list."""

    id: UUID
    title: str
    level: str
    location: str
    manager: str
    locked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Change:
    """A field that a save changed."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Save:
    """A version of a requisition, by whom and when, and what it changed.

    `manager` is the hiring manager from then on; empty where that was not recorded yet.
    """

    number: int
    manager: str
    saved_by: str
    saved_at: datetime
    changes: tuple[Change, ...]


def count_requisitions(session: Session, who: Identity, wanted: Wanted) -> int:
    """How many there are for this person."""
    return session.scalar(select(sa.func.count()).select_from(_lines(who, wanted).subquery())) or 0


def list_requisitions(
    session: Session, who: Identity, wanted: Wanted, offset: int, size: int
) -> list[Line]:
    """Those this person may read, the newest first."""
    newest = (Requisition.created_at.desc(), Requisition.id)
    rows = session.execute(_lines(who, wanted).order_by(*newest).offset(offset).limit(size))
    return [Line(*row) for row in rows]


def readable(who: Identity) -> sa.ColumnElement[bool]:
    """`requisition:read` of the policy, as a condition on rows."""
    if who.roles & EVERYWHERE:
        return sa.true()
    involved = involved_in().subquery()
    return sa.or_(
        Requisition.hiring_manager_id == who.user_id,
        Requisition.id.in_(
            select(Application.requisition_id)
            .join(involved, involved.c.application_id == Application.id)
            .where(involved.c.user_id == who.user_id)
        ),
    )


def sees_every_candidate(who: Identity, requisition: Requisition) -> bool:
    """Whether all applications are theirs to read, or only those whose panel they are on."""
    return bool(who.roles & EVERYWHERE) or requisition.hiring_manager_id == who.user_id


def matches(column: sa.SQLColumnExpression[Any], words: str) -> sa.ColumnElement[bool]:
    """Every word somewhere in the column, whatever its case; `%` and `_` mean themselves."""
    return sa.and_(
        sa.true(),
        *(column.icontains(word, autoescape=True) for word in words.split()),
    )


def history(session: Session, requisition: Requisition) -> list[Save]:
    """Every save, the newest first."""
    versions = requisition.versions
    named = {each.saved_by_id for each in versions} | {each.hiring_manager_id for each in versions}
    rows = session.execute(select(User.id, User.name).where(User.id.in_(named - {None})))
    people: dict[UUID | None, str] = {row.id: row.name for row in rows}
    saves = [
        Save(
            version.number,
            people.get(version.hiring_manager_id, ""),
            people[version.saved_by_id],
            version.saved_at,
            _changes(versions[place - 1], version, people) if place else (),
        )
        for place, version in enumerate(versions)
    ]
    return saves[::-1]


def criterion_names(version: RequisitionVersion) -> dict[str, str]:
    """Key -> name, for the criteria of the version's rubric."""
    rubric = Rubric.from_document(version.rubric_version.document)
    return {criterion.key: criterion.name for criterion in rubric.criteria}


def _changes(
    before: RequisitionVersion, after: RequisitionVersion, people: Mapping[UUID | None, str]
) -> tuple[Change, ...]:
    """The fields in which two versions differ, of those that the first one has on record."""
    old, new = _told(before, people), _told(after, people)
    return tuple(Change(name, old[name], new[name]) for name in old if old[name] != new[name])


def _told(version: RequisitionVersion, people: Mapping[UUID | None, str]) -> dict[str, str]:
    names = criterion_names(version)
    told = {name: str(getattr(version, name)) for name in FIELDS}
    told["rubric"] = f"{version.rubric_version.title}, {version.rubric_version.number}"
    told["criteria"] = _joined(
        f"{names[each.criterion]}{'' if each.weight == 1 else f' (weight {each.weight})'}"
        for each in version.criteria
    )
    told["must_haves"] = _joined(names[key] for key in version.must_haves)
    if version.hiring_manager_id in people:
        told["hiring_manager"] = people[version.hiring_manager_id]
    return told


def _joined(words: Iterable[str]) -> str:
    return ", ".join(words)


def _lines(who: Identity, wanted: Wanted) -> sa.Select[*tuple[Any, ...]]:
    newest = (
        select(
            RequisitionVersion.requisition_id,
            sa.func.max(RequisitionVersion.number).label("number"),
        )
        .group_by(RequisitionVersion.requisition_id)
        .subquery()
    )
    lines = (
        select(
            Requisition.id,
            RequisitionVersion.title,
            RequisitionVersion.level,
            RequisitionVersion.location,
            User.name,
            Requisition.locked_at,
        )
        .join(newest, newest.c.requisition_id == Requisition.id)
        .join(
            RequisitionVersion,
            (RequisitionVersion.requisition_id == Requisition.id)
            & (RequisitionVersion.number == newest.c.number),
        )
        .join(User, User.id == Requisition.hiring_manager_id)
        .where(readable(who), matches(RequisitionVersion.title, wanted.words))
    )
    if wanted.locked is None:
        return lines
    locked = Requisition.locked_at.is_not(None)
    return lines.where(locked if wanted.locked else ~locked)
