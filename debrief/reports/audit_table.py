"""What a file of an audit report is made of: a period, columns that explain themselves, rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from debrief.errors import InvalidInputError

#: Rows fetched at a time: a year of a large employer is never in memory at once.
AT_A_TIME = 1000


A_DAY = timedelta(days=1)


def midnight(day: date) -> datetime:
    """When a day begins, in UTC."""
    return datetime.combine(day, time.min, UTC)


def check_days(first: date | None, last: date | None) -> None:
    """Raise InvalidInputError where a period would end before it begins."""
    if first and last and first > last:
        message = "The first day must not be after the last day."
        raise InvalidInputError(message, {"first": [message]})


class Kind(StrEnum):
    """What the cells of a column hold."""

    ID = "id"
    CODE = "code"
    CODES = "codes, separated by a space"
    TEXT = "fixed text"
    NUMBER = "whole number"
    YES_NO = "yes or no"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days in UTC, the first and the last included; raises InvalidInputError."""

    first: date
    last: date

    def __post_init__(self) -> None:
        check_days(self.first, self.last)

    @property
    def starts_at(self) -> datetime:
        return midnight(self.first)

    @property
    def ends_at(self) -> datetime:
        """The first moment that no longer belongs to it."""
        return midnight(self.last) + A_DAY

    def holds(self, moment: sa.SQLColumnExpression[Any]) -> sa.ColumnElement[bool]:
        """Whether a time in the database lies within."""
        return sa.and_(moment >= self.starts_at, moment < self.ends_at)


@dataclass(frozen=True, slots=True)
class Column:
    """A column, where it comes from, and what the codebook says of it."""

    name: str
    source: Any
    meaning: str
    kind: Kind
    values: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One file: `rows` are read only when it is written, so a period of any size fits."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Selected:
    """Rows of a statement, fetched when they are wanted; `labels` replace ids by lists."""

    session: Session
    statement: sa.Select[Any]
    change: Mapping[int, Mapping[Any, str]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Sequence[Any]]:
        streamed = self.statement.execution_options(yield_per=AT_A_TIME)
        for row in self.session.execute(streamed):
            yield [
                self.change[place].get(cell, "") if place in self.change else cell
                for place, cell in enumerate(row)
            ]


def one_of(kind: type[StrEnum]) -> tuple[str, ...]:
    """The allowed values of a code."""
    return tuple(member.value for member in kind)


def time_column(name: str, source: Any, meaning: str) -> Column:  # noqa: ANN401 - as select() takes it
    return Column(name, source, meaning, Kind.TIME, unit="UTC, ISO 8601")


def selected(columns: Sequence[Column]) -> sa.Select[Any]:
    """A statement that reads just these columns, in this order."""
    return sa.select(*(column.source.label(column.name) for column in columns))
