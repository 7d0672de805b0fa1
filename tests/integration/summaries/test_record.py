"""The record that the paper carries: the same every time, checkable, counted."""

import hashlib
import io
import json
from datetime import timedelta

import pikepdf
from sqlalchemy import select

from debrief.audit import Tag
from debrief.models import (
    AuditEntry,
    ChangeReason,
)
from debrief.rendering.faces import FAMILIES
from debrief.services import outcomes, reveals
from tests.factories import NOON
from tests.integration.panel import (
    BLUFF,
    rated,
    send,
)
from tests.integration.summaries.paper import decided, panel_of, record_of, text_of


def test_it_is_archival_accessible_and_set_in_vendored_fonts_alone(session, printed):
    built = panel_of(session, 8)
    with pikepdf.open(io.BytesIO(printed(built))) as pdf:
        with pdf.open_metadata() as meta:
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")
            assert meta["pdfuaid:part"] == "1"
        assert str(pdf.Root.Lang) == "en"
        assert "Łukasz Nguyễn-Öztürk" in str(pdf.docinfo.Title)
        dictionaries = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
        fonts = {
            str(each.BaseFont).partition("+")[2].removesuffix("-Bold")
            for each in dictionaries
            if each.get("/Subtype") == "/Type0"
        }
        assert fonts <= {name.strip().replace(" ", "-") for name in FAMILIES.split(",")}
        tags = [str(each.S) for each in dictionaries if each.get("/Type") == "/StructElem"]
        assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Figure", "/L"} <= set(tags)
        figures = [each for each in dictionaries if each.get("/S") == "/Figure"]
        assert all(str(figure.Alt) for figure in figures)


def test_the_same_record_is_the_same_bytes_whoever_prints_and_whenever(session, printed):
    built = panel_of(session, 3)
    decided(built)
    first = printed(built)
    assert printed(built, user=built.manager, at=NOON + timedelta(days=90)) == first


def test_the_attached_record_is_what_the_printed_digest_is_of(session, printed):
    built = panel_of(session, 2)
    outcome = decided(built)
    pdf = printed(built)
    record = record_of(pdf)
    assert hashlib.sha256(record).hexdigest() in text_of(pdf)
    told = json.loads(record)
    assert (told["schema"], told["schema_version"]) == ("debrief.summary", 1)
    assert told["report"]["debrief"]["candidate"] == "Łukasz Nguyễn-Öztürk"
    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.subject == f"outcome:{outcome.id}")
    ).first()
    assert told["outcome_entry"] == {"seq": entry.seq, "hash": entry.hash}
    assert entry.hash in text_of(pdf)


def test_the_version_counts_what_came_after_the_reveal(session, printed):
    built = panel_of(session, 2)

    def version():
        return json.loads(record_of(printed(built)))["version"]

    assert version() == 1
    given = rated((3, 4, 4, 4), signals=(BLUFF,), reason="Heard the second example.")
    send(
        built,
        built.panel[1],
        given,
        key="again",
        replaces=1,
        change_reason=ChangeReason.NEW_EVIDENCE,
    )
    assert version() == 2
    outcome = decided(built)
    assert version() == 3
    outcomes.dissent(built.as_(built.panel[0]), outcome, "I see it differently.")
    assert version() == 4
    reveals.close(built.as_(built.manager, NOON + timedelta(days=3)), built.debrief)
    assert version() == 5


def test_taking_it_out_is_recorded_with_its_format(session, printed):
    built = panel_of(session, 1)
    printed(built)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.tag == Tag.SUMMARY_EXPORTED)).one()
    assert entry.subject == f"debrief:{built.debrief.id}"
    assert json.loads(entry.body)["details"] == {"format": "pdf"}
