"""A colleague at the border: what was typed or chosen to the one person it means."""

from typing import Any, cast
from uuid import UUID

from marshmallow import Schema, ValidationError, fields
from typing_extensions import override

from debrief.errors import InvalidInputError
from debrief.reports.people import Directory

CHOOSE = "Choose somebody from the list, or type their e-mail address."


class NamingColleagues(Schema):
    """A shape with fields that name colleagues out of `directory`."""

    def __init__(self, directory: Directory, **options: Any) -> None:
        super().__init__(**options)
        self._directory = directory

    def find(self, typed: str) -> UUID:
        """The id of whoever is meant; raises ValidationError with what to do."""
        if not typed.strip():
            raise ValidationError(CHOOSE)
        try:
            return self._directory.find(typed).id
        except InvalidInputError as error:
            raise ValidationError(str(error)) from error


class Colleague(fields.Field[UUID]):
    """A name, an address or both, as the list offers them; of a `NamingColleagues` shape alone."""

    @override
    def _deserialize(self, value: Any, *args: Any, **options: Any) -> UUID:
        return cast("NamingColleagues", self.root).find(str(value))
