"""Text that an interviewer takes off the card and sends to HR, without criterion or rating."""

from debrief.audit import Tag
from debrief.models import Debrief, MessageToHr
from debrief.services.context import Context, required


def send_to_hr(context: Context, debrief: Debrief, text: str) -> MessageToHr:
    """Put `text` before HR at once; it is no part of the debrief."""
    words = context.write(
        required(text, "message", "Write what HR should know."), debrief.stage.application_id
    )
    message = MessageToHr(debrief=debrief, sent_at=context.at, words=words)
    context.session.add(message)
    context.session.flush()
    context.record(Tag.MESSAGE_SENT_TO_HR, f"message:{message.id}")
    return message
