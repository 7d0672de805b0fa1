"""CSV files as spreadsheets save them: read into named cells, each row with its line."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NoReturn

from debrief.errors import InvalidInputError

MOST_BYTES = 1_000_000
MOST_ROWS = 1_000
DELIMITERS = (",", ";", "\t")
LIMITS = f"A file may have up to 1 MB and {MOST_ROWS:,} rows. Split it, and import one by one."


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `line` counts from 1, the header's line included. `problem` is "" when it reads."""

    line: int
    cells: dict[str, str]
    problem: str = ""


def read_rows(content: bytes, columns: Sequence[str], needed: Sequence[str]) -> list[Row]:
    """The rows of a UTF-8 file, with or without byte order mark, split by comma, semicolon or tab.

    The first row names columns out of `columns`, in any order, `needed` among them. Raises
    InvalidInputError when the file as a whole cannot be read; a row that cannot be says so itself.
    """
    if len(content) > MOST_BYTES:
        _refuse(f"This file is {len(content) / 1_000_000:.1f} MB. {LIMITS}")
    lines = _Lines(_decode(content), columns)
    header = _header(lines.header, columns, needed)
    rows: list[Row] = []
    for line, cells in lines:
        if not any(cells):
            continue
        if len(rows) == MOST_ROWS:
            _refuse(f"This file has more than {MOST_ROWS:,} rows. {LIMITS}")
        rows.append(_row(line, cells, header))
    if not rows:
        _refuse("This file has a header and no rows below it. Add one row per panelist.")
    return rows


class _Lines:
    """The records of the text with the line each begins on; one may span several lines."""

    def __init__(self, text: str, columns: Sequence[str]) -> None:
        first = text.splitlines()[0] if text.strip() else ""
        self._reader = csv.reader(
            io.StringIO(text, newline=""), delimiter=_delimiter(first, columns), strict=True
        )
        self.header = next(self, (0, []))[1]

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        return self

    def __next__(self) -> tuple[int, list[str]]:
        line = self._reader.line_num + 1
        try:
            return line, [cell.strip() for cell in next(self._reader)]
        except csv.Error as error:
            _refuse(
                f"Line {line} cannot be read: {error}. Check its quotation marks, then upload the "
                "file again."
            )


def _decode(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        _refuse(f"Line {line} is not in UTF-8. Save the file as “CSV UTF-8” and upload it again.")
    if "\0" in text:
        _refuse("This is not a text file. Save the sheet as “CSV UTF-8” and upload that.")
    return text


def _delimiter(header: str, columns: Sequence[str]) -> str:
    def known(delimiter: str) -> int:
        return len({_plain(cell) for cell in header.split(delimiter)}.intersection(columns))

    return max(DELIMITERS, key=known)


def _header(cells: Sequence[str], columns: Sequence[str], needed: Sequence[str]) -> list[str]:
    header = [_plain(cell) for cell in cells]
    while header and not header[-1]:
        header.pop()
    for name in header:
        if name not in columns:
            _refuse(
                f"The first row names a column “{name}”, which is none of these: "
                f"{', '.join(columns)}."
            )
        if header.count(name) > 1:
            _refuse(f"The first row names the column “{name}” twice. Keep one of them.")
    if missing := [name for name in needed if name not in header]:
        _refuse(f"The first row must name these columns too: {', '.join(missing)}.")
    return header


def _row(line: int, cells: list[str], header: list[str]) -> Row:
    named = dict(zip(header, cells, strict=False))
    if any(cells[len(header) :]):
        return Row(
            line,
            named,
            "This row has more cells than the header. Put text that holds the separator in "
            "quotation marks.",
        )
    return Row(line, dict.fromkeys(header, "") | named)


def _plain(name: str) -> str:
    """A column's name however it was typed: `Candidate name` is `candidate_name`."""
    return "_".join(name.strip(' "').lower().replace("-", " ").split())


def _refuse(message: str) -> NoReturn:
    raise InvalidInputError(message, {"file": [message]})
