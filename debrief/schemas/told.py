"""Fields that an answer always has: a client need not ask whether they are there."""

from enum import StrEnum
from typing import Any

from marshmallow import Schema, fields


def words(about: str = "", **options: Any) -> fields.String:
    """Text."""
    return fields.String(required=True, metadata=_said(about), **options)


def words_or_none(about: str = "", **options: Any) -> fields.String:
    """Text, or null where there is none."""
    return words(about, allow_none=True, **options)


def number(about: str = "", **options: Any) -> fields.Integer:
    """A whole number."""
    return fields.Integer(required=True, metadata=_said(about), **options)


def measure(about: str = "") -> fields.Float:
    """A statistic: null, not 0, when there is nothing to say."""
    return fields.Float(required=True, allow_none=True, metadata=_said(about))


def yes_no(about: str = "", **options: Any) -> fields.Boolean:
    """True or false."""
    return fields.Boolean(required=True, metadata=_said(about), **options)


def key(about: str = "", **options: Any) -> fields.UUID:
    """An id."""
    return fields.UUID(required=True, metadata=_said(about), **options)


def moment(about: str = "", **options: Any) -> fields.AwareDateTime:
    """A time, in UTC."""
    return fields.AwareDateTime(required=True, metadata=_said(about), **options)


def choice(kind: type[StrEnum], about: str = "", **options: Any) -> fields.Enum[StrEnum]:
    """One of a list of codes."""
    return fields.Enum(kind, by_value=True, required=True, metadata=_said(about), **options)


def one(schema: type[Schema], **options: Any) -> fields.Nested:
    """A thing inside a thing."""
    return fields.Nested(schema, required=True, **options)


def many(schema: type[Schema], **options: Any) -> fields.List[Any]:
    """A list of things."""
    return fields.List(fields.Nested(schema), required=True, **options)


def _said(about: str) -> dict[str, str]:
    return {"description": about} if about else {}
