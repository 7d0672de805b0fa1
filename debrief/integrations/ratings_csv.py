"""Anyone's spreadsheet of ratings, one a row, read into columns; every bad row is told by line."""

import gzip
import math
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from debrief.integrations.csv_lines import Lines, decode, plain, refuse
from debrief.reports.rating_columns import RatingColumns, Span

CANDIDATE, INTERVIEWER, CRITERION, LEVEL = "candidate", "interviewer", "criterion", "level"
COLUMNS = (CANDIDATE, INTERVIEWER, CRITERION, LEVEL)
#: What stands for "no evidence" or "not rated": no level, and never a low one.
NOT_RATED = frozenset({"NE", "N/E", "NA", "N/A"})
#: So many bad rows are told one by one, then how many more there are.
TOLD = 5
#: A decimal comma is read; one before three digits may mean thousands and is not.
NUMBER = re.compile(r"[+-]?\d+(\.\d+|,\d{1,2})?", re.ASCII)
#: Beyond it sums of squares lose their precision.
LARGEST = 1_000_000
GZIP = b"\x1f\x8b"


def read_ratings(
    content: bytes, names: Mapping[str, str], *, span: Span | None = None
) -> RatingColumns:
    """The ratings of a file, packed by gzip or not.

    `names` says what another's file calls a column of ours. A file need not have criteria, unless
    `names` has one. With `span` every level is a whole number within it. Raises InvalidInputError.
    """
    called = {column: plain(names.get(column, column)) for column in COLUMNS}
    lines = Lines(decode(_unpacked(content)), list(called.values()))
    places = _places(lines.header, called, needs_criterion=CRITERION in names)
    found = _Found(places, len(lines.header), span)
    for line, cells in lines:
        if any(cells):
            found.take(line, cells)
    found.refuse_problems()
    if not found.level:
        refuse("This file has no rating below its first row. Add one row for each rating.")
    return RatingColumns(
        found.candidate,
        found.interviewer,
        found.criterion if CRITERION in places else None,
        found.level,
        not_rated=found.not_rated,
    )


def _unpacked(content: bytes) -> bytes:
    if not content.startswith(GZIP):
        return content
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error):
        refuse("This file is packed and damaged: gzip cannot unpack it. Pack it anew.")


def _places(
    header: list[str], called: Mapping[str, str], *, needs_criterion: bool
) -> dict[str, int]:
    """Where each column stands."""
    names = [plain(name) for name in header]
    if not any(names):
        refuse(
            "This file is empty. Its first row names the columns, and each row below is one rating."
        )
    places = {}
    for column, name in called.items():
        if names.count(name) > 1:
            refuse(f"The first row names the column “{name}” twice. Keep one of them.")
        if name in names:
            places[column] = names.index(name)
        elif column != CRITERION or needs_criterion:
            refuse(
                f"There is no column “{name}” in the first row, which has: {', '.join(header)}. "
                f"Say which of them holds the {column} (--{column} NAME)."
            )
    if len(set(places.values())) < len(places):
        refuse("One column cannot stand for two things. Name a column of its own for each.")
    return places


@dataclass(slots=True)
class _Found:
    """What the rows so far have given, and what was wrong with them."""

    places: Mapping[str, int]
    width: int
    span: Span | None
    candidate: list[str] = field(default_factory=list)
    interviewer: list[str] = field(default_factory=list)
    criterion: list[str] = field(default_factory=list)
    level: list[float] = field(default_factory=list)
    not_rated: int = 0
    seen: dict[tuple[str, str, str], int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def take(self, line: int, cells: list[str]) -> None:
        if any(cells[self.width :]):
            # A level of 3,5 in a file split by commas would else be read as 3.
            self._note(line, "it has more cells than the first row. Quote what holds a separator.")
            return
        given = {
            column: cells[place] if place < len(cells) else ""
            for column, place in self.places.items()
        }
        who, by, on = given[CANDIDATE], given[INTERVIEWER], given.get(CRITERION, "")
        empty = [column for column, cell in given.items() if not cell]
        if empty:
            self._note(line, f"the {' and the '.join(empty)} is missing. {_fill(empty)}")
            return
        earlier = self.seen.setdefault((who, by, on), line)
        if earlier != line:
            rated = f"“{by}” rated “{who}”" + (f" on “{on}”" if on else "")
            self._note(line, f"{rated} already, in line {earlier}. Keep one of the two.")
            return
        if given[LEVEL].upper() in NOT_RATED:
            self.not_rated += 1
            return
        level = _number(given[LEVEL])
        if wrong := _wrong(given[LEVEL], level, self.span):
            self._note(line, wrong)
            return
        self.candidate.append(who)
        self.interviewer.append(by)
        self.criterion.append(on)
        self.level.append(level)

    def _note(self, line: int, problem: str) -> None:
        self.problems.append(f"Line {line}: {problem}")

    def refuse_problems(self) -> None:
        if not self.problems:
            return
        more = len(self.problems) - TOLD
        told = self.problems[:TOLD] + ([f"And {more:,} more rows like these."] if more > 0 else [])
        refuse("\n".join(told))


def _fill(empty: list[str]) -> str:
    if empty == [LEVEL]:
        return "Give a number, or NE where it was not rated."
    return "Fill it in, or take the row out."


def _number(cell: str) -> float:
    """NaN for what is no number."""
    return float(cell.replace(",", ".")) if NUMBER.fullmatch(cell) else math.nan


def _wrong(cell: str, level: float, span: Span | None) -> str:
    if not math.isfinite(level):
        return f"the level “{cell}” is not a number. Give a number, or NE where it was not rated."
    if abs(level) > LARGEST:
        return f"the level {cell} is too large for a rating. Correct it."
    if span is None:
        return ""
    if not span.low <= level <= span.high:
        return (
            f"the level {cell} is off the scale of {span.low} to {span.high}. Correct it, or give "
            "the scale that was used (--scale LOW-HIGH)."
        )
    if not level.is_integer():
        return (
            f"the level {cell} lies between two levels of the scale of {span.low} to {span.high}. "
            "Correct it, or leave the scale out."
        )
    return ""
