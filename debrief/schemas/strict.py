"""Shapes that name everything they take and give, and values that are what they look like."""

from typing import Any

from marshmallow import RAISE, Schema, fields
from typing_extensions import override

#: Longer than any number here and shorter than what takes long to read.
MOST_DIGITS = 9


class StrictSchema(Schema):
    """Anything it does not name is refused on the way in and never let out."""

    class Meta:
        """Read by marshmallow and by the API's description."""

        unknown = RAISE


class WholeNumberInQuery(fields.Integer):
    """An integer in an address: a few ASCII digits and nothing else."""

    @override
    def _validated(self, value: Any) -> int:
        text = str(value)
        if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
            raise self.make_error("invalid", input=value)
        return int(text)


class TrueOrFalse(fields.Boolean):
    """true or false; not 1, nor "yes"."""

    @override
    def _deserialize(self, value: Any, *args: Any, **options: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value
