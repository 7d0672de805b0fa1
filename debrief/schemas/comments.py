"""A text to check for wording, and what was found in it."""

from enum import StrEnum
from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from debrief.language import Severity
from debrief.schemas import told
from debrief.schemas.strict import StrictSchema
from debrief.schemas.text import SafeText

#: An advert may be longer than any comment.
LONGEST = 10_000


class TextKind(StrEnum):
    """What a text is: about somebody, or about work that is offered."""

    COMMENT = "comment"
    ADVERT = "advert"


class CommentSchema(StrictSchema):
    """A text as typed, and where it stands: words of its vacancy and criterion are of the trade."""

    text = SafeText(LONGEST, required=True)
    kind = fields.Enum(
        TextKind,
        by_value=True,
        load_default=TextKind.COMMENT,
        metadata={"description": "An advert (or success profile) is read by rules of its own."},
    )
    requisition_id = fields.UUID(
        load_default=None,
        metadata={"description": "The opening it is about, one that you may read."},
    )
    criterion = SafeText(
        80,
        load_default=None,
        metadata={"description": "The criterion a comment is on; name the requisition too."},
    )

    @validates_schema
    def _placed(self, data: dict[str, Any], **_: object) -> None:
        if data["criterion"] is None:
            return
        if data["kind"] is TextKind.ADVERT:
            raise ValidationError("An advert is on no criterion.", "criterion")
        if data["requisition_id"] is None:
            raise ValidationError("Name the requisition that rates it too.", "requisition_id")


class CommentFlagSchema(StrictSchema):
    """A fact about the text: characters start to end match a rule."""

    rule = told.words(attribute="rule_id")
    category = told.words()
    severity = told.choice(Severity)
    start = told.number("Counted in Unicode characters of the text below, from 0.")
    end = told.number("The first character after the words.")
    words = told.words(attribute="text")
    why = told.words()
    source = told.words()
    question = told.words("What to ask yourself instead; leads to evidence.")
    scaffold = told.words("A sentence with blanks to fill; never a synonym.")


class CommentCheckSchema(StrictSchema):
    """What was found. Nothing of it is kept."""

    text = told.words("The text as it would be kept: NFC, line ends as \\n.")
    flags = told.many(CommentFlagSchema)
