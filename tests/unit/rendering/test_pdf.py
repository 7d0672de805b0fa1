"""The PDF engine: archival, accessible, closed to the outside, and the same every time."""

import hashlib
import io
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pypdf
import pytest

from debrief.errors import UnrenderableError
from debrief.rendering.faces import FAMILIES
from debrief.rendering.pdf import Attachment, render_pdf
from tests.unit.rendering.test_glyphs import NAMES

ROOT = Path(__file__).parents[3]
AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
DATA = Attachment("debrief.json", "The same record as data", b'{"name": "\xe6\x9d\x8e"}')
DRAWN = (
    f'<svg width="400" height="40" role="img" font-family="{FAMILIES}"><title>A name</title>'
    '<text x="0" y="20">Łukasz 李 한 יעל</text></svg>'
)


def page(body, head=""):
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Names</title>{head}'
        f"</head><body>{body}</body></html>"
    )


def render(html, **options):
    return render_pdf(html, identifier=b"0123456789abcdef", at=AT, **options)


ALL_SCRIPTS = page(
    "<h1>Names</h1>" + "".join(f"<p>{name} <b>{name}</b></p>" for name in NAMES) + DRAWN
)


@pytest.fixture(scope="module")
def printed():
    return render(ALL_SCRIPTS, attachments=[DATA])


def fonts_of(printed):
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        return [
            (str(font.BaseFont), set(font.DescendantFonts[0].FontDescriptor.keys()))
            for font in (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary))
            if font.get("/Type") == "/Font" and font.get("/Subtype") == "/Type0"
        ]


def test_it_declares_pdf_a_3a_and_pdf_ua_1_with_the_schema_that_pdf_a_asks_for(printed):
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        packet = pdf.Root.Metadata.read_bytes().decode()
        with pdf.open_metadata() as meta:
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")
            assert meta["pdfuaid:part"] == "1"
            assert meta["dc:title"] == "Names"
        assert packet.count("</rdf:RDF>") == 1
        assert "PDF/UA identification schema" in packet
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"


def test_it_is_tagged_with_a_language_a_title_bar_and_bookmarks(printed):
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_outline() as outline:
            assert [str(item.title) for item in outline.root] == ["Names"]


def test_only_vendored_fonts_are_used_and_each_is_embedded_as_a_subset(printed):
    found = fonts_of(printed)
    scripts = {name.partition("+")[2].removesuffix("-Bold") for name, _ in found}
    assert scripts == {name.strip().replace(" ", "-") for name in FAMILIES.split(",")}
    for name, descriptor in found:
        assert name[7] == "+"
        assert "/FontFile2" in descriptor, name


def glyphs_of(printed):
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        for each in pdf.pages:
            for shown in pikepdf.parse_content_stream(each, "Tj TJ"):
                for part in shown.operands[0] if str(shown.operator) == "TJ" else shown.operands:
                    codes = bytes(part) if isinstance(part, pikepdf.String) else b""
                    yield from zip(codes[::2], codes[1::2], strict=True)


def test_no_letter_prints_as_an_empty_box(printed):
    for html in (printed, render(page("<p>😀 \U00013000 \ue001 \u2060 \x07</p>"))):
        glyphs = list(glyphs_of(html))
        assert len(glyphs) > 10
        assert (0, 0) not in glyphs


def test_names_can_be_copied_out_as_they_were_typed(printed):
    text = pypdf.PdfReader(io.BytesIO(printed)).pages[0].extract_text()
    right_to_left_or_reordered = {NAMES[3], NAMES[4], NAMES[5]}
    for name in set(NAMES) - right_to_left_or_reordered:
        assert name in text


def test_an_unprintable_character_prints_as_its_code():
    text = pypdf.PdfReader(io.BytesIO(render(page("<p>Drew 😀.</p>")))).pages[0].extract_text()
    assert "Drew [U+1F600]." in text


def test_the_same_document_is_the_same_bytes_here_and_in_another_process(printed):
    assert render(ALL_SCRIPTS, attachments=[DATA]) == printed
    script = (
        "import hashlib, sys; from tests.unit.rendering.test_pdf import *;"
        "print(hashlib.sha256(render(ALL_SCRIPTS, attachments=[DATA])).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert other.stdout.strip() == hashlib.sha256(printed).hexdigest()


def test_an_attachment_comes_out_as_it_went_in_and_is_listed_once(printed):
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert [str(key) for key in pdf.attachments] == [DATA.name]
        assert pdf.attachments[DATA.name].get_file().read_bytes() == DATA.content
        assert len(pdf.Root.AF) == 1
        assert pdf.Root.AF[0].AFRelationship == "/Data"


@pytest.mark.parametrize(
    "html",
    [
        page('<img src="file:///etc/hostname" alt="x">'),
        page('<img src="http://127.0.0.1:9/x.png" alt="x">'),
        page("", head='<link rel="attachment" href="file:///etc/hostname">'),
        page('<a rel="attachment" href="file:///etc/hostname">take</a>'),
        page("", head='<link rel="stylesheet" href="file:///etc/hostname">'),
        page("", head="<style>@import url(file:///etc/hostname);</style>"),
        page("<p>x</p>", head="<style>p { background: url(file:///etc/hostname) }</style>"),
        page("<p>x</p>", head="<style>@font-face { font-family: a; src: url(file:///x) }</style>"),
        page('<svg width="9" height="9"><title>x</title><image href="file:///x"/></svg>'),
        page('<img src="vendored:plex-sans/LICENSE.txt" alt="x">'),
    ],
)
def test_a_document_that_reaches_outside_is_refused_and_the_next_one_prints(html):
    with pytest.raises(UnrenderableError, match="may not fetch"):
        render(html)
    assert render(page("<p>Fine</p>")).startswith(b"%PDF")


def test_what_a_document_carries_within_itself_is_shown():
    dot = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
    assert render(page(f'<img src="{dot}" alt="A dot">')).startswith(b"%PDF")
