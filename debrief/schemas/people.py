"""Whoever asks, as the API tells them."""

from marshmallow import fields

from debrief.access import Role
from debrief.schemas.strict import StrictSchema


class MeSchema(StrictSchema):
    """The holder of the key or of the session."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True)
    title = fields.String(required=True)
    zone = fields.String(required=True)
    roles = fields.List(fields.Enum(Role, by_value=True), attribute="role_names", required=True)
