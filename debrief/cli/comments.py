"""`debrief comments …`: wording looked at in a file, without the application or its database."""

import json
import sys
from collections.abc import Iterator
from typing import BinaryIO

import click

from debrief.language import SEVERITY_WORDS, CommentFlag, Severity, flag_comment


@click.group()
def comments() -> None:
    """Comment wording."""


@comments.command()
@click.argument("file", type=click.File("rb"))
@click.option(
    "--format",
    "fmt",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    help="For people (the default), or one JSON object for each line of the file.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["advise", "warn", "block"]),
    help="Exit 1 when a flag is this grave or graver.",
)
def check(file: BinaryIO, fmt: str, fail_on: str | None) -> None:
    """Flag the wording of FILE, one comment a line; - reads standard input.

    A flag is a fact about words: where they stand, why they are pointed at, a question that leads
    to evidence. It is a "protected topic" (block), "check wording" (warn) or a "note" (advise).

    With --format jsonl every line of the file, blank ones too, gives one object with "line"
    (from 1), "text" and "flags". A flag has "rule", "category", "group", "severity", "start",
    "end" (characters of the text, half-open), "text", "why", "source", "question" and "scaffold".

    Exit status: 0, or 1 when --fail-on is met, or 2 when the file cannot be read.
    """
    write = _write_json if fmt == "jsonl" else _write_text
    gravest = 0
    for number, text in enumerate(_lines(file), 1):
        flags = flag_comment(text)
        write(number, text, flags)
        gravest = max([gravest, *(flag.severity.rank for flag in flags)])
    if fail_on and gravest >= Severity(fail_on).rank:
        sys.exit(1)


def _lines(file: BinaryIO) -> Iterator[str]:
    """The lines as text, one at a time. Raises UsageError for what is no text file."""
    for number, line in enumerate(file, 1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            raise click.UsageError(
                f"{file.name}, line {number} is not UTF-8. Save the file as UTF-8 and try again.",
            ) from None


def _write_text(number: int, _text: str, flags: tuple[CommentFlag, ...]) -> None:
    for flag in flags:
        click.echo(f'{number}:{flag.start + 1}: {SEVERITY_WORDS[flag.severity]}: "{flag.text}"')
        click.echo(f"    {flag.why} ({flag.source})")
        click.echo(f"    {flag.question}")


def _write_json(number: int, text: str, flags: tuple[CommentFlag, ...]) -> None:
    found = [
        {
            "rule": flag.rule_id,
            "category": flag.category,
            "group": flag.group,
            "severity": flag.severity,
            "start": flag.start,
            "end": flag.end,
            "text": flag.text,
            "why": flag.why,
            "source": flag.source,
            "question": flag.question,
            "scaffold": flag.scaffold,
        }
        for flag in flags
    ]
    click.echo(json.dumps({"line": number, "text": text, "flags": found}, ensure_ascii=False))
