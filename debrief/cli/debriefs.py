"""`debrief debriefs …`: what there is, without any content."""

import json

import click


@click.group()
def debriefs() -> None:
    """Debriefs and their states."""


@debriefs.command("list")
@click.option("--format", "fmt", type=click.Choice(["text", "json"]), default="text")
def list_(fmt: str) -> None:
    """List every debrief: id, candidate, requisition, state."""
    from sqlalchemy import select

    from debrief.cli.operator import at_work
    from debrief.models import Debrief

    with at_work() as context:
        rows = [
            {
                "id": str(debrief.id),
                "candidate": debrief.stage.application.candidate.name,
                "requisition": debrief.requisition_version.title,
                "state": debrief.state.value,
            }
            for debrief in context.session.scalars(select(Debrief).order_by(Debrief.due_at))
        ]
    if fmt == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo("  ".join([row["id"], row["state"], row["candidate"], row["requisition"]]))
