"""Hints on what a requisition tells of the work, while it is written; nothing is kept."""

from collections.abc import Mapping

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from debrief.access import Permission
from debrief.blueprints.hinted import AdvertSheet
from debrief.errors import NotFoundError
from debrief.extensions import db
from debrief.reports.wording import advert_reader
from debrief.web import guard

pages = Blueprint("adverts", __name__, url_prefix="/requisitions")

FIELDS = ("advert", "success_profile")


@pages.post("/hints")
def hints() -> ResponseReturnValue:
    """The hints under one field, for what is typed there now."""
    guard.authorize(Permission.ACCOUNT_USE)
    field = request.form.get("hinted", FIELDS[0])
    if field not in FIELDS:
        raise NotFoundError("There is nothing here.")
    return render_template("wording/_hints.html", sheet=sheet_of(request.form), field=field)


def sheet_of(given: Mapping[str, str]) -> AdvertSheet:
    """The texts of a form, read in the light of the vacancy it is about."""
    reader = advert_reader(db.session(), given.get("title", ""), given.get("level", ""))
    return AdvertSheet(reader, {name: given.get(name, "").replace("\r\n", "\n") for name in FIELDS})
