"""The audit report of a period: ids, codes, numbers and times; no names, no words people wrote."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from debrief.reports.audit_access import access
from debrief.reports.audit_cards import flags, ratings, scorecards
from debrief.reports.audit_flow import applicant_flow, outcomes
from debrief.reports.audit_sight import Sight
from debrief.reports.audit_structure import structural_flags
from debrief.reports.audit_table import Column, Kind, Period, Table
from debrief.reports.audit_time import coverage, timeliness

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The files of one period, as far as one reader sees; `left_out` counts applications."""

    period: Period
    tables: tuple[Table, ...]
    left_out: int


def audit_report(session: Session, period: Period, sight: Sight) -> AuditReport:
    """Prepare every file; rows are read when they are written."""
    files = (
        applicant_flow,
        scorecards,
        ratings,
        outcomes,
        flags,
        structural_flags,
        timeliness,
        coverage,
        access,
    )
    tables = tuple(build(session, period, sight) for build in files)
    return AuditReport(period, (*tables, codebook(tables)), len(sight.shut))


def codebook(tables: Iterable[Table]) -> Table:
    """Every column of every file, its own included."""
    columns = (
        Column("file", None, "The file.", Kind.CODE),
        Column("column", None, "The column's name, in the file's first line.", Kind.CODE),
        Column("meaning", None, "What the column says.", Kind.TEXT),
        Column("type", None, "What its cells hold.", Kind.TEXT, tuple(Kind)),
        Column("allowed_values", None, "All values there are, where they are few.", Kind.TEXT),
        Column("unit", None, "What a number counts, or how a time is written.", Kind.TEXT),
    )
    own = Table("codebook", "One row per column of every file, this one included.", columns, ())
    rows = [
        (
            f"{table.name}.csv",
            column.name,
            column.meaning,
            column.kind,
            "; ".join(column.values),
            column.unit,
        )
        for table in (*tables, own)
        for column in table.columns
    ]
    return Table(own.name, own.about, columns, rows)
