"""Settings, read from the environment once, at start-up. Nothing else reads os.environ."""

import hashlib
import os
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent


def _required(name: str) -> str:
    try:
        return os.environ[name]
    except KeyError:
        raise RuntimeError(f"set {name} in the environment; see docs/settings.md") from None


class Config:
    """What every deployment shares."""

    SQLALCHEMY_DATABASE_URI: str
    WRAPPING_KEY: bytes
    MAX_CONTENT_LENGTH = 1_000_000

    @property
    def SQLALCHEMY_ENGINE_OPTIONS(self) -> dict[str, Any]:  # noqa: N802 - Flask's spelling
        """SQLite through its newest build where there is a wheel; no values in error texts."""
        options: dict[str, Any] = {"hide_parameters": True}
        if self.SQLALCHEMY_DATABASE_URI.startswith("sqlite"):
            try:
                import pysqlite3.dbapi2 as options_module
            except ImportError:
                return options
            options["module"] = options_module
        return options


class Production(Config):
    """Refuses to start without its secrets."""

    def __init__(self) -> None:
        self.SECRET_KEY = _required("DEBRIEF_SECRET_KEY")
        self.SQLALCHEMY_DATABASE_URI = _required("DEBRIEF_DATABASE_URL")
        self.WRAPPING_KEY = hashlib.sha256(_required("DEBRIEF_WRAPPING_KEY").encode()).digest()


class ForTests(Config):
    """No environment needed."""

    TESTING = True
    SECRET_KEY = "testing"
    WRAPPING_KEY = b"t" * 32

    def __init__(self, database_url: str) -> None:
        self.SQLALCHEMY_DATABASE_URI = database_url

    @classmethod
    def from_environment(cls, *, default: str) -> "ForTests":
        """On the database that DEBRIEF_TEST_DATABASE_URL names, or on `default`."""
        return cls(os.environ.get("DEBRIEF_TEST_DATABASE_URL", default))
