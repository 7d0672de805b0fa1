"""HTML to a PDF that is archival (PDF/A-3a), accessible (PDF/UA-1) and the same every time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from io import BytesIO
from threading import Lock
from typing import Any

import weasyprint
from weasyprint.css import ColorProfile
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from debrief.errors import UnrenderableError
from debrief.rendering.faces import FACES
from debrief.rendering.fetching import DataOnly, VendoredFonts
from debrief.rendering.glyphs import spelled_out

#: PDF/A wants every schema it does not know described inside the file; PDF/UA's is one.
PDF_UA = (resources.files("debrief.rendering") / "pdfua.xml").read_bytes()
#: WeasyPrint brings the profile, and would leave the file open.
SRGB = (resources.files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
OUTSIDE = "A document may not fetch anything from outside itself."
#: Pango keeps its fonts per process and is not safe across threads.
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file carried inside the document."""

    name: str
    description: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _Press:
    """Parsed once per process: decoding the fonts costs more than a page."""

    fonts: FontConfiguration
    sheets: tuple[weasyprint.CSS, ...]


def render_pdf(
    html: str, *, identifier: bytes, at: datetime, attachments: Sequence[Attachment] = ()
) -> bytes:
    """Print `html`, whose `<html lang>` and `<title>` the PDF takes over.

    `identifier` and `at` come from the record, so that the same record gives the same bytes.
    Raises UnrenderableError when the document reaches for anything outside itself.
    """
    fetcher = DataOnly()
    try:
        with _one_at_a_time:
            pdf = _printed(html, fetcher, identifier, at, attachments)
    except FatalURLFetchingError:
        raise UnrenderableError(OUTSIDE) from None
    if fetcher.refused:
        raise UnrenderableError(OUTSIDE)
    return pdf


def _printed(
    html: str,
    fetcher: DataOnly,
    identifier: bytes,
    at: datetime,
    attachments: Sequence[Attachment],
) -> bytes:
    options = {"pdf_variant": "pdf/a-3a", "output_intent": "sRGB"}
    press = _press()
    document = weasyprint.HTML(string=spelled_out(html), url_fetcher=fetcher).render(
        press.fonts,
        color_profiles={
            "sRGB": ColorProfile(BytesIO(SRGB), "", "relative-colorimetric", tuple("rgb"))
        },
        stylesheets=press.sheets,
        **options,
    )
    document.metadata.created = document.metadata.modified = f"{at:%Y-%m-%dT%H:%M:%SZ}"
    pdf: bytes = document.write_pdf(
        finisher=_finish,
        attachments=[
            weasyprint.Attachment(
                string=each.content,
                name=each.name,
                description=each.description,
                relationship="Data",
                created=at,
                modified=at,
                url_fetcher=fetcher,
            )
            for each in attachments
        ],
        pdf_identifier=identifier,
        **options,
    )
    return pdf


@cache
def _press() -> _Press:
    fonts = FontConfiguration()
    faces = "\n".join(face.rule for face in FACES)
    sheet = (resources.files("debrief.rendering") / "print.css").read_text()
    return _Press(
        fonts,
        (
            weasyprint.CSS(string=faces, url_fetcher=VendoredFonts(), font_config=fonts),
            weasyprint.CSS(string=sheet, url_fetcher=DataOnly(), font_config=fonts),
        ),
    )


def _finish(_document: weasyprint.Document, pdf: Any) -> None:  # noqa: ANN401 - pydyf ships no types
    """Declare PDF/UA-1 beside PDF/A-3a, and list each attachment once."""
    for each in pdf.objects:
        if str((getattr(each, "extra", None) or {}).get("Type")) == "/Metadata":
            packet = b"\n".join(each.stream)
            each.stream = [packet.replace(b"</rdf:RDF>", PDF_UA + b"</rdf:RDF>", 1)]
    if listed := pdf.catalog.get("AF"):
        pdf.catalog["AF"] = type(listed)(dict.fromkeys(listed))
