"""CSV files as spreadsheets save them: read into named cells, each row with its line."""

from collections.abc import Sequence
from dataclasses import dataclass

from debrief.integrations.csv_lines import Lines, decode, plain, refuse

MOST_BYTES = 1_000_000
MOST_ROWS = 1_000
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
        refuse(f"This file is {len(content) / 1_000_000:.1f} MB. {LIMITS}")
    lines = Lines(decode(content), columns)
    header = _header(lines.header, columns, needed)
    rows: list[Row] = []
    for line, cells in lines:
        if not any(cells):
            continue
        if len(rows) == MOST_ROWS:
            refuse(f"This file has more than {MOST_ROWS:,} rows. {LIMITS}")
        rows.append(_row(line, cells, header))
    if not rows:
        refuse("This file has a header and no rows below it. Add one row per panelist.")
    return rows


def _header(cells: Sequence[str], columns: Sequence[str], needed: Sequence[str]) -> list[str]:
    header = [plain(cell) for cell in cells]
    while header and not header[-1]:
        header.pop()
    for name in header:
        if name not in columns:
            refuse(
                f"The first row names a column “{name}”, which is none of these: "
                f"{', '.join(columns)}."
            )
        if header.count(name) > 1:
            refuse(f"The first row names the column “{name}” twice. Keep one of them.")
    if missing := [name for name in needed if name not in header]:
        refuse(f"The first row must name these columns too: {', '.join(missing)}.")
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
