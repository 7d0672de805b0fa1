"""Taking a period's audit report out, which the log keeps."""

from debrief.audit import Tag
from debrief.errors import InvalidInputError
from debrief.reports.audit_report import AuditReport, audit_report
from debrief.reports.audit_sight import Sight
from debrief.reports.audit_table import Period
from debrief.services.context import Context


def take_out_report(context: Context, period: Period, sight: Sight) -> AuditReport:
    """Prepare the report of a period that has begun, and record that it was taken out."""
    if period.last > context.at.date():
        message = "The last day must not be in the future."
        raise InvalidInputError(message, {"last": [message]})
    report = audit_report(context.session, period, sight)
    context.record(
        Tag.LOG_EXPORTED,
        "log",
        details={"from": period.first.isoformat(), "to": period.last.isoformat()},
    )
    return report
