"""Writing an entry inside the transaction it describes, and checking that the chain is whole."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from debrief.audit.keys import canonical
from debrief.audit.tags import REQUIRED_DETAILS, Tag
from debrief.models import AuditEntry, ask, insert_rows

FORMAT = 1
START = "0" * 64
LAST = select(AuditEntry.seq, AuditEntry.hash).order_by(AuditEntry.seq.desc()).limit(1)
#: Any number, the same in every process: the lock that makes appends queue on PostgreSQL.
APPEND_LOCK = 0x64656272


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to what; `actor` is a user's id, or `operator`, `system` or `anonymous`."""

    tag: Tag
    actor: UUID | str
    subject: str
    at: datetime
    commitment: str | None = None
    details: Mapping[str, str | int | bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verification:
    """What checking found; `broken_at` is the first entry that does not hold, None when whole."""

    count: int
    head: str
    broken_at: int | None = None
    finding: str = ""

    @property
    def whole(self) -> bool:
        return self.broken_at is None

    @property
    def words(self) -> str:
        if self.broken_at is None:
            return f"The log is whole: {self.count} entries, head {self.head}."
        return f"The log is broken at entry {self.broken_at}: {self.finding}."


def leaf_hash(body: bytes) -> str:
    """SHA-256 of 0x00 and the bytes, in hex: an RFC 6962 leaf, so that a tree can follow."""
    return hashlib.sha256(b"\0" + body).hexdigest()


def record(session: Session, event: Event) -> None:
    """Append `event` in the same transaction as the change: if it cannot be, neither can that.

    Raises ValueError when the details are not exactly those the tag must carry.
    """
    expected = REQUIRED_DETAILS.get(event.tag, frozenset())
    if event.details.keys() != expected:
        raise ValueError(f"{event.tag} carries {sorted(expected)}, got {sorted(event.details)}")
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.func.pg_advisory_xact_lock(APPEND_LOCK).select())
    last = ask(session, LAST).one_or_none()
    seq, prev = (last.seq + 1, last.hash) if last else (1, START)
    body = canonical(_body(event, seq, prev))
    entry = {
        "seq": seq,
        "body": body,
        "hash": leaf_hash(body),
        "prev": prev,
        "at": event.at,
        "tag": event.tag.value,
        "actor": str(event.actor),
        "subject": event.subject,
    }
    insert_rows(session, AuditEntry, [entry])


def verify(entries: Iterable[AuditEntry]) -> Verification:
    """Check entries in order of `seq`, from the first; stops at the first that does not hold."""
    count, prev = 0, START
    for entry in entries:
        finding = _fault(entry, count + 1, prev)
        if finding:
            return Verification(count, prev, count + 1, finding)
        count, prev = count + 1, entry.hash
    return Verification(count, prev)


def _body(event: Event, seq: int, prev: str) -> dict[str, object]:
    return {
        "v": FORMAT,
        "seq": seq,
        "at": event.at.isoformat(timespec="microseconds"),
        "actor": str(event.actor),
        "tag": event.tag.value,
        "subject": event.subject,
        "details": dict(event.details),
        "commitment": event.commitment,
        "prev": prev,
    }


def _fault(entry: AuditEntry, seq: int, prev: str) -> str:
    if entry.seq != seq:
        return f"entry {seq} is missing"
    if leaf_hash(entry.body) != entry.hash:
        return "its bytes have been changed"
    body = json.loads(entry.body)
    if body["prev"] != prev or entry.prev != prev:
        return "it does not follow the entry before it"
    shown = {"seq": entry.seq, "tag": entry.tag, "actor": entry.actor, "subject": entry.subject}
    if any(body[name] != value for name, value in shown.items()):
        return "its columns do not say what its bytes say"
    if datetime.fromisoformat(body["at"]) != entry.at:
        return "its time does not say what its bytes say"
    return ""
