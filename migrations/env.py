"""Runs migrations against the application's own engine, in one transaction each."""

from alembic import context
from flask import current_app

migrate = current_app.extensions["migrate"]
database = migrate.db


def render(kind, thing, autogen):
    """Keep our column types out of migrations, which never import models."""
    if kind == "type" and type(thing).__name__ == "UtcDateTime":
        return "sa.DateTime(timezone=True)"
    return False


with database.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        render_item=render,
        transaction_per_migration=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()
