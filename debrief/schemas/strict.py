"""Plain values as JSON has them: what only looks like a number or a yes is refused."""

from typing import Any

from marshmallow import RAISE, Schema, fields
from typing_extensions import override

#: Longer than any number here and shorter than what takes long to read.
MOST_DIGITS = 9


class StrictSchema(Schema):
    """A shape that names everything it takes and gives; anything else is refused."""

    class Meta:
        """Read by marshmallow and by the API's description."""

        unknown = RAISE


class WholeNumber(fields.Integer):
    """An integer; 4.0 is one (JSON has a single kind of number), 4.7, "4" and true are not."""

    @override
    def _validated(self, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.make_error("invalid", input=value)
        if isinstance(value, float) and not value.is_integer():
            raise self.make_error("invalid", input=value)
        return int(value)


class WholeNumberInQuery(fields.Integer):
    """An integer in an address: a few ASCII digits and nothing else."""

    @override
    def _validated(self, value: Any) -> int:
        text = str(value)
        if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
            raise self.make_error("invalid", input=value)
        return int(text)


class TrueOrFalse(fields.Boolean):
    """true or false, not 1 or "yes"."""

    @override
    def _deserialize(self, value: Any, *args: Any, **options: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value
