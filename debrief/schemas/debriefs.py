"""Debriefs as the API tells them: status before the reveal, no more."""

from debrief.access import State
from debrief.models import StageKind
from debrief.reports.status import SeatStatus
from debrief.reports.work import Step
from debrief.schemas import told
from debrief.schemas.strict import StrictSchema


class WorkItemSchema(StrictSchema):
    """One debrief as this person may know it."""

    debrief_id = told.key()
    application_id = told.key()
    candidate = told.words()
    title = told.words("Of the requisition.")
    stage = told.words()
    state = told.choice(State)
    due_at = told.moment("Of your own card, where you owe one.")
    step = told.choice(Step, "What you do next about it.")
    overdue = told.yes_no()
    owes_card = told.yes_no()
    own_card_in = told.yes_no()


class WorkListSchema(StrictSchema):
    """A page of debriefs, the soonest due first."""

    items = told.many(WorkItemSchema)


class SeatLineSchema(StrictSchema):
    """One panelist."""

    panelist_id = told.key()
    user_id = told.key()
    name = told.words()
    due_at = told.moment()
    status = told.choice(
        SeatStatus, "null for readers whom it could tell something.", allow_none=True
    )


class DebriefSchema(StrictSchema):
    """A debrief from outside: the same to you after another card has come in as before."""

    debrief_id = told.key()
    application_id = told.key()
    requisition_id = told.key()
    candidate = told.words()
    title = told.words("Of the requisition.")
    stage = told.choice(StageKind)
    state = told.choice(State)
    due_at = told.moment()
    revealed_at = told.moment(allow_none=True)
    readable = told.yes_no("Whether its cards are open to you.")
    own_card_in = told.yes_no("null if you are not on the panel.", allow_none=True)
    panel = told.many(SeatLineSchema)
