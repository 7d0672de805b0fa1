"""The clock's own work: debriefs move on and open when they are due."""

import logging
import threading
from datetime import UTC, datetime

from flask import Flask

from debrief.audit import KeyRing
from debrief.extensions import db
from debrief.services.context import Context
from debrief.services.reveals import reveal_due

EVERY_SECONDS = 15
log = logging.getLogger(__name__)


def tick(app: Flask) -> int:
    """Do what is due now, in a transaction of its own; how many debriefs opened."""
    with app.app_context():
        keys = KeyRing(app.config["WRAPPING_KEY"])
        opened = reveal_due(Context(db.session(), "system", datetime.now(UTC), keys))
        db.session.commit()
    return opened


def start(app: Flask) -> threading.Event:
    """Tick beside the web server until the returned event is set or the process ends."""
    stop = threading.Event()

    def run() -> None:
        while not stop.wait(EVERY_SECONDS):
            try:
                tick(app)
            except Exception as error:  # noqa: BLE001 - the next tick tries again
                # A class name is all a log may say of it: a message could quote a value.
                log.error("the clock's work failed: %s", type(error).__name__)  # noqa: TRY400

    threading.Thread(target=run, name="clock", daemon=True).start()
    return stop
