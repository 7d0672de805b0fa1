"""Take an empty database up, down and up again, and hold it against the models and the guards."""

import sys
import tempfile
from pathlib import Path

import flask_migrate

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from config import ForTests
from debrief.app import create_app
from debrief.extensions import db
from debrief.models import guards


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(ForTests.from_environment(default=f"sqlite:///{folder}/debrief.db"))
        with app.app_context():
            flask_migrate.upgrade()
            flask_migrate.downgrade(revision="base")
            flask_migrate.upgrade()
            flask_migrate.check()
            with db.engine.connect() as connection:
                missing = guards.missing(connection)
                dialect = connection.dialect.name
            db.engine.dispose()
    print(f"{dialect}: up, down, up; guards missing: {sorted(missing) or 'none'}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
