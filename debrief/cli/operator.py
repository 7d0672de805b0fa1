"""Commands act as `operator`: on the configured database, or on the demo's where none is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from flask import Flask
from sqlalchemy.exc import OperationalError, ProgrammingError

from config import configured
from debrief.app import create_app
from debrief.audit import KeyRing
from debrief.errors import SettingError
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
        except (OperationalError, ProgrammingError) as error:
            told = "The database cannot be used yet: start the service once, or check its address."
            raise SettingError(told) from error
        finally:
            db.session.remove()
            db.engine.dispose()
