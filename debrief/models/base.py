"""What every table shares: names for constraints, column vocabulary, aware times."""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, TypeVar, TypeVarTuple
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import (
    DeclarativeBase,
    Session,
    make_transient_to_detached,
    mapped_column,
    registry,
)
from sqlalchemy.types import TypeDecorator
from typing_extensions import override


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time in UTC on every database; SQLite alone would hand back a naive one."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time needs a zone")
        return value.astimezone(UTC)

    @override
    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value and value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


def one_of(kind: type[StrEnum], name: str) -> sa.Enum:
    """A column type that stores the enum's value and has the database check it."""
    return sa.Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


# Random, not time-ordered: an id must not tell who submitted first.
uuid_pk = Annotated[UUID, mapped_column(primary_key=True, default=uuid4)]
moment = Annotated[datetime, mapped_column(UtcDateTime())]


class Base(DeclarativeBase):
    """Names every constraint, so a migration can drop it again."""

    registry = registry(type_annotation_map={datetime: UtcDateTime(), dict[str, Any]: sa.JSON()})
    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


Kind = TypeVar("Kind", bound=Base)
Columns = TypeVarTuple("Columns")


def ask(
    session: Session, statement: sa.Select[*Columns], given: Mapping[str, Any] | None = None
) -> sa.CursorResult[*Columns]:
    """Read columns as the database has them: no objects, and nothing is flushed first."""
    return session.connection().execute(statement, given)


def insert_rows(session: Session, kind: type[Base], rows: list[dict[str, Any]]) -> None:
    """Put down rows that nobody holds as objects, in one statement and without a flush."""
    if rows:
        session.connection().execute(_insert_into(kind), rows)


@cache
def _insert_into(kind: type[Base]) -> sa.Insert:
    return sa.insert(kind.metadata.tables[kind.__tablename__])


def insert_row(session: Session, row: Kind) -> Kind:
    """Put down one object's row at once, without a flush; what it does not say is read if asked."""
    said = vars(row)
    columns = sa.inspect(type(row)).columns.keys()
    insert_rows(session, type(row), [{name: said[name] for name in columns if name in said}])
    make_transient_to_detached(row)
    session.add(row)
    return row
