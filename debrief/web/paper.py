"""Paper from the same templates as pages: the web hands text to the rendering room."""

import hashlib
from io import BytesIO

from flask import Response, render_template, send_file

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


def handed_over(summary: Summary) -> Response:
    """The PDF as a file, named by the debrief's id: a name would stand in download lists."""
    name = f"debrief-summary-{str(summary.report.heading.debrief_id)[:8]}.pdf"
    return send_file(
        BytesIO(summary_pdf(summary)),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=name,
    )
