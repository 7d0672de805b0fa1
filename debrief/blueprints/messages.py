"""Messages that interviewers sent to HR instead of writing them on a card."""

from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from debrief.access import Permission
from debrief.errors import NotFoundError
from debrief.extensions import db
from debrief.models import MessageToHr
from debrief.reports import hr_messages
from debrief.reports.audit_sight import sight_of
from debrief.services.hr_inbox import read_message
from debrief.web import guard
from debrief.web.paging import page_of

pages = Blueprint("messages", __name__, url_prefix="/messages")


@pages.get("")
def index() -> ResponseReturnValue:
    sight = sight_of(db.session(), guard.authorize(Permission.HR_MESSAGES_READ))
    page = page_of(hr_messages.count_messages(db.session(), sight))
    found = hr_messages.headings(db.session(), sight, page.offset, page.size)
    return render_template("messages/index.html", messages=found, page=page)


@pages.get("/<uuid:message_id>")
def show(message_id: UUID) -> ResponseReturnValue:
    who = guard.authorize(Permission.HR_MESSAGES_READ)
    message = db.session.get(MessageToHr, message_id)
    shut = sight_of(db.session(), who).shut
    if message is None or message.debrief.stage.application_id in shut:
        raise NotFoundError("There is nothing here.")
    read_message(guard.context(), message)
    opened = hr_messages.opened(db.session(), message)
    return render_template("messages/show.html", message=opened)
