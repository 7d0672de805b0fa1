"""`debrief serve` and `debrief demo`: one command that sets up, serves, and keeps the clock."""

from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication
from typing_extensions import override

THREADS = 8


class Server(BaseApplication):  # type: ignore[misc] # gunicorn ships no types
    """Gunicorn with the clock beside it."""

    def __init__(self, app: Flask, bind: str, workers: int) -> None:
        self._app, self._bind, self._workers = app, bind, workers
        super().__init__()

    @override
    def load_config(self) -> None:
        settings: dict[str, Any] = {
            "bind": self._bind,
            "workers": self._workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "control_socket_disable": True,
        }
        for name, value in settings.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    @override
    def load(self) -> Flask:
        from debrief.jobs import clock

        clock.start(self._app)
        return self._app


@click.command()
@click.option("--demo", "with_demo", is_flag=True, help="Serve the demo employer on this machine.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int, *, with_demo: bool) -> None:
    """Bring the database up to date and serve until Ctrl-C.

    SQLite takes one writer, so more than one worker needs PostgreSQL.
    """
    from config import Demo, Production
    from debrief.app import create_app
    from debrief.cli.demo.load import load_demo

    config = Demo() if with_demo else Production()
    if workers > 1 and config.SQLALCHEMY_DATABASE_URI.startswith("sqlite"):
        raise click.UsageError("SQLite takes one process: leave --workers at 1.")
    app = create_app(config)
    _prepare(app)
    if with_demo:
        load_demo(app)
    click.echo(f"Debrief is at http://{host}:{port} (Ctrl-C stops it).")
    Server(app, f"{host}:{port}", workers).run()


@click.command()
def demo() -> None:
    """Load the demo employer when its database is empty."""
    from config import Demo
    from debrief.app import create_app
    from debrief.cli.demo.load import load_demo

    app = create_app(Demo())
    _prepare(app)
    click.echo("The demo employer is loaded." if load_demo(app) else "There is data already.")


def _prepare(app: Flask) -> None:
    """Bring the schema up to date, refuse to go on without the guards, load the first rubric."""
    import flask_migrate

    from debrief.cli.operator import at_work
    from debrief.extensions import db
    from debrief.integrations.rubric_yaml import shipped_rubric
    from debrief.models import guards
    from debrief.services import rubrics

    with app.app_context():
        flask_migrate.upgrade()
        with db.engine.connect() as connection:
            missing = guards.missing(connection)
        db.engine.dispose()
    if missing:
        raise click.ClickException(f"The database lacks its guards: {', '.join(sorted(missing))}.")
    with at_work(app) as context:
        rubrics.load_default(context, shipped_rubric)
