"""CSV files that a spreadsheet opens without running anything, and a manifest to check them by.

UTF-8 with a byte order mark, since spreadsheet programs read other UTF-8 as the machine's own code
page; lines end in CR LF (RFC 4180); times are ISO 8601 in UTC. The same rows are the same bytes.
"""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import IO

from debrief.reports.audit_report import SCHEMA_VERSION, AuditReport
from debrief.reports.audit_table import Table

MANIFEST = "manifest.json"
BOM = "\ufeff"
#: A cell that begins with one of these may run as a formula; the last four are full-width forms.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
#: A zip holds no earlier one, and the time of making would change the bytes.
NO_TIME = (1980, 1, 1, 0, 0, 0)
FLUSH_AT = 1 << 16

OpenFile = Callable[[str], AbstractContextManager[IO[bytes]]]


@dataclass(frozen=True, slots=True)
class Written:
    """A file as written; `rows` does not count the line of column names."""

    name: str
    about: str
    rows: int
    bytes: int
    sha256: str


def cell(value: object) -> str:
    """A value as its cell shows it; text that would run as a formula begins with a quote."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    text = str(value)
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def write_report(report: AuditReport, open_file: OpenFile) -> tuple[Written, ...]:
    """Write every table, and the manifest last, into what `open_file` opens by name."""
    written = tuple(_write(table, open_file) for table in report.tables)
    manifest = {
        "schema_version": SCHEMA_VERSION,
        "from": report.period.first.isoformat(),
        "to": report.period.last.isoformat(),
        "days": "in UTC, the first and the last included",
        "encoding": "UTF-8 with a byte order mark, comma separated, lines end in CR LF",
        "applications_left_out": report.left_out,
        "files": [asdict(each) for each in written],
    }
    with open_file(MANIFEST) as file:
        file.write(json.dumps(manifest, indent=2).encode() + b"\n")
    return written


def zip_report(report: AuditReport, file: IO[bytes]) -> None:
    """The same files in one archive."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:

        def open_file(name: str) -> IO[bytes]:
            entry = zipfile.ZipInfo(name, NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            return archive.open(entry, "w", force_zip64=True)

        write_report(report, open_file)


def _write(table: Table, open_file: OpenFile) -> Written:
    digest, size, count = hashlib.sha256(), 0, -1
    name = f"{table.name}.csv"
    with open_file(name) as file:
        for piece, lines in _pieces(table):
            digest.update(piece)
            size += len(piece)
            count += lines
            file.write(piece)
    return Written(name, table.about, count, size, digest.hexdigest())


def _pieces(table: Table) -> Iterable[tuple[bytes, int]]:
    """The file's bytes in turn, each piece with the number of its lines."""
    buffer = io.StringIO(BOM)
    buffer.seek(0, io.SEEK_END)
    writer = csv.writer(buffer)
    writer.writerow(column.name for column in table.columns)
    lines = 1
    for row in table.rows:
        writer.writerow(map(cell, row))
        lines += 1
        if buffer.tell() >= FLUSH_AT:
            yield buffer.getvalue().encode(), lines
            buffer.seek(0)
            buffer.truncate()
            lines = 0
    yield buffer.getvalue().encode(), lines
