"""Shapes that name everything they take and give."""

from typing import Any

from marshmallow import RAISE, Schema, fields
from typing_extensions import override


class StrictSchema(Schema):
    """Anything it does not name is refused on the way in and never let out."""

    class Meta:
        """Read by marshmallow and by the API's description."""

        unknown = RAISE


class TrueOrFalse(fields.Boolean):
    """true or false; not 1, nor "yes"."""

    @override
    def _deserialize(self, value: Any, *args: Any, **options: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value
