"""How the web says what went wrong, and what to do about it."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from debrief.audit import Tag
from debrief.errors import DebriefError, NotPermittedError, NotSignedInError
from debrief.web import guard, problems
from debrief.web.transaction import afterwards

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="debrief"'}
NOTHING_HERE = "There is nothing here. The address may be wrong, or it is not for you to see."


def init_app(app: Flask) -> None:
    app.register_error_handler(NotSignedInError, _on_not_signed_in)
    app.register_error_handler(DebriefError, _on_debrief_error)
    app.register_error_handler(HTTPException, _on_http_exception)


def _on_not_signed_in(error: NotSignedInError) -> ResponseReturnValue:
    if problems.wanted():
        return problems.problem(error.status, str(error), headers=CHALLENGE)
    target = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return redirect(url_for("accounts.sign_in_page", next=target), HTTPStatus.SEE_OTHER)


def _on_debrief_error(error: DebriefError) -> ResponseReturnValue:
    if isinstance(error, NotPermittedError):
        afterwards(_record_refusal())
    message = NOTHING_HERE if error.status is HTTPStatus.NOT_FOUND else str(error)
    if problems.wanted():
        return problems.problem(error.status, message)
    return _page(error.status, message)


def _on_http_exception(error: HTTPException) -> ResponseReturnValue:
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    if status < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    message = error.description or status.description
    if status is HTTPStatus.NOT_FOUND:
        message = NOTHING_HERE
    headers = {k: v for k, v in error.get_headers() if k in {"Allow", "Retry-After"}}
    if problems.wanted():
        given = getattr(error, "data", {}).get("messages", {})
        if given:
            message = "Some of what was sent cannot be taken."
        errors = tuple(problems.located(given))
        return problems.problem(status, message, errors=errors, headers=headers)
    body, code = _page(status, message)
    return body, code, headers


def _page(status: HTTPStatus, message: str) -> tuple[str, HTTPStatus]:
    return render_template("errors/error.html", status=status, message=message), status


def _record_refusal() -> Callable[[Session], None]:
    context, endpoint = guard.context(), request.endpoint or "unknown"

    def record(_session: Session) -> None:
        context.record(Tag.ACCESS_REFUSED, "service", details={"endpoint": endpoint})

    return record
