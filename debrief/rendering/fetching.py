"""What a document may reach for: what it carries within itself, and nothing else."""

from collections.abc import Mapping
from io import BytesIO

from fontTools.ttLib import TTFont
from typing_extensions import override
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from debrief.rendering.faces import FACES, Face


class DataOnly(URLFetcher):  # type: ignore[misc] # WeasyPrint ships no types
    """Opens `data:` addresses; any other is a mistake of ours and stops the document."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)
        #: A drawing's exceptions are swallowed: whoever prints looks here as well.
        self.refused = False

    @override
    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        if not url.startswith("data:"):
            self.refused = True
            raise FatalURLFetchingError
        return super().fetch(url, headers)


class VendoredFonts(URLFetcher):  # type: ignore[misc] # WeasyPrint ships no types
    """For the font sheet alone: hands over our own files by name and never opens an address."""

    @override
    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        face = next(face for face in FACES if face.url == url)
        return URLFetcherResponse(url, opened(face))


def opened(face: Face) -> bytes:
    """The font out of its web wrapping, with the date it was made: the engine would set today's."""
    out = BytesIO()
    with TTFont(face.path, recalcBBoxes=False, recalcTimestamp=False) as font:
        font.flavor = font.flavorData = None
        font.save(out)
    return out.getvalue()
