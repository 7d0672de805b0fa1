"""Requisitions and their candidates as the API tells them: never how an application came in."""

from marshmallow import fields

from debrief.access import Opening, State
from debrief.models import InterviewFormat
from debrief.schemas import told
from debrief.schemas.strict import StrictSchema


class RequisitionLineSchema(StrictSchema):
    """A requisition in a list."""

    id = told.key()
    title = told.words()
    level = told.words()
    location = told.words()
    hiring_manager = told.words(attribute="manager")
    locked_at = told.moment("null while what it asks for can change.", allow_none=True)


class RequisitionListSchema(StrictSchema):
    """A page of requisitions, the newest first."""

    items = told.many(RequisitionLineSchema)


class ChosenCriterionSchema(StrictSchema):
    """A criterion that the opening rates."""

    criterion = told.words()
    must_have = told.yes_no()
    weight = told.number()


class RequisitionSchema(StrictSchema):
    """What an opening asks for, as last saved."""

    id = told.key()
    hiring_manager = told.words(attribute="hiring_manager.name")
    locked_at = told.moment("null while it can change.", allow_none=True)
    version = told.number(attribute="current.number")
    title = told.words(attribute="current.title")
    level = told.words(attribute="current.level")
    location = told.words(attribute="current.location")
    zone = told.words(attribute="current.zone")
    success_profile = told.words(attribute="current.success_profile")
    advert = told.words(attribute="current.advert")
    weight_reason = told.words(attribute="current.weight_reason")
    opening = told.choice(Opening, attribute="current.opening")
    due_hours = told.number(attribute="current.due_hours")
    rubric_version_id = told.key(attribute="current.rubric_version_id")
    criteria = told.many(ChosenCriterionSchema, attribute="current.criteria")


class StageLineSchema(StrictSchema):
    """A step of an application."""

    kind = told.words()
    state = told.choice(State, "Of its debrief, null if you know of none.", allow_none=True)


class CandidateLineSchema(StrictSchema):
    """A candidate on the requisition."""

    application_id = told.key()
    name = told.words()
    applied_at = told.moment()
    stages = told.many(StageLineSchema)


class CandidateListSchema(StrictSchema):
    """A page of candidates, the newest first."""

    items = told.many(CandidateLineSchema)


class InterviewerSchema(StrictSchema):
    """Somebody who takes part."""

    name = told.words(attribute="user.name")


class SessionSchema(StrictSchema):
    """An interview."""

    id = told.key()
    starts_at = told.moment()
    ends_at = told.moment()
    format = told.choice(InterviewFormat)
    zone = told.words()
    interviewers = fields.List(
        fields.Pluck(InterviewerSchema, "name"), required=True, metadata={"description": "Names."}
    )


class StageDebriefSchema(StrictSchema):
    """The debrief of a stage."""

    debrief_id = told.key(attribute="id")
    state = told.choice(State)
    due_at = told.moment()
    facilitator = told.words()


class StageSchema(StrictSchema):
    """A step of the application, with its interviews."""

    id = told.key()
    kind = told.words()
    interviews = told.many(SessionSchema)
    debrief = told.one(StageDebriefSchema, allow_none=True)


class ApplicationSchema(StrictSchema):
    """A candidate on one requisition, and how far they have come."""

    id = told.key()
    requisition_id = told.key()
    name = told.words()
    applied_at = told.moment()
    stages = told.many(StageSchema)
