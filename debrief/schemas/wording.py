"""The forms by which HR makes an edition of the comment rules."""

from collections.abc import Mapping
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate
from typing_extensions import override

from debrief.language import Severity
from debrief.language.editions import OFF, plain_phrase, says_little
from debrief.language.rule import CATEGORY_GROUP
from debrief.schemas.forms import Line, load
from debrief.schemas.text import SafeText
from debrief.services.wording import Asked, OwnInput

LONGEST_REASON = 500
MOST_PHRASES, MOST_WORDS = 40, 8
SAY_WHY = "Write why. The next person in HR reads it."
#: As the rule ships, whatever that is.
SHIPPED = "shipped"
CHOOSE_STATE = "Choose what the rule does."
CHOOSE_CATEGORY = "Choose what the words are about."
CHOOSE_SEVERITY = "Choose what the flag says."


class Phrases(SafeText):
    """Words and phrases, one a line; case, hyphens and marks do not matter."""

    @override
    def _deserialize(self, value: Any, *args: Any, **options: Any) -> Any:
        lines = super()._deserialize(value, *args, **options).split("\n")
        # The words of each line once, in the order typed.
        found = list(dict.fromkeys(phrase for line in lines if (phrase := plain_phrase(line))))
        if not found:
            raise ValidationError("Write the words to flag, one a line.")
        if len(found) > MOST_PHRASES:
            raise ValidationError(f"Write at most {MOST_PHRASES} lines.")
        for phrase in found:
            if len(phrase.split()) > MOST_WORDS:
                raise ValidationError(
                    f"“{phrase}” is long: write at most {MOST_WORDS} words a line."
                )
            if says_little(phrase):
                raise ValidationError(f"“{phrase}” stands in almost every comment. Say more.")
        return found


class _Reasoned(Schema):
    reason = Line(
        LONGEST_REASON, blank=SAY_WHY, required=True, error_messages={"required": SAY_WHY}
    )
    replaces = fields.Integer(load_default=-1)


class StateSchema(Schema):
    """What a shipped rule is to do."""

    state = fields.String(
        required=True,
        validate=validate.OneOf([SHIPPED, OFF, *Severity], error=CHOOSE_STATE),
        error_messages={"required": CHOOSE_STATE},
    )


class OwnWordsSchema(Schema):
    """Words of the employer's own, with what a flag on them says."""

    category = fields.String(
        required=True,
        validate=validate.OneOf(CATEGORY_GROUP, error=CHOOSE_CATEGORY),
        error_messages={"required": CHOOSE_CATEGORY},
    )
    severity = fields.String(
        required=True,
        validate=validate.OneOf([Severity.WARN, Severity.ADVISE], error=CHOOSE_SEVERITY),
        error_messages={"required": CHOOSE_SEVERITY},
    )
    anchors = Phrases(4000, required=True)
    why = Line(300, blank="Write why these words are a problem.", required=True)
    question = Line(300, blank="Write a question that leads to evidence.", required=True)
    scaffold = Line(
        300, blank="Write a sentence to fill in, with ___ for what is left open.", required=True
    )


def read_asked(form: Mapping[str, str]) -> Asked:
    """Why, and from which edition; raises InvalidInputError."""
    given = load(_Reasoned(unknown=EXCLUDE), form)
    return Asked(given["reason"], given["replaces"])


def read_state(form: Mapping[str, str], ships: Severity) -> Severity | None:
    """What a rule that ships as `ships` is to be, None for off; raises InvalidInputError."""
    state: str = load(StateSchema(unknown=EXCLUDE), form)["state"]
    if state == OFF:
        return None
    return ships if state == SHIPPED else Severity(state)


def read_own_words(form: Mapping[str, str], *, whole: bool = True) -> OwnInput:
    """Words to add; of a form that need not be `whole`, what a flag says may be missing yet.

    Raises InvalidInputError.
    """
    said = dict.fromkeys(("why", "question", "scaffold"), "")
    schema = OwnWordsSchema(unknown=EXCLUDE, exclude=() if whole else tuple(said))
    given = said | load(schema, form)
    given["anchors"] = tuple(given["anchors"])
    given["severity"] = Severity(given["severity"])
    return OwnInput(**given)
