"""A text to check for wording, and what was found in it."""

from debrief.language import Severity
from debrief.schemas import told
from debrief.schemas.strict import StrictSchema
from debrief.schemas.text import SafeText

LONGEST = 5000


class CommentSchema(StrictSchema):
    """A comment as typed."""

    text = SafeText(LONGEST, required=True)


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
