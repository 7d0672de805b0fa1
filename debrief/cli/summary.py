"""`debrief summary`: a revealed debrief on paper."""

from pathlib import Path
from uuid import UUID

import click


@click.command()
@click.argument("debrief_id", metavar="ID", type=click.UUID)
@click.option(
    "-o",
    "--output",
    "file",
    required=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Where to write the PDF.",
)
def summary(debrief_id: UUID, file: Path) -> None:
    """Write the summary of debrief ID to FILE as PDF; the log says that it was taken out."""
    from debrief.cli.operator import at_work
    from debrief.models import Debrief
    from debrief.services.summaries import export_summary
    from debrief.web.paper import summary_pdf

    with at_work() as context:
        debrief = context.session.get(Debrief, debrief_id)
        if debrief is None:
            raise click.UsageError("There is no such debrief; `debrief debriefs list` shows all.")
        pdf = summary_pdf(export_summary(context, debrief, words=True))
    try:
        file.write_bytes(pdf)
    except OSError as error:
        raise click.UsageError(f"{file} cannot be written: {error.strerror}.") from error
    click.echo(f"{file} holds the summary.")
