"""The clock's own work: debriefs move on and open when they are due."""

import logging
import threading
from datetime import UTC, datetime

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from debrief.audit import KeyRing
from debrief.extensions import db
from debrief.services.context import Context
from debrief.services.reveals import reveal_due

EVERY_SECONDS = 15
#: Any number, the same in every process: on PostgreSQL one of them does the clock's work at a time.
CLOCK_LOCK = 0x636C6F63
log = logging.getLogger(__name__)


def tick(app: Flask) -> int:
    """Do what is due now, in a transaction of its own; how many debriefs opened."""
    with app.app_context():
        session = db.session()
        if not _is_ours(session):
            return 0
        keys = KeyRing(app.config["WRAPPING_KEY"])
        opened = reveal_due(Context(session, "system", datetime.now(UTC), keys))
        session.commit()
    return opened


def _is_ours(session: Session) -> bool:
    """Whether no other process is at the clock's work; held until the transaction ends."""
    if session.get_bind().dialect.name != "postgresql":
        return True
    return bool(session.scalar(sa.func.pg_try_advisory_xact_lock(CLOCK_LOCK).select()))


def start(app: Flask) -> threading.Event:
    """Tick beside the web server until the returned event is set or the process ends."""
    stop = threading.Event()

    def run() -> None:
        while not stop.wait(EVERY_SECONDS):
            try:
                tick(app)
            except Exception as error:  # noqa: BLE001 - the next tick tries again
                # A class name is all a log may say of it: a message could quote a value.
                kind = type(error).__name__
                log.error("the clock's work failed: %s", kind)  # noqa: TRY400 - a trace would quote it

    threading.Thread(target=run, name="clock", daemon=True).start()
    return stop
