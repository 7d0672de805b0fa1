"""The one place that commits: a response that went well keeps its work, any other leaves no trace.

What must outlive a failure, such as a refusal's audit event, is done in a second transaction.
"""

from collections.abc import Callable
from http import HTTPStatus

from flask import Flask, Response, g
from sqlalchemy.orm import Session

from debrief.extensions import db


def init_app(app: Flask) -> None:
    app.after_request(_settle)


def afterwards(work: Callable[[Session], None]) -> None:
    """Do `work` in a second transaction once this request has failed and been rolled back."""
    g.setdefault("afterwards", []).append(work)


def _settle(response: Response) -> Response:
    if response.status_code < HTTPStatus.BAD_REQUEST:
        db.session.commit()
        return response
    db.session.rollback()
    owed = g.pop("afterwards", [])
    for work in owed:
        work(db.session())
    if owed:
        db.session.commit()
    return response
