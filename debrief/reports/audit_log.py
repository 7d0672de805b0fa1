"""Reading the log itself: whether it is whole, and the entries somebody looks for."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from debrief.audit import Verification, verify
from debrief.models import AuditEntry, User
from debrief.reports.audit_sight import Sight, hidden_subjects
from debrief.reports.audit_table import A_DAY, AT_A_TIME, check_days, midnight


@dataclass(frozen=True, slots=True)
class LogSearch:
    """What to look for; what is blank or None asks for nothing. Days are in UTC."""

    tag: str = ""
    actor: str = ""
    subject: str = ""
    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        check_days(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as the page shows it; `number` is None to a reader who sees only some of them."""

    number: int | None
    at: datetime
    tag: str
    actor: str
    subject: str
    details: str
    hash: str

    @property
    def event(self) -> str:
        """The tag in words."""
        return self.tag.replace(":", " ").replace("-", " ")


@dataclass(frozen=True, slots=True)
class Log:
    """What one reader may look through; gaps and counts of the rest would tell what is sealed."""

    search: LogSearch
    conditions: tuple[sa.ColumnElement[bool], ...]
    complete: bool


def log_for(session: Session, search: LogSearch, sight: Sight) -> Log:
    """The entries that match and are open to this reader."""
    conditions: list[sa.ColumnElement[bool]] = []
    if sight.shut:
        conditions.append(AuditEntry.subject.not_in(hidden_subjects(session, sight)))
    if search.tag:
        conditions.append(AuditEntry.tag == search.tag)
    if search.actor:
        conditions.append(AuditEntry.actor.in_(_actors(session, search.actor)))
    if search.subject:
        ends = AuditEntry.subject.endswith(f":{search.subject}", autoescape=True)
        conditions.append(sa.or_(AuditEntry.subject == search.subject, ends))
    if search.first:
        conditions.append(AuditEntry.at >= midnight(search.first))
    if search.last:
        conditions.append(AuditEntry.at < midnight(search.last) + A_DAY)
    return Log(search, tuple(conditions), complete=not sight.shut)


def count_lines(session: Session, log: Log) -> int:
    """How many entries match."""
    counted = session.scalar(select(func.count()).select_from(AuditEntry).where(*log.conditions))
    return counted or 0


def lines(session: Session, log: Log, offset: int, size: int) -> tuple[Line, ...]:
    """Some of the matching entries, the newest first, in two statements."""
    found = session.scalars(
        select(AuditEntry)
        .where(*log.conditions)
        .order_by(AuditEntry.seq.desc())
        .offset(offset)
        .limit(size)
    ).all()
    names = _names(session, {entry.actor for entry in found})
    return tuple(
        Line(
            entry.seq if log.complete else None,
            entry.at,
            entry.tag,
            names.get(entry.actor, entry.actor),
            entry.subject,
            _details(entry.body),
            entry.hash,
        )
        for entry in found
    )


def check_log(session: Session) -> Verification:
    """Walk the chain, a piece at a time, and let go of the rest where it breaks."""
    entries = select(AuditEntry).order_by(AuditEntry.seq)
    found = session.scalars(entries.execution_options(yield_per=AT_A_TIME))
    try:
        return verify(found)
    finally:
        found.close()


def _actors(session: Session, text: str) -> set[str]:
    """Whom a name, an address, an id or a word such as `operator` may mean."""
    matches = sa.or_(
        User.name.icontains(text, autoescape=True), User.email.icontains(text, autoescape=True)
    )
    return {
        text.lower(),
        *(str(found) for found in session.scalars(select(User.id).where(matches))),
    }


def _names(session: Session, actors: Iterable[str]) -> dict[str, str]:
    ids = [found for actor in actors if (found := _uuid(actor))]
    rows = session.execute(select(User.id, User.name).where(User.id.in_(ids)))
    return {str(user_id): name for user_id, name in rows}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _details(body: bytes) -> str:
    details = json.loads(body)["details"]
    return ", ".join(f"{name} {details[name]}" for name in sorted(details))
