"""Text without the people in it: names, titles with names, and addresses taken out."""

import re
import unicodedata

from sqlalchemy import select
from sqlalchemy.orm import Session

from debrief.language.data import words
from debrief.models import CandidateIdentity, User

NAME, ADDRESS = "[name]", "[address]"

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Mx|Dr|Prof)\b\.? [^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_POSSESSIVE = re.compile(r"['\u2019]s?$")
#: A name in lower case is taken out too, unless it is shorter or may be an ordinary word.
SHORT = 4
#: Letters that have no accent to take off, and are typed without all the same.
_LETTERS = str.maketrans("\u0142\u00f8\u0111\u0131", "lodi")


class Names:
    """The names of every account and candidate, and how to take them out of a text."""

    def __init__(self, session: Session) -> None:
        names = [
            *session.scalars(select(User.name)),
            *session.scalars(select(CandidateIdentity.name)),
        ]
        found = (part for name in names if name for part in _WORD.findall(name.replace("-", " ")))
        self._parts = frozenset(_plain(part) for part in found if len(part) > 1)

    def hide(self, text: str) -> str:
        text = _TITLED.sub(NAME, _ADDRESS.sub(ADDRESS, text))
        return _WORD.sub(lambda found: self._hidden(found[0]), text)

    def _hidden(self, word: str) -> str:
        bare = _POSSESSIVE.sub("", word)
        parts = {_plain(bare), *(_plain(each) for each in bare.split("-"))}
        named = parts & self._parts
        if not named:
            return word
        ordinary = len(bare) < SHORT or _plain(bare) in words("COMMON")
        return word if bare.islower() and ordinary else NAME + word[len(bare) :]


def _plain(word: str) -> str:
    """In lower case and without accents, as people type a name."""
    parts = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    return "".join(each for each in parts if not unicodedata.combining(each))
