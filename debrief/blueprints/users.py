"""Accounts, for admins: finding one, opening one, changing and closing it."""

from collections.abc import Mapping
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from debrief.access import Permission, Role
from debrief.errors import ConflictError, InvalidInputError, NotFoundError
from debrief.extensions import db
from debrief.models import User
from debrief.reports.users import accounts as find_accounts
from debrief.reports.users import count_accounts
from debrief.schemas.times import zones
from debrief.schemas.users import read_new_user, read_password, read_user
from debrief.services import accounts
from debrief.web import guard
from debrief.web.paging import page_of

pages = Blueprint("users", __name__, url_prefix="/users")

Refused = InvalidInputError | ConflictError


@pages.get("")
def index() -> ResponseReturnValue:
    guard.authorize(Permission.USERS_MANAGE)
    text = " ".join(request.args.get("q", "").replace("\0", "").split())
    page = page_of(count_accounts(db.session(), text))
    found = find_accounts(db.session(), text, page.offset, page.size)
    return render_template("users/index.html", accounts=found, page=page, text=text)


@pages.get("/new")
def new() -> ResponseReturnValue:
    guard.authorize(Permission.USERS_MANAGE)
    return _new({"zone": "UTC"}, ())


@pages.post("")
def add() -> ResponseReturnValue:
    guard.authorize(Permission.USERS_MANAGE)
    try:
        given = read_new_user(request.form)
        user = accounts.open_account(guard.context(), given.email, given.password, given.account)
    except (InvalidInputError, ConflictError) as error:
        return _new(request.form, request.form.getlist("roles"), error)
    return _to(user)


@pages.get("/<uuid:user_id>")
def show(user_id: UUID) -> ResponseReturnValue:
    return _page(_load(user_id))


@pages.post("/<uuid:user_id>")
def save(user_id: UUID) -> ResponseReturnValue:
    user = _load(user_id)
    try:
        accounts.change_user(guard.context(), user, read_user(request.form))
    except (InvalidInputError, ConflictError) as error:
        return _page(user, error, request.form, request.form.getlist("roles"))
    return _to(user)


@pages.post("/<uuid:user_id>/password")
def set_password(user_id: UUID) -> ResponseReturnValue:
    user = _load(user_id)
    try:
        accounts.set_password(guard.context(), user, read_password(request.form))
    except (InvalidInputError, ConflictError) as error:
        return _page(user, error)
    return _to(user)


@pages.post("/<uuid:user_id>/closing")
def disable(user_id: UUID) -> ResponseReturnValue:
    user = _load(user_id)
    try:
        accounts.disable_user(guard.context(), user)
    except ConflictError as error:
        return _page(user, error)
    return _to(user)


@pages.post("/<uuid:user_id>/opening")
def enable(user_id: UUID) -> ResponseReturnValue:
    user = _load(user_id)
    try:
        accounts.enable_user(guard.context(), user)
    except ConflictError as error:
        return _page(user, error)
    return _to(user)


def _load(user_id: UUID) -> User:
    guard.authorize(Permission.USERS_MANAGE)
    user = db.session.get(User, user_id)
    if user is None:
        raise NotFoundError("There is nothing here.")
    return user


def _to(user: User) -> ResponseReturnValue:
    return redirect(url_for("users.show", user_id=user.id), HTTPStatus.SEE_OTHER)


def _new(
    given: Mapping[str, str], roles: object, error: Refused | None = None
) -> ResponseReturnValue:
    return _form("users/new.html", error, given=given, roles=roles)


def _page(
    user: User,
    error: Refused | None = None,
    given: Mapping[str, str] | None = None,
    roles: object = None,
) -> ResponseReturnValue:
    # What the refused request set on the row is shown from the form, and rolled back with it.
    db.session.expire(user)
    kept = {"name": user.name, "title": user.title, "zone": user.zone}
    return _form(
        "users/show.html",
        error,
        account=user,
        given=given or kept,
        roles=sorted(user.role_names) if roles is None else roles,
        own=user.id == guard.identity().user_id,
    )


def _form(template: str, error: Refused | None, **shown: object) -> ResponseReturnValue:
    page = render_template(
        template,
        zones=zones(),
        every_role=tuple(Role),
        errors=error.fields if isinstance(error, InvalidInputError) else {},
        message=str(error) if isinstance(error, ConflictError) else None,
        **shown,
    )
    return page, error.status if error else HTTPStatus.OK
