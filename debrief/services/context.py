"""What every use case is given: whose request, on which session, at what time, with which keys."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from debrief import audit
from debrief.errors import InvalidInputError
from debrief.models import KeyHolder, Words


@dataclass(frozen=True, slots=True)
class Context:
    """One use case's surroundings; `actor` is a user's id, or `system` or `operator`."""

    session: Session
    actor: UUID | str
    at: datetime
    keys: audit.KeyRing

    @property
    def user_id(self) -> UUID:
        """The acting person; raises InvalidInputError where only a person may act."""
        if isinstance(self.actor, UUID):
            return self.actor
        raise InvalidInputError("Only a person can do this.")

    def record(
        self,
        tag: audit.Tag,
        subject: str,
        *,
        commitment: str | None = None,
        details: Mapping[str, str | int | bool] | None = None,
    ) -> None:
        """Append the audit event of this use case."""
        event = audit.Event(tag, self.actor, subject, self.at, commitment, details or {})
        audit.record(self.session, event)

    def words(self, text: str, application_id: UUID | None) -> Words:
        """Free text where erasure can reach it, saved with whatever it becomes a part of."""
        return Words(
            id=uuid4(),
            text=text,
            application_id=application_id,
            author_id=self.user_id,
            written_at=self.at,
        )

    def write(self, text: str, application_id: UUID | None) -> Words:
        """Keep free text at once, for a row that names it by its id alone."""
        words = self.words(text, application_id)
        self.session.add(words)
        self.session.flush()
        return words

    def write_if_any(self, text: str, application_id: UUID | None) -> Words | None:
        """Keep optional text at once; blank text is none."""
        return self.write(text, application_id) if text.strip() else None

    def commit_to(self, application_id: UUID, content: dict[str, Any]) -> str:
        """A commitment that only this application's key can open."""
        return self.keys.commit(self.session, KeyHolder.APPLICATION, application_id, content)


def required(text: str, field: str, message: str) -> str:
    """The text without blanks around it; raises InvalidInputError when nothing is left."""
    if stripped := text.strip():
        return stripped
    raise InvalidInputError(message, {field: [message]})
