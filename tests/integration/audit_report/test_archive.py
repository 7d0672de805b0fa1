"""The archive a report comes in: provable, explained, the same every time, safe to open."""

import csv
import hashlib
import io
import json
from datetime import date

import pytest
from sqlalchemy import event, select

from debrief.errors import InvalidInputError
from debrief.models import (
    AuditEntry,
    Handling,
)
from debrief.rendering.spreadsheet import BOM, cell, write_report
from debrief.reports.audit_report import audit_report
from debrief.reports.audit_table import Column, Kind, Period, Table
from debrief.services.audit_reports import take_out_report
from tests.factories import NOON
from tests.integration.audit_report.story import (
    HR,
    NOVEMBER,
    bytes_of,
    files_of,
    rows_of,
    whole_story,
)
from tests.integration.house import house


def test_the_zip_holds_every_file_with_a_manifest_that_proves_them(session, built):
    whole_story(built)
    files = files_of(audit_report(session, NOVEMBER, HR))
    names = (
        "applicant_flow scorecards ratings outcomes flags structural_flags timeliness coverage "
        "access codebook"
    )
    manifest = json.loads(files.pop("manifest.json"))
    assert list(files) == [f"{name}.csv" for name in names.split()]
    assert (manifest["from"], manifest["to"]) == ("2026-11-01", "2026-11-30")
    assert {each["name"] for each in manifest["files"]} == set(files)
    for each in manifest["files"]:
        content = files[each["name"]]
        assert hashlib.sha256(content).hexdigest() == each["sha256"]
        assert len(content) == each["bytes"]
        lines = list(csv.reader(io.StringIO(content.decode(), newline="")))
        assert len(lines) - 1 == each["rows"]
        assert content.count(b"\n") == content.count(b"\r\n")


def test_the_codebook_explains_every_column_of_every_file(session, built):
    files = files_of(audit_report(session, NOVEMBER, HR))
    told = [(row["file"], row["column"]) for row in rows_of(session, "codebook")]
    there = [
        (name, column)
        for name, content in files.items()
        if name.endswith(".csv")
        for column in content.decode().removeprefix(BOM).splitlines()[0].split(",")
    ]
    assert told == there
    assert all(row["meaning"] and row["type"] for row in rows_of(session, "codebook"))


def test_every_code_in_a_file_is_one_the_codebook_allows(session, built):
    whole_story(built)
    for told in rows_of(session, "codebook"):
        allowed = set(filter(None, told["allowed_values"].split("; ")))
        if allowed and told["file"] != "codebook.csv":
            cells = {r[told["column"]] for r in rows_of(session, told["file"][:-4])}
            assert cells <= allowed | {""}, told


def test_the_same_data_is_the_same_bytes(session, built):
    whole_story(built)
    assert bytes_of(session) == bytes_of(session)


def test_taking_a_report_out_is_recorded_with_its_period(session, built):
    take_out_report(built.as_(built.recruiter), Period(date(2026, 11, 1), NOON.date()), HR)
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
    assert entry.tag == "log:exported"
    assert json.loads(entry.body)["details"] == {"from": "2026-11-01", "to": "2026-11-24"}


def test_a_period_begins_before_it_ends_and_has_begun(session, built):
    with pytest.raises(InvalidInputError, match="must not be after"):
        Period(date(2026, 11, 2), date(2026, 11, 1))
    with pytest.raises(InvalidInputError, match="future"):
        take_out_report(built.as_(built.recruiter), NOVEMBER, HR)


def test_a_report_takes_a_few_statements_and_four_more_for_each_debrief_of_any_size(session):
    def statements(built):
        whole_story(built)
        seen = []
        bind = session.get_bind()
        event.listen(bind, "before_cursor_execute", lambda *given: seen.append(given[2]))
        files_of(audit_report(session, NOVEMBER, HR))
        return [each for each in seen if each.startswith("SELECT")]

    small = len(statements(house(session, size=3)))
    assert small <= 10 + 4
    assert len(statements(house(session, size=6))) == small + 4  # for both debriefs now


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@A1", "'@A1"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\uff1d1", "'\uff1d1"),
        ("plain", "plain"),
        (None, ""),
        (True, "yes"),
        (3, "3"),
        (Handling.KEPT, "kept"),
        (NOON, "2026-11-24T12:00:00Z"),
    ],
)
def test_a_cell_never_runs(given, shown):
    assert cell(given) == shown


def test_a_long_file_is_written_in_pieces_that_add_up():
    columns = (Column("said", None, "x", Kind.TEXT),)
    table = Table("long", "x", columns, ([f"{n:0200}"] for n in range(2000)))

    class Report:
        period, tables, left_out = NOVEMBER, (table,), 0

    kept = {}

    class Kept(io.BytesIO):
        def __exit__(self, *given):
            kept[self.name] = self.getvalue()

    def open_file(name):
        opened = Kept()
        opened.name = name
        return opened

    (written,) = write_report(Report(), open_file)
    assert written.rows == 2000
    assert written.sha256 == hashlib.sha256(kept["long.csv"]).hexdigest()
    assert kept["long.csv"].count(b"\r\n") == 2001
