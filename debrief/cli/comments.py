"""`debrief comments …`: wording looked at in a file, without the application or its database."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, TextIO

import click

from debrief.language import (
    SEVERITY_WORDS,
    AdvertReader,
    CommentFlag,
    Severity,
    flag_comment,
    shipped,
)

STDIN = "<stdin>"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of the file, the line it stands in (from 1), its id where the line gives one."""

    line: int
    text: str
    id: str | int | None = None


Checked = Iterator[tuple[Comment, tuple[CommentFlag, ...]]]


@click.group()
def comments() -> None:
    """Comment wording."""


@comments.command()
@click.argument("file", type=click.File("rb"))
@click.option(
    "--format",
    "fmt",
    type=click.Choice(["text", "jsonl", "sarif"]),
    default="text",
    help="For people (the default), one JSON object for each comment, or one SARIF 2.1.0 log.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["advise", "warn", "block"]),
    help="Exit 1 when a flag is this grave or graver.",
)
@click.option(
    "--kind",
    type=click.Choice(["comment", "advert"]),
    default="comment",
    help="One comment a line (the default), or one advert or success profile.",
)
def check(file: BinaryIO, fmt: str, fail_on: str | None, kind: str) -> None:
    """Flag the wording of FILE, one comment a line; - reads standard input.

    A line may also be a JSON object with "text" and, if it has one, its "id".

    With --kind advert the whole file is one advert: its own rules look for years of experience,
    "fit", hype, wish lists and unpaid hours too, and every flag asks about the work.

    A flag is a fact about words: where they stand, why they are pointed at, a question that leads
    to evidence. It is a "protected topic" (block), "check wording" (warn) or a "note" (advise).

    With --format jsonl every line of the file, blank ones too, gives one object with "id" (or the
    number of the line, from 1) and "flags". A flag has "rule", "category", "group", "severity",
    "start", "end" (characters of the text, half-open), "text", "why", "source", "question" and
    "scaffold".

    Exit status: 0, or 1 when --fail-on is met, or 2 when the file cannot be read.
    """
    gravest = 0

    def checked() -> Checked:
        nonlocal gravest
        for comment, flags in _KINDS[kind](_comments(file)):
            gravest = max([gravest, *(flag.severity.rank for flag in flags)])
            yield comment, flags

    _WRITERS[fmt](checked(), str(getattr(file, "name", STDIN)), sys.stdout)
    if fail_on and gravest >= Severity(fail_on).rank:
        sys.exit(1)


def _comments(file: BinaryIO) -> Iterator[Comment]:
    """The comments, one at a time. Raises UsageError for what is no text file."""
    for number, line in enumerate(file, 1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            raise click.UsageError(
                f"{file.name}, line {number} is not UTF-8. Save the file as UTF-8 and try again.",
            ) from None
        yield _row(number, text) if text.startswith("{") else Comment(number, text)


def _row(number: int, line: str) -> Comment:
    """A JSON object with a text, or else a comment that begins with a brace."""
    try:
        row = json.loads(line)
    except ValueError:
        return Comment(number, line)
    text, key = row.get("text"), row.get("id")
    if not isinstance(text, str):
        return Comment(number, line)
    return Comment(number, text, key if isinstance(key, str | int) else None)


def _flag_comments(lines: Iterator[Comment]) -> Checked:
    for comment in lines:
        yield comment, flag_comment(comment.text)


def _flag_advert(lines: Iterator[Comment]) -> Checked:
    """Read the lines together, and tell the flags by the line they begin in."""
    told = list(lines)
    flags = AdvertReader(shipped()).flags("\n".join(line.text for line in told))
    at = 0
    for line in told:
        here = [flag for flag in flags if at <= flag.start < at + len(line.text)]
        yield line, tuple(it._replace(start=it.start - at, end=it.end - at) for it in here)
        at += len(line.text) + 1


_KINDS: Mapping[str, Callable[[Iterator[Comment]], Checked]] = {
    "comment": _flag_comments,
    "advert": _flag_advert,
}


def _write_text(checked: Checked, _name: str, out: TextIO) -> None:
    for comment, flags in checked:
        for flag in flags:
            words = SEVERITY_WORDS[flag.severity]
            click.echo(f'{comment.line}:{flag.start + 1}: {words}: "{flag.text}"', out)
            click.echo(f"    {flag.why} ({flag.source})", out)
            click.echo(f"    {flag.question}", out)


def _write_jsonl(checked: Checked, _name: str, out: TextIO) -> None:
    for comment, flags in checked:
        key = comment.line if comment.id is None else comment.id
        row = {"id": key, "flags": [_told(flag) for flag in flags]}
        click.echo(json.dumps(row, ensure_ascii=False), out)


def _told(flag: CommentFlag) -> dict[str, Any]:
    return {
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


def _write_sarif(checked: Checked, name: str, out: TextIO) -> None:
    """One log with one run, as code-scanning tools read it."""
    rules: dict[str, dict[str, Any]] = {}
    results = []
    for comment, flags in checked:
        for flag in flags:
            rules.setdefault(flag.rule_id, _sarif_rule(flag))
            results.append(_sarif_result(comment, flag, name))
    driver = {"name": "debrief", "rules": list(rules.values())}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    log = {"$schema": schema, "version": "2.1.0", "runs": [run]}
    click.echo(json.dumps(log, ensure_ascii=False, indent=2), out)


_LEVELS: Mapping[Severity, str] = {
    Severity.BLOCK: "error",
    Severity.WARN: "warning",
    Severity.ADVISE: "note",
}


def _sarif_rule(flag: CommentFlag) -> dict[str, Any]:
    return {
        "id": flag.rule_id,
        "shortDescription": {"text": flag.why},
        "help": {"text": f"{flag.question} {flag.scaffold} ({flag.source})"},
        "defaultConfiguration": {"level": _LEVELS[flag.severity]},
    }


def _sarif_result(comment: Comment, flag: CommentFlag, name: str) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": comment.line, "snippet": {"text": flag.text}}
    if comment.id is None:  # in a JSON row the columns of the text are not those of the line
        region |= {"startColumn": flag.start + 1, "endColumn": flag.end + 1}
    uri = "stdin" if name == STDIN else name
    location = {"artifactLocation": {"uri": uri}, "region": region}
    return {
        "ruleId": flag.rule_id,
        "level": _LEVELS[flag.severity],
        "message": {"text": f"{SEVERITY_WORDS[flag.severity]}: {flag.why} {flag.question}"},
        "locations": [{"physicalLocation": location}],
    }


_WRITERS: Mapping[str, Callable[[Checked, str, TextIO], None]] = {
    "text": _write_text,
    "jsonl": _write_jsonl,
    "sarif": _write_sarif,
}
