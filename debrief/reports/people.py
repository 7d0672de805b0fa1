"""Everybody who can be asked: the directory behind every field that names a person."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from debrief.errors import InvalidInputError
from debrief.models import User


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account that is in use."""

    id: UUID
    name: str
    email: str
    title: str

    @property
    def label(self) -> str:
        """What is offered and typed: the name, and the address that tells two of a name apart."""
        return f"{self.name} ({self.email})"


@dataclass(frozen=True)
class Directory:
    """Everybody, by name."""

    people: tuple[Person, ...]

    def find(self, typed: str) -> Person:
        """Whoever is meant by a label, an address or a name that only one person has.

        Raises InvalidInputError with what to do.
        """
        wanted = " ".join(typed.casefold().split())
        found = self._by_words.get(wanted, [])
        if len(found) == 1:
            return found[0]
        if found:
            raise InvalidInputError(
                f"{len(found)} people have this name. Add the e-mail address, as in the list."
            )
        raise InvalidInputError(
            "Nobody with an account matches this. Choose from the list, or type the e-mail address."
        )

    def label_of(self, user_id: UUID) -> str:
        """The label of an id; blank for an account that has been closed."""
        return next((person.label for person in self.people if person.id == user_id), "")

    @cached_property
    def _by_words(self) -> dict[str, list[Person]]:
        found: dict[str, list[Person]] = {}
        for person in self.people:
            for words in {person.label, person.email, person.name}:
                found.setdefault(" ".join(words.casefold().split()), []).append(person)
        return found


def directory(session: Session) -> Directory:
    """Everybody with an open account, in one statement."""
    rows = session.execute(
        select(User.id, User.name, User.email, User.title)
        .where(User.disabled_at.is_(None))
        .order_by(User.name, User.email)
    )
    return Directory(tuple(Person(*row) for row in rows))
