"""What the summary on paper says: the debrief's report, and where to find it in the log."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from debrief.audit import Tag
from debrief.models import AuditEntry, Debrief
from debrief.reports.panel import PanelReport, panel_report


@dataclass(frozen=True, slots=True)
class LogEntry:
    """An entry of the audit log, as a stranger would look it up."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A revealed debrief, its place in the log, and how often it has been added to."""

    report: PanelReport
    outcome_entry: LogEntry | None

    @property
    def version(self) -> int:
        """1 at the reveal, and one more for everything that came after it."""
        return len(list(self._times())) + sum(
            flag.verdict is not None for flag in self.report.flags
        )

    @property
    def changed_at(self) -> datetime:
        """When the record last changed: never when it was printed."""
        return max(self._times())

    def _times(self) -> Iterator[datetime]:
        """When each part of the record was added; a dissent has the decision's time."""
        report = self.report
        yield from filter(None, (report.heading.revealed_at, report.heading.closed_at))
        yield from (
            voice.submitted_at for voice in report.voices if voice.late and voice.submitted_at
        )
        yield from {change.version_id: change.at for change in report.reratings}.values()
        for decision in report.decisions:
            yield from [decision.decided_at] * (1 + len(decision.dissents))
            if decision.cosign:
                yield decision.cosign.signed_at


def read_summary(session: Session, debrief: Debrief, *, words: bool) -> Summary:
    """Read what a summary prints of a debrief that has been revealed."""
    report = panel_report(session, debrief, words=words)
    entry = None
    if report.decision:
        found = session.execute(
            select(AuditEntry.seq, AuditEntry.hash)
            .where(
                AuditEntry.tag == Tag.OUTCOME_DECIDED,
                AuditEntry.subject == f"outcome:{report.decision.outcome_id}",
            )
            .order_by(AuditEntry.seq)
            .limit(1)
        ).one()
        entry = LogEntry(found.seq, found.hash)
    return Summary(report, entry)
