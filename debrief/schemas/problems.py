"""A problem document, for the description of the API."""

from marshmallow import INCLUDE, Schema, fields


class ProblemErrorSchema(Schema):
    """One wrong value: where it is and what to do about it."""

    pointer = fields.String(metadata={"description": "Into the body, such as #/ratings/0/level."})
    parameter = fields.String(metadata={"description": "Of the address."})
    header = fields.String(metadata={"description": "Of the request."})
    detail = fields.String(required=True)


class ProblemSchema(Schema):
    """What went wrong (RFC 9457), and what to do about it."""

    class Meta:
        """A kind of problem may carry more, such as `stored`: what stands in the way of a write."""

        unknown = INCLUDE

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    errors = fields.List(fields.Nested(ProblemErrorSchema))
