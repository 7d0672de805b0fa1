"""`debrief ratings …`: anyone's ratings analysed from a file, without application or database."""

import json
import re
import textwrap
from typing import BinaryIO

import click

from debrief.integrations.ratings_csv import COLUMNS, read_ratings
from debrief.reports.rating_columns import MOST_LEVELS, Span

AUTO = "auto"
WIDTH = 100


@click.group()
def ratings() -> None:
    """Ratings of many candidates."""


def _span(_context: click.Context, _option: click.Parameter, given: str | None) -> Span | None:
    if given is None:
        return None
    found = re.fullmatch(r"(-?\d{1,6})-(-?\d{1,6})", given)
    low, high = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 0 < high - low < MOST_LEVELS:
        raise click.BadParameter(
            f"give two whole numbers, low first and fewer than {MOST_LEVELS} apart, such as 1-5."
        )
    return Span(low, high)


@ratings.command()
@click.argument("file", type=click.File("rb"))
@click.option(
    "--format",
    "fmt",
    type=click.Choice(["text", "json"]),
    default="text",
    help="In words (the default), or every figure as JSON.",
)
@click.option(
    "--model",
    type=click.Choice([AUTO, "panel", "crossed"]),
    default=AUTO,
    help="With criteria, or candidates and interviewers alone. By default what the file allows.",
)
@click.option("--candidate", metavar="NAME", help="What the file calls the candidate.")
@click.option("--interviewer", metavar="NAME", help="What the file calls the interviewer.")
@click.option("--criterion", metavar="NAME", help="What the file calls the criterion.")
@click.option("--level", metavar="NAME", help="What the file calls the level.")
@click.option(
    "--scale",
    "span",
    metavar="LOW-HIGH",
    callback=_span,
    help="The scale, such as 1-5. By default from the lowest level seen to the highest.",
)
def analyse(file: BinaryIO, fmt: str, model: str, span: Span | None, **names: str | None) -> None:
    """How far the interviewers of FILE agree, and how each rates beside the others.

    FILE is a CSV file in UTF-8 (comma, semicolon or tab; packed by gzip or not), a rating in each
    row; - reads standard input. Its first row names the columns: candidate, interviewer,
    criterion, level. Without a criterion a row is a rating of the candidate as a whole. A level is
    a number, or NE for not rated.

    Nothing is stored, and nobody is ranked. Exit status: 0, or 2 when the file cannot be used,
    with every bad row's line.
    """
    given = {column: name for column in COLUMNS if (name := names[column])}
    columns = read_ratings(file.read(), given, span=span)
    # scipy takes most of a second to import: a bad row is told before that.
    from debrief.cli.rating_text import written
    from debrief.reports.rating_analysis import analyse_ratings
    from debrief.reports.rating_calibration import RatingModel
    from debrief.reports.rating_record import recorded

    found = analyse_ratings(
        columns,
        model=None if model == AUTO else RatingModel(model),
        scale=span.levels if span else None,
    )
    if fmt == "json":
        told = json.dumps(recorded(found), ensure_ascii=False, indent=2, allow_nan=False)
    else:
        told = "\n".join(
            textwrap.fill(line, WIDTH, subsequent_indent="    ", break_long_words=False)
            for line in written(found)
        )
    click.echo(told)
