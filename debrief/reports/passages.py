"""Free text as a report carries it: joined where it may be read, honest about what was erased."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, wraps
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    Select,
    StatementLambdaElement,
    bindparam,
    lambda_stmt,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from debrief.models import Words

Column = ColumnElement[UUID] | InstrumentedAttribute[UUID] | InstrumentedAttribute[UUID | None]

#: Statements and rows whose columns depend on whether the words may be read.
Statement = Select[*tuple[Any, ...]]
Line = Row[*tuple[Any, ...]]
#: Which debrief a statement is about.
DEBRIEF: BindParameter[UUID] = bindparam("debrief_id")


def prepared(build: Callable[..., Statement]) -> Callable[..., StatementLambdaElement]:
    """Have a statement put together once: that takes longer than running it.

    A key of its own finds its SQL again; otherwise the whole statement is hashed at every run.
    """

    @cache
    @wraps(build)
    def once(*given: Reader) -> StatementLambdaElement:
        statement = build(*given)
        return lambda_stmt(lambda: statement, track_on=[object()])

    return once


@dataclass(frozen=True, slots=True)
class Passage:
    """What somebody wrote; `text` is None once it has been erased."""

    text: str | None
    erased_at: datetime | None
    erased_under: str | None

    @property
    def erased(self) -> str | None:
        """When and under what the text went, in words."""
        if self.text is not None:
            return None
        on = f" on {self.erased_at.day} {self.erased_at:%B %Y}" if self.erased_at else ""
        return f"erased{on} under {self.erased_under}" if self.erased_under else f"erased{on}"

    @property
    def shown(self) -> str:
        """The text, or what stands for it."""
        return self.text if self.text is not None else f"[{self.erased}]"


@dataclass(frozen=True, slots=True)
class Reader:
    """Adds free text to statements; one that may not read adds nothing, so nothing is loaded."""

    may_read: bool

    def join(self, statement: Statement, **texts: Column) -> Statement:
        """Bring along each text under its name, given the column that points to it."""
        if not self.may_read:
            return statement
        for name, column in texts.items():
            words = aliased(Words, name=f"{name}_words")  # a table may have the bare name
            statement = statement.outerjoin(words, words.id == column).add_columns(
                words.id.is_not(None).label(f"{name}_given"),
                *(getattr(words, part).label(f"{name}_{part}") for part in _PARTS),
            )
        return statement

    def read(self, row: Line, name: str) -> Passage | None:
        """The text joined as `name`; None where there is none, or none to read."""
        if not self.may_read:
            return None
        given, text, erased_at, erased_under = _columns(name)(row)
        return Passage(text, erased_at, erased_under) if given else None


def passage_in(columns: Sequence[Any]) -> Passage | None:
    """From one joined text's columns; None where none was given, or none joined."""
    return Passage(*columns[1:]) if columns and columns[0] else None


_PARTS = ("text", "erased_at", "erased_under")


@cache
def _columns(name: str) -> Callable[[Line], tuple[Any, ...]]:
    return attrgetter(*(f"{name}_{part}" for part in ("given", *_PARTS)))
