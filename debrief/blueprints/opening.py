"""Loading a requisition or a part of one, or answering 404 exactly as for what does not exist."""

from typing import TypeVar
from uuid import UUID

from debrief.access import Permission, RequisitionFacts
from debrief.errors import NotFoundError
from debrief.extensions import db
from debrief.models import Application, Interview, Requisition, Stage
from debrief.reports.facts import application_facts, requisition_facts
from debrief.web import guard

Row = TypeVar("Row")


def requisition_and_facts(requisition_id: UUID) -> tuple[Requisition, RequisitionFacts]:
    """A requisition that whoever asks may read; raises NotFoundError."""
    guard.identity()
    requisition = _found(db.session.get(Requisition, requisition_id))
    facts = requisition_facts(db.session(), requisition)
    guard.authorize(Permission.REQUISITION_READ, facts)
    return requisition, facts


def application_and_facts(application_id: UUID) -> tuple[Application, RequisitionFacts]:
    """An application that whoever asks may read; raises NotFoundError."""
    guard.identity()
    application = _found(db.session.get(Application, application_id))
    return application, _readable(application)


def stage_and_facts(stage_id: UUID) -> tuple[Stage, RequisitionFacts]:
    """A stage of an application that whoever asks may read; raises NotFoundError."""
    guard.identity()
    stage = _found(db.session.get(Stage, stage_id))
    return stage, _readable(stage.application)


def interview_and_facts(interview_id: UUID) -> tuple[Interview, RequisitionFacts]:
    """An interview of an application that whoever asks may read; raises NotFoundError."""
    guard.identity()
    interview = _found(db.session.get(Interview, interview_id))
    return interview, _readable(interview.stage.application)


def _readable(application: Application) -> RequisitionFacts:
    facts = application_facts(db.session(), application)
    guard.authorize(Permission.REQUISITION_READ, facts)
    return facts


def _found(row: Row | None) -> Row:
    if row is None:
        raise NotFoundError("There is nothing here.")
    return row
