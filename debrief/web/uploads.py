"""How much a request may carry: a file where one is asked for, little everywhere else."""

from http import HTTPStatus

from flask import Flask, abort, request

#: Endpoints that take a file of up to 1 MB, or bring it back packed into a field.
TAKE_FILES = frozenset({"imports.check", "imports.apply"})
ROOM = 2_000_000


def init_app(app: Flask) -> None:
    app.before_request(_make_room)


def _make_room() -> None:
    """Before anything reads the form, which is when the limits bite."""
    if request.endpoint not in TAKE_FILES:
        return
    request.max_content_length = ROOM
    request.max_form_memory_size = ROOM
    if (request.content_length or 0) > ROOM:
        abort(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            "This file is too large. A file may have up to 1 MB and 1,000 rows. Split it, and "
            "import one by one.",
        )
