"""Signing in and out."""

from dataclasses import replace
from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Blueprint, current_app, make_response, redirect, render_template, request
from flask import session as form_session
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from debrief.access import Permission
from debrief.audit import Tag
from debrief.errors import ThrottledError
from debrief.extensions import db
from debrief.services import sign_in
from debrief.web import guard
from debrief.web.transaction import afterwards

pages = Blueprint("accounts", __name__)


@pages.get("/sign-in")
def sign_in_page() -> ResponseReturnValue:
    return render_template("accounts/sign_in.html", email="", message=None, next=_target())


@pages.post("/sign-in")
def enter() -> ResponseReturnValue:
    attempt = sign_in.Attempt(
        request.form.get("email", ""),
        request.form.get("password", ""),
        request.remote_addr or "",
        current_app.config["SECRET_KEY"].encode(),
    )
    context = guard.context()
    try:
        user, token = sign_in.sign_in(db.session(), attempt, context.at)
    except (sign_in.SignInFailedError, ThrottledError) as error:

        def remember(session: Session) -> None:
            sign_in.count_failure(session, attempt, context.at)
            context.record(Tag.SIGN_IN_FAILED, "service")

        afterwards(remember)
        page = render_template(
            "accounts/sign_in.html", email=attempt.email, message=str(error), next=_target()
        )
        return page, error.status
    replace(context, actor=user.id).record(Tag.USER_SIGNED_IN, f"user:{user.id}")
    form_session.clear()  # a token handed out before signing in is worth nothing afterwards
    response = make_response(redirect(_target(), HTTPStatus.SEE_OTHER))
    response.set_cookie(
        guard.cookie_name(),
        token,
        httponly=True,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        samesite="Lax",
    )
    return response


@pages.post("/sign-out")
def leave() -> ResponseReturnValue:
    guard.authorize(Permission.ACCOUNT_USE)
    sign_in.sign_out(db.session(), request.cookies.get(guard.cookie_name(), ""))
    guard.context().record(Tag.USER_SIGNED_OUT, f"user:{guard.identity().user_id}")
    response = make_response(redirect("/sign-in", HTTPStatus.SEE_OTHER))
    response.delete_cookie(guard.cookie_name(), secure=current_app.config["SESSION_COOKIE_SECURE"])
    return response


def _target() -> str:
    """Where to go afterwards: a path of our own, never another site."""
    wanted = request.values.get("next", "/")
    parts = urlsplit(wanted)
    own = not parts.scheme and not parts.netloc and wanted.startswith("/") and "\\" not in wanted
    return wanted if own and not wanted.startswith("//") else "/"
