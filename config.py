"""Settings, read from the environment once, at start-up. Nothing else reads os.environ."""

import hashlib
import os
import secrets
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from debrief.errors import SettingError

ROOT = Path(__file__).resolve().parent


def _required(name: str) -> str:
    try:
        return os.environ[name]
    except KeyError:
        raise SettingError(f"set {name} in the environment; see docs/settings.md") from None


def _zone(name: str) -> str:
    if name in available_timezones():
        return name
    raise SettingError(f"{name} is not a time zone's name, such as Europe/Berlin; set DEBRIEF_ZONE")


class Config:
    """What every deployment shares."""

    SQLALCHEMY_DATABASE_URI: str
    WRAPPING_KEY: bytes
    SECRET_KEY: str
    MAX_CONTENT_LENGTH = 1_000_000
    PROXY_HOPS = 0
    SESSION_COOKIE_NAME = "__Host-debrief-form"
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"
    WTF_CSRF_TIME_LIMIT = None  # a token lives as long as the session that it belongs to

    #: Printed on every summary; working days are counted in the employer's zone.
    EMPLOYER = "Your organisation"
    EMPLOYER_ZONE = "UTC"
    #: Whether recruiters may read what people wrote once the cards are open.
    RECRUITERS_READ_WORDS = False
    DEMO = False

    @property
    def SQLALCHEMY_ENGINE_OPTIONS(self) -> dict[str, Any]:  # noqa: N802 - Flask's spelling
        """SQLite through its newest build where there is a wheel; no values in error texts."""
        options: dict[str, Any] = {"hide_parameters": True}
        if self.SQLALCHEMY_DATABASE_URI.startswith("sqlite"):
            # The driver keeps 128 and drops the least used: once an import or a migration has
            # filled them, it prepares every statement of a page anew.
            options["connect_args"] = {"cached_statements": 1000}
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
        self.PROXY_HOPS = int(os.environ.get("DEBRIEF_PROXY_HOPS", "0"))
        self.EMPLOYER = os.environ.get("DEBRIEF_EMPLOYER", self.EMPLOYER)
        self.EMPLOYER_ZONE = _zone(os.environ.get("DEBRIEF_ZONE", self.EMPLOYER_ZONE))
        self.RECRUITERS_READ_WORDS = os.environ.get("DEBRIEF_RECRUITERS_READ_WORDS") == "yes"


class OnLoopback(Config):
    """A plain-http cookie, which every browser takes on the machine itself and nowhere else."""

    SESSION_COOKIE_NAME = "debrief-form"
    SESSION_COOKIE_SECURE = False


class Demo(OnLoopback):
    """The demo employer; secrets are made at the first start and kept beside the database."""

    DEMO = True
    EMPLOYER = "Harbour and Hill (demo)"
    EMPLOYER_ZONE = "Europe/Berlin"
    DEMO_PASSWORD = "demo employer"
    DEMO_PEOPLE = (
        ("sam@demo.example", "interviewer with a card to write"),
        ("mira@demo.example", "hiring manager"),
        ("finn@demo.example", "facilitator"),
        ("hana@demo.example", "HR"),
        ("rosa@demo.example", "recruiter"),
        ("ada@demo.example", "administrator"),
        ("otto@demo.example", "auditor"),
    )

    def __init__(self, folder: Path = ROOT / "instance") -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        kept = folder / "secret"
        if not kept.exists():
            kept.touch(mode=0o600)
            kept.write_text(secrets.token_hex(32))
        self.SECRET_KEY = kept.read_text()
        self.WRAPPING_KEY = hashlib.sha256(f"wrap:{self.SECRET_KEY}".encode()).digest()
        self.SQLALCHEMY_DATABASE_URI = f"sqlite:///{folder / 'debrief.db'}"


class ForTests(OnLoopback):
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


def configured() -> Config:
    """Production where a database is named, the demo employer of this machine otherwise."""
    return Production() if "DEBRIEF_DATABASE_URL" in os.environ else Demo()
