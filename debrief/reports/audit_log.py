"""Reading the log itself, and whether it is whole."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from debrief.audit import Verification, verify
from debrief.models import AuditEntry
from debrief.reports.audit_table import AT_A_TIME


def check_log(session: Session) -> Verification:
    """Walk the whole chain, a piece at a time."""
    entries = select(AuditEntry).order_by(AuditEntry.seq)
    return verify(session.scalars(entries.execution_options(yield_per=AT_A_TIME)))
