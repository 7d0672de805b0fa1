"""The rubric an opening is rated by, read once and then remembered."""

import json
from functools import lru_cache
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from debrief.models import RequisitionVersion, RubricVersion, ask
from debrief.scoring.rubric import Rubric

#: As text: most of the time this very rubric has been read before.
DOCUMENT = sa.cast(RubricVersion.document, sa.Text)
NAMED = (
    select(DOCUMENT)
    .join(RequisitionVersion, RequisitionVersion.rubric_version_id == RubricVersion.id)
    .where(RequisitionVersion.id == sa.bindparam("version"))
)


def rubric_of(session: Session, requisition_version_id: UUID) -> Rubric:
    """The rubric that this version of an opening names."""
    return read_rubric(ask(session, NAMED, {"version": requisition_version_id}).scalar_one())


@lru_cache(maxsize=16)
def read_rubric(document: str) -> Rubric:
    """Published rubrics never change, and reading one takes longer than the rest of a report."""
    return Rubric.from_document(json.loads(document))
