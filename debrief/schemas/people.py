"""Whoever asks, as the API tells them."""

from marshmallow import fields

from debrief.access import Role
from debrief.schemas import told
from debrief.schemas.strict import StrictSchema


class MeSchema(StrictSchema):
    """The holder of the key or of the session."""

    id = told.key()
    name = told.words()
    email = told.words()
    title = told.words()
    zone = told.words()
    roles = fields.List(fields.Enum(Role, by_value=True), attribute="role_names", required=True)
