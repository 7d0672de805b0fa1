"""What every form of the border shares: one-line text, problems by field, fields as data."""

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate
from typing_extensions import override

from debrief.errors import InvalidInputError
from debrief.schemas.text import SafeText

ASK_ADDRESS = "Write an address like name@example.org."
ANOTHER_LOOK = "Some answers need another look."
#: Between the parts of a field's name: `ratings-communication-level`.
SEPARATOR = "-"


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


class Address(Line):
    """An e-mail address in lower case; blank where none is given."""

    def __init__(self, **options: Any) -> None:
        super().__init__(254, **options)

    @override
    def _deserialize(self, value: Any, *args: Any, **options: Any) -> str:
        address = super()._deserialize(value, *args, **options).lower()
        if address:
            validate.Email(error=ASK_ADDRESS)(address)
        return address


class TypedNumber(fields.Integer):
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
        place = f"{above}{SEPARATOR}{name}" if above else str(name)
        if isinstance(found, Mapping):
            yield from _flat(found, place)
        else:
            yield place, list(found)


def nest(form: Mapping[str, str]) -> dict[str, Any]:
    """Nested data of fields whose names are paths.

    A name that is also the beginning of another's path comes from no form of ours and is left out.
    """
    nested: dict[str, Any] = {}
    for name in sorted(form):
        *path, last = name.split(SEPARATOR)
        inner = nested
        for part in path:
            below = inner.setdefault(part, {})
            inner = below if isinstance(below, dict) else {}
        inner[last] = form[name]
    return nested


def flatten(nested: Mapping[str, Any], path: str = "") -> dict[str, str]:
    """The fields a form shows for nested data; the places of a list count from 1."""
    form: dict[str, str] = {}
    for name, value in nested.items():
        place = f"{path}{name}"
        if isinstance(value, Mapping):
            form |= flatten(value, f"{place}{SEPARATOR}")
        elif isinstance(value, list):
            form |= flatten(
                {str(number): each for number, each in enumerate(value, start=1)},
                f"{place}{SEPARATOR}",
            )
        else:
            form[place] = "" if value is None else str(value)
    return form
