"""The own scorecard through the API: the draft, what is submitted, and every version kept."""

from typing import Any

from marshmallow import fields, post_load
from typing_extensions import override

from debrief.models import ChangeReason, Handling, Phase
from debrief.schemas import told
from debrief.schemas.scorecards import ScorecardSchema
from debrief.schemas.strict import StrictSchema
from debrief.scoring.scale import Recommendation
from debrief.services.answers import ScorecardInput

LEVEL = {"type": ["integer", "string"], "description": "1 to 5, NE, or null: no answer."}


class GivenRatingSchema(StrictSchema):
    """One criterion's answer."""

    criterion = told.words()
    level = fields.Raw(required=True, allow_none=True, metadata=LEVEL)
    ne_reason = told.words_or_none("Why there is not enough evidence.")
    evidence = told.words("What the candidate said or did.")
    question = told.words()
    kind = told.words_or_none()
    correctness = told.words_or_none()


class GivenObservationSchema(StrictSchema):
    """One piece of a signal's evidence form."""

    kind = told.words_or_none()
    question = told.words()
    said = told.words()


class GivenSignalSchema(StrictSchema):
    """A signal and its evidence."""

    signal = told.words()
    observations = told.many(GivenObservationSchema)


class GivenDisputeSchema(StrictSchema):
    """Words marked as a protected topic that you said are none."""

    field = told.words()
    rule = told.words()
    text = told.words()


class AnswersSchema(StrictSchema):
    """A scorecard's answers, as they would be sent; of a draft, nothing is checked yet."""

    reason = told.words()
    recommendation = told.words_or_none()
    could_not_assess = told.yes_no()
    change_of_mind = told.words()
    ratings = told.many(GivenRatingSchema)
    signals = told.many(GivenSignalSchema)
    disputed = told.many(GivenDisputeSchema)
    stands = fields.List(fields.String(), required=True)


class DraftSchema(StrictSchema):
    """What is being typed; its ETag goes into If-Match to replace it."""

    saved_at = told.moment()
    answers = told.one(AnswersSchema)


class OwnFlagSchema(StrictSchema):
    """A comment flag on your words, and what you did about it."""

    field = told.words("The field of the card, such as ratings-communication-evidence.")
    rule = told.words(attribute="flag.rule")
    category = told.words(attribute="flag.category")
    severity = told.words(attribute="flag.severity")
    start = told.number(attribute="flag.start")
    end = told.number(attribute="flag.end")
    handling = told.choice(Handling, attribute="flag.handling")


class VersionSchema(StrictSchema):
    """A submitted version, frozen; its ETag goes into If-Match to correct it."""

    number = told.number()
    phase = told.choice(Phase)
    change_reason = told.choice(ChangeReason, allow_none=True)
    submitted_at = told.moment()
    answers = told.one(AnswersSchema)
    flags = told.many(OwnFlagSchema)


class VersionLineSchema(StrictSchema):
    """One version of the card."""

    number = told.number()
    phase = told.choice(Phase)
    submitted_at = told.moment()
    recommendation = told.choice(Recommendation, allow_none=True)


class CardSchema(StrictSchema):
    """Your scorecard on a debrief."""

    debrief_id = told.key()
    due_at = told.moment()
    criteria = fields.List(
        fields.String(), required=True, metadata={"description": "What you rate, in this order."}
    )
    writable = told.yes_no("Whether the debrief still takes a version of it.")
    needs_change_reason = told.yes_no("After the reveal a change needs a reason code.")
    draft = told.one(DraftSchema, allow_none=True)
    versions = told.many(VersionLineSchema)


class SubmissionSchema(ScorecardSchema):
    """A whole scorecard; after the reveal, and only then, with why it changes."""

    change_reason = fields.Enum(ChangeReason, by_value=True, allow_none=True, load_default=None)

    @override
    @post_load
    def _make(
        self, data: dict[str, Any], **_: object
    ) -> tuple[ScorecardInput, ChangeReason | None]:
        why = data.pop("change_reason")
        return super()._make(data), why
