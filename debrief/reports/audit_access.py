"""Who read or took out what, and when: the reading side of the log."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from debrief.audit import Tag
from debrief.models import AuditEntry
from debrief.reports.audit_sight import Sight, hidden_subjects
from debrief.reports.audit_table import AT_A_TIME, Column, Kind, Period, Table, time_column

READING = (
    Tag.CARDS_READ,
    Tag.SUMMARY_EXPORTED,
    Tag.LOG_EXPORTED,
    Tag.MESSAGE_READ,
    Tag.ACCESS_REFUSED,
)
_COLUMNS = (
    time_column("at", AuditEntry.at, "When it happened."),
    Column(
        "actor",
        AuditEntry.actor,
        "The user's id, or operator, system or anonymous.",
        Kind.ID,
    ),
    Column("event", AuditEntry.tag, "What was done.", Kind.CODE, tuple(READING)),
    Column("subject_kind", AuditEntry.subject, "What kind of record it was done to.", Kind.CODE),
    Column("subject_id", AuditEntry.subject, "Which record.", Kind.ID),
    Column(
        "details",
        AuditEntry.body,
        "What else the log says of it: name=value, in the order of the names.",
        Kind.CODES,
    ),
    Column(
        "log_entry",
        AuditEntry.hash,
        "The hash of the log's entry, where this can be looked up and verified.",
        Kind.ID,
    ),
)


@dataclass(frozen=True, slots=True)
class _Rows:
    session: Session
    statement: sa.Select[*tuple[Any, ...]]

    def __iter__(self) -> Iterator[Sequence[Any]]:
        streamed = self.statement.execution_options(yield_per=AT_A_TIME)
        for at, actor, tag, subject, body, entry_hash in self.session.execute(streamed):
            kind, _, subject_id = subject.partition(":")
            details = json.loads(body)["details"]
            told = " ".join(f"{name}={details[name]}" for name in sorted(details))
            yield at, actor, tag, kind, subject_id, told, entry_hash


def access(session: Session, period: Period, sight: Sight) -> Table:
    """Reads, exports and refusals of the period, in the order of the log."""
    statement = (
        select(
            AuditEntry.at,
            AuditEntry.actor,
            AuditEntry.tag,
            AuditEntry.subject,
            AuditEntry.body,
            AuditEntry.hash,
        )
        .where(
            AuditEntry.tag.in_([tag.value for tag in READING]),
            period.holds(AuditEntry.at),
            AuditEntry.subject.not_in(hidden_subjects(session, sight)),
        )
        .order_by(AuditEntry.seq)
    )
    about = (
        "One row per reading of cards or messages, per summary or report taken out, and per "
        "refusal, in the period. The report that holds this file is not among them."
    )
    return Table("access", about, _COLUMNS, _Rows(session, statement))
