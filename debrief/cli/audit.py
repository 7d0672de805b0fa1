"""`debrief audit …`: whether the log is whole."""

import sys

import click
from sqlalchemy import select


@click.group()
def audit() -> None:
    """The audit log."""


@audit.command()
def verify() -> None:
    """Say whether the log is whole, and where it breaks if not (then exit 1)."""
    from debrief.audit import verify as check
    from debrief.cli.operator import at_work
    from debrief.models import AuditEntry

    with at_work() as context:
        entries = select(AuditEntry).order_by(AuditEntry.seq).execution_options(yield_per=1000)
        found = check(context.session.scalars(entries))
    click.echo(found.words)
    sys.exit(0 if found.whole else 1)
