"""The account's API keys: a new one is shown once, an old one can be revoked."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from debrief.access import Permission
from debrief.errors import ConflictError, InvalidInputError, NotFoundError
from debrief.extensions import db
from debrief.models import ApiToken, User
from debrief.reports.tokens import tokens_of
from debrief.schemas.forms import load
from debrief.schemas.tokens import TokenSchema
from debrief.services import tokens
from debrief.web import guard

pages = Blueprint("tokens", __name__, url_prefix="/account/api-keys")


@pages.get("")
def index() -> ResponseReturnValue:
    return _page(_owner())


@pages.post("")
def issue() -> ResponseReturnValue:
    owner = _owner()
    asked = {name: request.form.get(name, "") for name in ("label", "days")}
    try:
        given = load(TokenSchema(), asked)
        token, text = tokens.issue_token(guard.context(), owner, **given)
    except InvalidInputError as error:
        return _page(owner, errors=error.fields), error.status
    except ConflictError as error:
        return _page(owner, message=str(error)), error.status
    # Shown in this very answer and in no other: a redirect would need it to be kept somewhere.
    return render_template("tokens/issued.html", token=token, text=text), HTTPStatus.CREATED


@pages.post("/<uuid:token_id>/revocation")
def revoke(token_id: UUID) -> ResponseReturnValue:
    owner = _owner()
    token = db.session.get(ApiToken, token_id)
    if token is None or token.user_id != owner.id:
        raise NotFoundError("There is nothing here.")
    tokens.revoke_token(guard.context(), token)
    return redirect(url_for("tokens.index"), HTTPStatus.SEE_OTHER)


def _owner() -> User:
    who = guard.authorize(Permission.ACCOUNT_USE)
    return db.session.get_one(User, who.user_id)


def _page(
    owner: User, errors: dict[str, list[str]] | None = None, message: str | None = None
) -> str:
    return render_template(
        "tokens/index.html",
        keys=tokens_of(db.session(), owner.id, guard.now()),
        lifetimes=tokens.LIFETIMES,
        given=request.form,
        errors=errors or {},
        message=message,
    )
