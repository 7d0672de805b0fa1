"""Taking a summary out: read it and record that it left, before it does."""

from debrief.access.predicates import REVEALED_STATES
from debrief.audit import Tag
from debrief.errors import ConflictError
from debrief.models import Debrief
from debrief.reports.summary import Summary, read_summary
from debrief.services.context import Context


def export_summary(context: Context, debrief: Debrief, *, words: bool) -> Summary:
    """What the PDF of a revealed debrief says; without `words` no free text is in it.

    Raises ConflictError before the reveal: nothing of a sealed debrief goes on paper.
    """
    if debrief.state not in REVEALED_STATES:
        raise ConflictError("The summary can be printed once all cards have been opened.")
    summary = read_summary(context.session, debrief, words=words)
    context.record(Tag.SUMMARY_EXPORTED, f"debrief:{debrief.id}", details={"format": "pdf"})
    return summary
