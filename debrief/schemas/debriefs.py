"""Debriefs as the API tells them: status before the reveal, no more."""

from marshmallow import fields

from debrief.access import State
from debrief.schemas.strict import StrictSchema


class WorkItemSchema(StrictSchema):
    """One debrief as this person may know it."""

    debrief_id = fields.UUID(required=True)
    candidate = fields.String(required=True)
    title = fields.String(required=True, metadata={"description": "Of the requisition."})
    stage = fields.String(required=True)
    state = fields.Enum(State, by_value=True, required=True)
    due_at = fields.AwareDateTime(required=True)
    owes_card = fields.Boolean(required=True)
    own_card_in = fields.Boolean(required=True)


class WorkListSchema(StrictSchema):
    """A page of debriefs, the soonest due first."""

    items = fields.List(fields.Nested(WorkItemSchema), required=True)
