"""Which characters the vendored fonts can print; the others print as [U+XXXX]."""

import re
import unicodedata
from functools import cache

from fontTools.ttLib import TTFont

from debrief.rendering.faces import FACES, REGULAR, Face

#: Controls, format characters, line and paragraph separators: they print as nothing.
INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp"})
_LAYOUT = frozenset("\t\n\r")
_ASCII_ONLY = re.compile(r"[\t\n\r -~]*").fullmatch


def unprintable(text: str) -> list[str]:
    """The characters of `text` that no font has, each once, as they first stand there."""
    if _ASCII_ONLY(text):
        return []
    return [
        each
        for each in dict.fromkeys(text)
        if not _printable(each) and unicodedata.category(each) not in INVISIBLE
    ]


def code(character: str) -> str:
    """How a character that no font has stands on paper."""
    return f"[U+{ord(character):04X}]"


def spelled_out(text: str) -> str:
    """The text with every character that no font has as its code, and no invisible ones."""
    if _ASCII_ONLY(text):
        return text
    return text.translate(
        {
            ord(each): "" if unicodedata.category(each) in INVISIBLE else code(each)
            for each in set(text)
            if not _printable(each)
        }
    )


def _printable(character: str) -> bool:
    if character in _LAYOUT:
        return True
    return any(ord(character) in _charted(face) for face in FACES if face.weight == REGULAR)


@cache
def _charted(face: Face) -> frozenset[int]:
    """The code points a face has a glyph for; read at the first letter that gets this far."""
    with TTFont(face.path, lazy=True) as font:
        return frozenset(font.getBestCmap())
