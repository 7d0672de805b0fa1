"""Rubrics as the API tells them."""

from marshmallow import fields

from debrief.schemas import told
from debrief.schemas.strict import StrictSchema


class RubricVersionLineSchema(StrictSchema):
    """One version of a rubric."""

    id = told.key()
    number = told.number()
    title = told.words()
    published_at = told.moment("null while it can still change.", allow_none=True)


class RubricLineSchema(StrictSchema):
    """One rubric and its versions, the newest first."""

    key = told.words()
    versions = told.many(RubricVersionLineSchema)


class RubricListSchema(StrictSchema):
    """A page of rubrics, by key."""

    items = told.many(RubricLineSchema)


class RubricVersionSchema(RubricVersionLineSchema):
    """A rubric as interviewers meet it."""

    key = told.words(attribute="rubric.key")
    digest = told.words("SHA-256 of the document's canonical JSON.")
    document = fields.Dict(
        required=True, metadata={"description": "Scale, criteria with anchors, signals."}
    )
