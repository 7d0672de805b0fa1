"""`debrief audit …`: whether the log is whole, and a period's report as files."""

import shutil
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click

_DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def audit() -> None:
    """The audit log."""


@audit.command()
def verify() -> None:
    """Say whether the log is whole, and where it breaks if not (then exit 1)."""
    from debrief.cli.operator import at_work
    from debrief.reports.audit_log import check_log

    with at_work() as context:
        found = check_log(context.session)
    click.echo(found.words)
    sys.exit(0 if found.whole else 1)


@audit.command()
@click.option("-o", "--output", "folder", required=True, type=click.Path(path_type=Path))
@click.option("--from", "first", type=_DAY, help="First day; a year before the last when left out.")
@click.option("--to", "last", type=_DAY, help="Last day; today when left out.")
def export(folder: Path, first: datetime | None, last: datetime | None) -> None:
    """Write the audit report of a period into FOLDER, which must be new or empty.

    Days are counted in UTC. Debriefs that are not revealed appear without any content.
    """
    from debrief.cli.operator import at_work
    from debrief.errors import InvalidInputError
    from debrief.rendering.spreadsheet import write_report
    from debrief.reports.audit_sight import Sight
    from debrief.reports.audit_table import Period
    from debrief.services.audit_reports import take_out_report

    to = last.date() if last else datetime.now(UTC).date()
    _make_room(folder)
    with tempfile.TemporaryDirectory() as aside:
        try:
            period = Period(first.date() if first else year_before(to), to)
            with at_work() as context:
                report = take_out_report(context, period, Sight())
                written = write_report(report, lambda name: (Path(aside) / name).open("wb"))
        except InvalidInputError as error:
            raise click.UsageError(str(error)) from error
        # Only now is it on record that they were taken out.
        for made in sorted(Path(aside).iterdir()):
            shutil.move(made, folder / made.name)
    for each in written:
        click.echo(f"{each.sha256}  {each.name}  {each.rows} rows")


def year_before(day: date) -> date:
    """A year's record ends with `day`."""
    return day - timedelta(days=364)


def _make_room(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if next(folder.iterdir(), None) is not None:
            raise click.UsageError(f"{folder} is not empty. Name a new folder or an empty one.")
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise click.UsageError(f"Cannot write to {folder}: {error.strerror}.") from error
