"""The columns that say where a row belongs, and the joins that reach them."""

from typing import Any

import sqlalchemy as sa

from debrief.models import Application, Debrief, Requisition, RequisitionVersion, Stage, StageKind
from debrief.reports.audit_table import Column, Kind, one_of

REQUISITION = Column("requisition_id", Requisition.id, "The opening.", Kind.ID)
APPLICATION = Column("application_id", Application.id, "A candidate on one opening.", Kind.ID)
STAGE = Column("stage", Stage.kind, "The step of the application.", Kind.CODE, one_of(StageKind))
PLACE = (
    REQUISITION,
    Column(
        "requisition_version",
        RequisitionVersion.number,
        "Which saved version of the opening the debrief goes by.",
        Kind.NUMBER,
    ),
    APPLICATION,
    STAGE,
    Column("debrief_id", Debrief.id, "One panel's work on one stage.", Kind.ID),
)


def placed(statement: sa.Select[Any]) -> sa.Select[Any]:
    """Join a statement that holds Debrief to everything PLACE reads."""
    return (
        statement.join(RequisitionVersion, RequisitionVersion.id == Debrief.requisition_version_id)
        .join(Requisition, Requisition.id == RequisitionVersion.requisition_id)
        .join(Stage, Stage.id == Debrief.stage_id)
        .join(Application, Application.id == Stage.application_id)
    )
