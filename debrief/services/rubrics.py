"""Rubrics: a file becomes the next version of its line, and publishing makes it immutable."""

import hashlib
from typing import Any

from sqlalchemy import select

from debrief.audit import Tag
from debrief.audit.keys import canonical
from debrief.errors import ConflictError
from debrief.models import Rubric, RubricVersion
from debrief.services.context import Context


def add_rubric_version(context: Context, document: dict[str, Any]) -> RubricVersion:
    """Keep a document that `read_rubric` has accepted as an unpublished version."""
    rubric = context.session.scalar(select(Rubric).where(Rubric.key == document["key"]))
    if rubric is None:
        rubric = Rubric(key=document["key"])
        context.session.add(rubric)
    version = RubricVersion(
        rubric=rubric,
        number=len(rubric.versions) + 1,
        title=document["title"],
        document=document,
        digest=hashlib.sha256(canonical(document)).hexdigest(),
        created_at=context.at,
    )
    context.session.add(version)
    context.session.flush()
    return version


def publish_rubric(context: Context, version: RubricVersion) -> None:
    """From here on requisitions may use it and nothing may change it."""
    if version.published_at is not None:
        raise ConflictError("This version is published already.")
    version.published_at = context.at
    context.session.flush()
    context.record(Tag.RUBRIC_PUBLISHED, f"rubric-version:{version.id}")
