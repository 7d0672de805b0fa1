"""Paper from the same templates as pages: the web hands text to the rendering room."""

import hashlib

from flask import render_template

from debrief.audit.keys import canonical
from debrief.rendering.pdf import Attachment, render_pdf
from debrief.reports.summary import Summary
from debrief.schemas.summary import SummarySchema


def summary_pdf(summary: Summary) -> bytes:
    """The summary as PDF, with the same record attached as data.

    Nothing in it depends on who prints or when: the same record is the same bytes.
    """
    record = canonical(SummarySchema().dump(summary))
    digest = hashlib.sha256(record)
    html = render_template(
        "print/summary.html",
        summary=summary,
        digest=digest.hexdigest(),
        names={row.key: row.name for row in summary.report.rows},
    )
    attached = Attachment("debrief.json", "This record as data", record)
    return render_pdf(
        html, identifier=digest.digest()[:16], at=summary.changed_at, attachments=[attached]
    )


def file_name(summary: Summary) -> str:
    """By the debrief's id: a name would stand in download lists, and not in every alphabet."""
    return f"debrief-summary-{str(summary.report.heading.debrief_id)[:8]}.pdf"
