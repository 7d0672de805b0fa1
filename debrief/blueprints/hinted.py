"""Texts with the flags on them, field by field, as every page with hints shows them."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from typing_extensions import override

from debrief.language import AdvertReader, CommentFlag, Piece, Severity, marked, sentence_of


@dataclass(frozen=True, slots=True)
class Hint:
    """One flag on a field: where it stands, and whether its author says that it is wrong."""

    field: str
    flag: CommentFlag
    disputed: bool = False

    @property
    def place(self) -> str:
        """What a button sends: `field:rule:start:end`."""
        return f"{self.field}:{self.flag.rule_id}:{self.flag.start}:{self.flag.end}"

    @property
    def blocks(self) -> bool:
        return self.flag.severity is Severity.BLOCK


class Hinted(ABC):
    """The texts of some fields, each read once."""

    answers: Mapping[str, str]

    @abstractmethod
    def read(self, field: str) -> Iterator[Hint]:
        """The flags on a field's text as it is."""

    def hints(self, field: str) -> tuple[Hint, ...]:
        """The flags on a field's text, read once."""
        if field not in self._hints:
            self._hints[field] = tuple(self.read(field))
        return self._hints[field]

    @cached_property
    def _hints(self) -> dict[str, tuple[Hint, ...]]:
        return {}

    def sentences(self, field: str) -> tuple[tuple[Hint, ...], ...]:
        """The flags on a field's text by the sentence they stand in, the gravest of each first."""
        text = self.answers.get(field, "")
        found: dict[tuple[int, int], list[Hint]] = {}
        for hint in self.hints(field):
            found.setdefault(sentence_of(text, hint.flag), []).append(hint)
        return tuple(
            tuple(sorted(hints, key=lambda hint: -hint.flag.severity.rank))
            for hints in found.values()
        )

    def marked(self, field: str, *, whole: bool = False) -> tuple[Piece, ...]:
        """The field's text with the flagged words marked: whole, or their sentences alone."""
        text = self.answers.get(field, "")
        flags = [hint.flag for hint in self.hints(field)]
        if whole:
            return marked(text, flags)
        spans = sorted({sentence_of(text, flag) for flag in flags})
        pieces: list[Piece] = []
        for start, end in spans:
            inside = [_moved(flag, start) for flag in flags if start <= flag.start < end]
            pieces += marked(text[start:end], inside)
        return tuple(pieces)


@dataclass(frozen=True)
class AdvertSheet(Hinted):
    """What a requisition tells of the work, in an advert and in a success profile."""

    reader: AdvertReader
    answers: Mapping[str, str]

    @override
    def read(self, field: str) -> Iterator[Hint]:
        for flag in self.reader.flags(self.answers.get(field, "")):
            yield Hint(field, flag)


def _moved(flag: CommentFlag, by: int) -> CommentFlag:
    return flag._replace(start=flag.start - by, end=flag.end - by)
