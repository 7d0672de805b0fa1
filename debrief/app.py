"""The application, assembled."""

from flask import Flask

from config import ROOT, Config


def create_app(config: Config) -> Flask:
    """Assemble the application; every line here is one thing being plugged in."""
    from debrief.extensions import db, migrate
    from debrief.models import engine

    app = Flask("debrief", template_folder=str(ROOT / "templates"))
    app.config.from_object(config)

    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    with app.app_context():
        engine.prepare(db.engine)
    return app
