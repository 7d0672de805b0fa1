"""What can go wrong, in the service's own words; `status` is what the web answers with."""

from collections.abc import Mapping
from http import HTTPStatus


class DebriefError(Exception):
    """Base of everything the service raises on purpose; its text is shown to people."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR


class NotSignedInError(DebriefError):
    """Nobody is signed in, or the session has ended."""

    status = HTTPStatus.UNAUTHORIZED


class NotFoundError(DebriefError):
    """There is no such thing, or none that this identity may know of."""

    status = HTTPStatus.NOT_FOUND


class NotPermittedError(DebriefError):
    """The identity may know of the thing but may not do this to it."""

    status = HTTPStatus.FORBIDDEN


class InvalidInputError(DebriefError):
    """What was given breaks a rule; `fields` maps a form field to its messages."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, message: str, fields: Mapping[str, list[str]] | None = None) -> None:
        super().__init__(message)
        self.fields = dict(fields or {})


class ConflictError(DebriefError):
    """The thing is no longer in the state this needs."""

    status = HTTPStatus.CONFLICT


class StaleError(DebriefError):
    """Somebody, perhaps the same person in another window, saved in between."""

    status = HTTPStatus.PRECONDITION_FAILED


class UnconditionalError(DebriefError):
    """A change that must name the version it starts from (If-Match) did not."""

    status = HTTPStatus.PRECONDITION_REQUIRED


class ThrottledError(DebriefError):
    """Too many tries; wait."""

    status = HTTPStatus.TOO_MANY_REQUESTS


class UnrenderableError(DebriefError):
    """The document cannot be put on paper."""


class SettingError(DebriefError):
    """A setting is missing or wrong, or what it names is not ready."""
