"""What a change says about itself in its headers."""

from marshmallow import fields, validate

from debrief.schemas.strict import StrictSchema

LONGEST_KEY = 80
IF_MATCH = "The ETag of what this replaces; it must be named once there is something."


class ReplacesSchema(StrictSchema):
    """Which state a change starts from."""

    if_match = fields.String(data_key="If-Match", metadata={"description": IF_MATCH})


class SubmissionHeadersSchema(ReplacesSchema):
    """A submission's own name, under which it happens once however often it is sent."""

    idempotency_key = fields.String(
        data_key="Idempotency-Key",
        required=True,
        validate=[
            validate.Length(1, LONGEST_KEY),
            validate.Regexp(r"^[\x21-\x7e]+$", error="Use letters, digits and signs of ASCII."),
        ],
        metadata={"description": "Made up by you, fresh for each submission: a UUID will do."},
    )
