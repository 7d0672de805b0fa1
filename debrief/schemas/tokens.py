"""A new API key at the border."""

from marshmallow import Schema, fields

from debrief.schemas.forms import Line


class TokenSchema(Schema):
    """What a key is for, and how many days it works."""

    label = Line(80)
    days = fields.Integer(error_messages={"invalid": "Choose how long the key works."})
