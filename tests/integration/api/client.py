"""A program at the API: one key, plain JSON."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from debrief.audit import KeyRing
from debrief.services import tokens
from debrief.services.context import Context

API = "/api/v1"
PROBLEM = "application/problem+json"


def key_for(session, user, days=30, at=None):
    """A fresh key of this person, as text."""
    at = at or datetime.now(UTC)
    context = Context(session, user.id, at, KeyRing(b"t" * 32))
    _, text = tokens.issue_token(context, user, "nightly export", days)
    session.commit()
    return text


@dataclass
class Program:
    """What a script of one person sends; no cookies."""

    app: object
    key: str
    headers: dict = field(default_factory=dict)

    def __call__(self, method, path, body=None, **headers):
        sent = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        client = self.app.test_client()
        return client.open(API + path, method=method, json=body, headers=sent)

    def get(self, path, **headers):
        return self("GET", path, **headers)
