"""Commands act as `operator`: on the configured database, or on the demo's where none is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from flask import Flask

from config import configured
from debrief.app import create_app
from debrief.audit import KeyRing
from debrief.extensions import db
from debrief.services.context import Context


@contextmanager
def at_work(app: Flask | None = None) -> Iterator[Context]:
    """A use case's surroundings; commits once when the command went well."""
    app = app or create_app(configured())
    with app.app_context():
        keys = KeyRing(app.config["WRAPPING_KEY"])
        try:
            yield Context(db.session(), "operator", datetime.now(UTC), keys)
            db.session.commit()
        finally:
            db.session.remove()
            db.engine.dispose()
