"""The comment rules: read by category, turned down or off, own words added, each with a preview."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from debrief.access import Permission
from debrief.blueprints.card_page import by_script
from debrief.errors import DebriefError, InvalidInputError, NotFoundError
from debrief.extensions import db
from debrief.language import Edition, advert_rules
from debrief.models import WordingEdition
from debrief.reports import wording_rules
from debrief.reports.audit_sight import sight_of
from debrief.reports.wording import edition_of
from debrief.reports.wording_preview import Preview, preview
from debrief.reports.wording_rules import OWN, RuleLine
from debrief.schemas.wording import read_asked, read_own_words, read_state
from debrief.services import wording
from debrief.web import guard

pages = Blueprint("wording", __name__, url_prefix="/wording-rules")


@pages.get("")
def index() -> ResponseReturnValue:
    guard.authorize(Permission.WORDING_MANAGE)
    edition = edition_of(db.session())
    return render_template(
        "wording/index.html",
        rules=wording_rules.rule_lines(edition),
        number=wording_rules.newest_number(db.session()),
    )


@pages.get("/about")
def about() -> ResponseReturnValue:
    """What everybody may know of how comments are read."""
    guard.authorize(Permission.ACCOUNT_USE)
    return render_template(
        "wording/about.html",
        rules=wording_rules.rule_lines(edition_of(db.session())),
        adverts=advert_rules(),
    )


@pages.get("/rules/<rule_id>")
def show(rule_id: str) -> ResponseReturnValue:
    guard.authorize(Permission.WORDING_MANAGE)
    return _rule_page(_find(rule_id))


@pages.post("/rules/<rule_id>")
def save(rule_id: str) -> ResponseReturnValue:
    """Turn a shipped rule down, off or back; take own words out."""
    guard.authorize(Permission.WORDING_MANAGE)
    line = _find(rule_id)

    def change() -> WordingEdition:
        if line.state == OWN:
            return wording.remove_words(guard.context(), rule_id, read_asked(request.form))
        severity = read_state(request.form, line.rule.severity)
        return wording.change_rule(guard.context(), rule_id, severity, read_asked(request.form))

    return _done(change, lambda error: _rule_page(line, error))


@pages.post("/rules/<rule_id>/preview")
def preview_rule(rule_id: str) -> ResponseReturnValue:
    """What the choice in the form would change, with nothing saved."""
    guard.authorize(Permission.WORDING_MANAGE)
    line, was = _find(rule_id), edition_of(db.session())
    try:
        now = was.changed(rule_id, read_state(request.form, line.rule.severity))
    except InvalidInputError as error:
        return _rule_page(line, error)
    return _rule_page(line, seen=_seen(was, now))


@pages.get("/own-words")
def own_words() -> ResponseReturnValue:
    guard.authorize(Permission.WORDING_MANAGE)
    return _own_page()


@pages.post("/own-words")
def add() -> ResponseReturnValue:
    """Put words of the employer's own under a category."""
    guard.authorize(Permission.WORDING_MANAGE)

    def change() -> WordingEdition:
        given = read_own_words(request.form)
        return wording.add_words(guard.context(), given, read_asked(request.form))

    return _done(change, _own_page)


@pages.post("/own-words/preview")
def preview_own() -> ResponseReturnValue:
    """What the words in the form would flag, with nothing saved."""
    guard.authorize(Permission.WORDING_MANAGE)
    was = edition_of(db.session())
    try:
        given = read_own_words(request.form, whole=False)
    except InvalidInputError as error:
        return _own_page(error)
    now = was.taking(wording.own_words(guard.context(), given, 0))
    return _own_page(seen=_seen(was, now))


@pages.get("/editions")
def editions() -> ResponseReturnValue:
    guard.authorize(Permission.WORDING_MANAGE)
    return _editions_page()


@pages.post("/editions")
def back_to_shipped() -> ResponseReturnValue:
    """An edition in which every rule is as it ships."""
    guard.authorize(Permission.WORDING_MANAGE)
    return _done(
        lambda: wording.back_to_shipped(guard.context(), read_asked(request.form)), _editions_page
    )


def _find(rule_id: str) -> RuleLine:
    found = wording_rules.find_rule(edition_of(db.session()), rule_id)
    if found is None:
        raise NotFoundError("There is nothing here.")
    return found


def _seen(was: Edition, now: Edition) -> Preview:
    return preview(db.session(), sight_of(db.session(), guard.identity()), was, now)


def _done(
    change: Callable[[], WordingEdition], again: Callable[[DebriefError], ResponseReturnValue]
) -> ResponseReturnValue:
    """To the list once it is done; else the form once more, with what was typed."""
    try:
        change()
    except DebriefError as error:
        return again(error)
    return redirect(url_for("wording.index"), HTTPStatus.SEE_OTHER)


def _rule_page(
    line: RuleLine, error: DebriefError | None = None, seen: Preview | None = None
) -> ResponseReturnValue:
    return _form_page("wording/rule.html", error, seen, line=line)


def _own_page(
    error: DebriefError | None = None, seen: Preview | None = None
) -> ResponseReturnValue:
    return _form_page("wording/own.html", error, seen, categories=wording_rules.categories())


def _editions_page(error: DebriefError | None = None) -> ResponseReturnValue:
    found = wording_rules.editions(db.session())
    return _form_page("wording/editions.html", error, None, editions=found)


def _form_page(
    template: str, error: DebriefError | None, seen: Preview | None, **values: object
) -> ResponseReturnValue:
    """A form with what was typed in its fields, what went wrong, or what it would change."""
    errors = error.fields if isinstance(error, InvalidInputError) else {}
    values |= {
        "errors": errors,
        "message": None if errors or error is None else str(error),
        "seen": seen,
        "given": request.form,
        "number": wording_rules.newest_number(db.session()),
    }
    status = error.status if error else HTTPStatus.OK
    if by_script():  # while somebody types, what is missing yet is no mistake
        return render_template("wording/_live.html", **values)
    return render_template(template, **values), status
