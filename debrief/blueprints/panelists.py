"""The two ways out of a panel: stepping back oneself, and letting a missing card go."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from debrief.access import Permission
from debrief.blueprints.loading import debrief_and_facts
from debrief.errors import ConflictError, DebriefError, InvalidInputError, NotFoundError
from debrief.models import Debrief, Panelist
from debrief.reports.about import about
from debrief.schemas.outcomes import read_text
from debrief.services import panels
from debrief.web import guard

pages = Blueprint("panelists", __name__, url_prefix="/debriefs/<uuid:debrief_id>")


@pages.get("/recusal")
def ask_to_recuse(debrief_id: UUID) -> ResponseReturnValue:
    debrief, facts = debrief_and_facts(debrief_id)
    guard.authorize(Permission.PANELIST_RECUSE, facts)
    return render_template("debriefs/recuse.html", about=about(debrief))


@pages.post("/recusal")
def recuse(debrief_id: UUID) -> ResponseReturnValue:
    debrief, facts = debrief_and_facts(debrief_id)
    guard.authorize(Permission.PANELIST_RECUSE, facts)
    own = guard.identity().user_id
    panels.recuse(guard.context(), next(p for p in debrief.panelists if p.user_id == own))
    return redirect(url_for("home.show"), HTTPStatus.SEE_OTHER)


@pages.get("/panelists/<uuid:panelist_id>/waiver")
def ask_to_waive(debrief_id: UUID, panelist_id: UUID) -> ResponseReturnValue:
    return _waiver_form(*_seat(debrief_id, panelist_id))


@pages.post("/panelists/<uuid:panelist_id>/waiver")
def waive(debrief_id: UUID, panelist_id: UUID) -> ResponseReturnValue:
    debrief, panelist = _seat(debrief_id, panelist_id)
    try:
        reason = read_text(request.form, "reason")
        panels.waive(guard.context(), panelist, reason, current_app.config["EMPLOYER_ZONE"])
    except (InvalidInputError, ConflictError) as error:
        return _waiver_form(debrief, panelist, error)
    return redirect(url_for("debriefs.show", debrief_id=debrief.id), HTTPStatus.SEE_OTHER)


def _seat(debrief_id: UUID, panelist_id: UUID) -> tuple[Debrief, Panelist]:
    debrief, facts = debrief_and_facts(debrief_id)
    guard.authorize(Permission.DEBRIEF_WAIVE, facts)
    for panelist in debrief.panelists:
        if panelist.id == panelist_id:
            return debrief, panelist
    raise NotFoundError("There is nothing here.")


def _waiver_form(
    debrief: Debrief, panelist: Panelist, error: DebriefError | None = None
) -> ResponseReturnValue:
    page = render_template(
        "debriefs/waive.html",
        about=about(debrief),
        name=panelist.user.name,
        due_at=panelist.due_at,
        given=request.form,
        errors=error.fields if isinstance(error, InvalidInputError) else {},
        message=str(error) if error else None,
    )
    return page, error.status if error else HTTPStatus.OK
