"""The application, assembled."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from config import ROOT, Config


def create_app(config: Config) -> Flask:
    """Assemble the application; every line here is one thing being plugged in."""
    from debrief.blueprints import (
        accounts,
        adverts,
        after_reveal,
        api,
        audit,
        candidates,
        comments,
        debriefs,
        disputes,
        home,
        imports,
        interviews,
        late,
        messages,
        notes,
        outcomes,
        panelists,
        panels,
        profile,
        requisitions,
        reratings,
        rubrics,
        scorecards,
        summaries,
        tokens,
        users,
        wording,
    )
    from debrief.extensions import babel, db, migrate
    from debrief.models import engine
    from debrief.web import display, errors, guard, headers, openapi, transaction, uploads
    from debrief.web.logs import Application

    app = Application("debrief", template_folder=str(ROOT / "templates"))
    app.config.from_object(config)
    if hops := config.PROXY_HOPS:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign] # Flask's documented way

    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    babel.init_app(app)
    uploads.init_app(app)  # before headers, where the form's token is read
    headers.init_app(app)
    openapi.init_app(app)
    errors.init_app(app)  # after openapi: flask-smorest would answer every error as JSON
    transaction.init_app(app)
    guard.init_app(app)  # after transaction: after_request hooks run last-registered first
    display.init_app(app)

    for blueprint in (
        home,
        accounts,
        after_reveal,
        debriefs,
        panelists,
        reratings,
        outcomes,
        scorecards,
        summaries,
        comments,
        notes,
        late,
        messages,
        disputes,
        rubrics,
        audit,
        tokens,
        adverts,
        requisitions,
        candidates,
        interviews,
        panels,
        imports,
        users,
        profile,
        wording,
    ):
        app.register_blueprint(blueprint.pages)
    api.register(app)
    with app.app_context():
        engine.prepare(db.engine)
    return app
