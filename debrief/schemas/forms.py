"""What every form of the border shares: problems named by field, and one-line text."""

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields
from typing_extensions import override

from debrief.errors import InvalidInputError
from debrief.schemas.text import SafeText

ANOTHER_LOOK = "Some answers need another look."


class Line(SafeText):
    """One line of text without blanks around it; `blank` is what to say when it is empty."""

    def __init__(self, longest: int, *, blank: str = "", **options: Any) -> None:
        super().__init__(longest, **options)
        self._blank = blank

    @override
    def _deserialize(self, value: Any, *args: Any, **options: Any) -> str:
        text = " ".join(super()._deserialize(value, *args, **options).split())
        if not text and self._blank:
            raise ValidationError(self._blank)
        return text


class WholeNumber(fields.Integer):
    """A whole number between two bounds, typed in digits or given as a number."""

    def __init__(self, least: int, most: int, **options: Any) -> None:
        message = f"Write a whole number from {least} to {most}."
        super().__init__(strict=True, error_messages={"invalid": message}, **options)
        self._bounds = (least, most)

    @override
    def _deserialize(self, value: Any, *args: Any, **options: Any) -> int:
        if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
            value = int(value) if len(value) < len("1000000") else -1
        number: int | None = super()._deserialize(value, *args, **options)
        if number is None or not self._bounds[0] <= number <= self._bounds[1]:
            raise self.make_error("invalid")
        return number


def load(schema: Schema, given: Mapping[str, Any]) -> Any:
    """What the schema makes of `given`; raises InvalidInputError, every problem at its field.

    A field inside another is named as in the form: `panel-0-person`.
    """
    try:
        return schema.load(given)
    except ValidationError as error:
        raise InvalidInputError(ANOTHER_LOOK, dict(_flat(error.messages_dict))) from error


def _flat(messages: Mapping[Any, Any], above: str = "") -> Iterator[tuple[str, list[str]]]:
    for name, found in messages.items():
        place = f"{above}-{name}" if above else str(name)
        if isinstance(found, Mapping):
            yield from _flat(found, place)
        else:
            yield place, list(found)
