"""Who is asking: a detached value, so that a permission check never queries."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What somebody may do everywhere; the other roles follow from records."""

    ADMIN = "admin"
    HR = "hr"
    AUDITOR = "auditor"
    RECRUITER = "recruiter"


@dataclass(frozen=True, slots=True)
class Identity:
    """A signed-in person and the global roles they hold."""

    user_id: UUID
    roles: frozenset[Role] = frozenset()
