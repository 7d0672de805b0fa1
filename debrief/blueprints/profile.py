"""Everybody's own account: name, zone, password."""

from collections.abc import Mapping
from http import HTTPStatus

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from debrief.access import Permission
from debrief.audit import Tag
from debrief.errors import DebriefError, InvalidInputError, ThrottledError
from debrief.extensions import db
from debrief.models import User
from debrief.schemas.times import zones
from debrief.schemas.users import read_own_password, read_profile
from debrief.services import accounts, sign_in
from debrief.web import guard
from debrief.web.transaction import afterwards

pages = Blueprint("profile", __name__, url_prefix="/account")


@pages.get("")
def show() -> ResponseReturnValue:
    return _page(_own())


@pages.post("")
def save() -> ResponseReturnValue:
    user = _own()
    try:
        accounts.change_profile(guard.context(), user, *read_profile(request.form))
    except InvalidInputError as error:
        return _page(user, error, request.form)
    return redirect(url_for("profile.show", saved="profile"), HTTPStatus.SEE_OTHER)


@pages.post("/password")
def change_password() -> ResponseReturnValue:
    user = _own()
    try:
        current, password = read_own_password(request.form)
        attempt = sign_in.Attempt(
            user.email,
            current,
            request.remote_addr or "",
            current_app.config["SECRET_KEY"].encode(),
        )
        _change(user, attempt, password)
    except (InvalidInputError, ThrottledError) as error:
        return _page(user, error)
    return redirect(url_for("profile.show", saved="password"), HTTPStatus.SEE_OTHER)


def _change(user: User, attempt: sign_in.Attempt, password: str) -> None:
    """Change it, and count a wrong guess at the current one as a failed sign-in."""
    context = guard.context()
    token = request.cookies.get(guard.cookie_name(), "")
    try:
        accounts.change_own_password(context, user, attempt, password, token)
    except (sign_in.SignInFailedError, ThrottledError):

        def remember(session: Session) -> None:
            sign_in.count_failure(session, attempt, context.at)
            context.record(Tag.SIGN_IN_FAILED, "service")

        afterwards(remember)
        raise


def _own() -> User:
    who = guard.authorize(Permission.ACCOUNT_USE)
    return db.session.get_one(User, who.user_id)


def _page(
    user: User, error: DebriefError | None = None, given: Mapping[str, str] | None = None
) -> ResponseReturnValue:
    fields = error.fields if isinstance(error, InvalidInputError) else {}
    page = render_template(
        "profile/show.html",
        account=user,
        given=given or {"name": user.name, "zone": user.zone},
        zones=zones(),
        errors=fields,
        message=str(error) if error and not fields else None,
        saved=request.args.get("saved"),
    )
    return page, error.status if error else HTTPStatus.OK
