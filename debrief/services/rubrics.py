"""Rubrics: a file becomes the next version of its line, and publishing makes it immutable."""

import hashlib
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from debrief.audit import Tag
from debrief.audit.keys import canonical
from debrief.errors import ConflictError
from debrief.models import Rubric, RubricVersion
from debrief.services.context import Context

#: The line of the rubric that ships with the product.
DEFAULT_KEY = "debrief_core"


def add_rubric_version(context: Context, document: dict[str, Any]) -> RubricVersion:
    """Keep a document that `read_rubric` has accepted as an unpublished version."""
    digest = hashlib.sha256(canonical(document)).hexdigest()
    rubric = _line(context, document["key"])
    if rubric is None:
        rubric = Rubric(key=document["key"])
        context.session.add(rubric)
    elif rubric.versions[-1].digest == digest:
        raise ConflictError(f"This is the same as version {rubric.versions[-1].number}.")
    version = RubricVersion(
        rubric=rubric,
        number=len(rubric.versions) + 1,
        title=document["title"],
        document=document,
        digest=digest,
        created_at=context.at,
    )
    context.session.add(version)
    context.session.flush()
    context.record(Tag.RUBRIC_IMPORTED, f"rubric-version:{version.id}")
    return version


def publish_rubric(context: Context, version: RubricVersion) -> None:
    """From here on requisitions may use it and nothing may change it."""
    if version.published_at is not None:
        raise ConflictError("This version is published already.")
    version.published_at = context.at
    context.session.flush()
    context.record(Tag.RUBRIC_PUBLISHED, f"rubric-version:{version.id}")


def load_default(context: Context, read: Callable[[], dict[str, Any]]) -> RubricVersion:
    """The shipped rubric, published; read and added at the first start alone."""
    rubric = _line(context, DEFAULT_KEY)
    if rubric is not None:
        return rubric.versions[0]
    version = add_rubric_version(context, read())
    publish_rubric(context, version)
    return version


def _line(context: Context, key: str) -> Rubric | None:
    return context.session.scalar(select(Rubric).where(Rubric.key == key))
