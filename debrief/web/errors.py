"""How the web says what went wrong, and what to do about it."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from debrief.audit import Tag
from debrief.errors import DebriefError, NotPermittedError, NotSignedInError
from debrief.web import guard
from debrief.web.transaction import afterwards

NOTHING_HERE = "There is nothing here. The address may be wrong, or it is not for you to see."


def init_app(app: Flask) -> None:
    app.register_error_handler(NotSignedInError, _on_not_signed_in)
    app.register_error_handler(DebriefError, _on_debrief_error)
    app.register_error_handler(HTTPException, _on_http_exception)


def _on_not_signed_in(_error: NotSignedInError) -> ResponseReturnValue:
    target = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return redirect(url_for("accounts.sign_in_page", next=target), HTTPStatus.SEE_OTHER)


def _on_debrief_error(error: DebriefError) -> ResponseReturnValue:
    if isinstance(error, NotPermittedError):
        afterwards(_record_refusal())
    if error.status is HTTPStatus.NOT_FOUND:
        return _page(error.status, NOTHING_HERE)
    return _page(error.status, str(error))


def _on_http_exception(error: HTTPException) -> ResponseReturnValue:
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    if status < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    if status is HTTPStatus.NOT_FOUND:
        return _page(status, NOTHING_HERE)
    body, code = _page(status, error.description or status.description)
    headers = {k: v for k, v in error.get_headers() if k in {"Allow", "Retry-After"}}
    return body, code, headers


def _page(status: HTTPStatus, message: str) -> tuple[str, HTTPStatus]:
    return render_template("errors/error.html", status=status, message=message), status


def _record_refusal() -> Callable[[Session], None]:
    context, endpoint = guard.context(), request.endpoint or "unknown"

    def record(_session: Session) -> None:
        context.record(Tag.ACCESS_REFUSED, "service", details={"endpoint": endpoint})

    return record
