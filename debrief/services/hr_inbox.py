"""HR's side of what interviewers took off a card and sent privately."""

from debrief.audit import Tag
from debrief.models import MessageToHr
from debrief.services.context import Context


def read_message(context: Context, message: MessageToHr) -> None:
    """Open a message: each reading is recorded, the first one marks it as read."""
    if message.read_at is None:
        message.read_at = context.at
        context.session.flush()
    context.record(Tag.MESSAGE_READ, f"message:{message.id}")
