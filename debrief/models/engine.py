"""What a connection must be told before the first statement."""

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection

PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    # Without it, INSERT OR REPLACE deletes a row behind the append-only triggers' back.
    "recursive_triggers = ON",
    "busy_timeout = 10000",
)


def prepare(engine: sa.Engine) -> None:
    """Give SQLite real transactions and constraints; PostgreSQL needs nothing.

    A transaction begins IMMEDIATE, since a deferred one that comes to write after another has
    written fails at once whatever the timeout; pure readers set `sqlite_begin="DEFERRED"`.
    """
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _configure(connection: DBAPIConnection, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        mode = connection.get_execution_options().get("sqlite_begin", "IMMEDIATE")
        connection.exec_driver_sql(f"BEGIN {mode}")
