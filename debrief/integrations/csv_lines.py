"""Delimited text as spreadsheets save it: decoded, split by its own separator, line by line."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import NoReturn

from debrief.errors import InvalidInputError

DELIMITERS = (",", ";", "\t")


class Lines:
    """The records of the text with the line each begins on; one may span several lines.

    Of comma, semicolon and tab that one splits which brings most of `columns` to light.
    """

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
            refuse(
                f"Line {line} cannot be read: {error}. Check its quotation marks, then try again."
            )


def decode(content: bytes) -> str:
    """The text of a UTF-8 file, with or without byte order mark."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        refuse(f"Line {line} is not in UTF-8. Save the file as “CSV UTF-8” and try again.")
    if "\0" in text:
        refuse("This is not a text file. Save the sheet as “CSV UTF-8” and take that.")
    return text


def plain(name: str) -> str:
    """A column's name however it was typed: `Candidate name` is `candidate_name`."""
    return "_".join(name.strip(' "').lower().replace("-", " ").split())


def refuse(message: str) -> NoReturn:
    raise InvalidInputError(message, {"file": [message]})


def _delimiter(header: str, columns: Sequence[str]) -> str:
    def known(delimiter: str) -> int:
        return len({plain(cell) for cell in header.split(delimiter)}.intersection(columns))

    return max(DELIMITERS, key=known)
