"""A scorecard at the border: flat form fields to what the use cases take."""

from collections.abc import Mapping, Sequence
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from debrief.errors import InvalidInputError
from debrief.models import EvidenceKind, NeReason, ResultCorrectness
from debrief.schemas.text import SafeText
from debrief.scoring.scale import Recommendation
from debrief.services.answers import RatingInput, ScorecardInput

NE = "NE"
LONGEST = 5000


class RatingSchema(Schema):
    """One criterion's answer."""

    criterion = fields.String(required=True)
    level = fields.Integer(strict=True, allow_none=True, load_default=None)
    ne_reason = fields.Enum(NeReason, by_value=True, allow_none=True, load_default=None)
    evidence = SafeText(LONGEST, load_default="")
    question = SafeText(LONGEST, load_default="")
    kind = fields.Enum(EvidenceKind, by_value=True, allow_none=True, load_default=None)
    correctness = fields.Enum(ResultCorrectness, by_value=True, allow_none=True, load_default=None)

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> RatingInput:
        return RatingInput(**data)


class ScorecardSchema(Schema):
    """A whole scorecard."""

    reason = SafeText(LONGEST, load_default="")
    recommendation = fields.Enum(Recommendation, by_value=True, allow_none=True, load_default=None)
    could_not_assess = fields.Boolean(load_default=False)
    change_of_mind = SafeText(LONGEST, load_default="")
    ratings = fields.List(
        fields.Nested(RatingSchema), load_default=list, validate=validate.Length(max=20)
    )

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> ScorecardInput:
        return ScorecardInput(**(data | {"ratings": tuple(data["ratings"])}))


def read_form(form: Mapping[str, str], criteria: Sequence[str]) -> ScorecardInput:
    """A scorecard from form fields such as `ratings-communication-level`.

    Raises InvalidInputError when a field holds what no control of the form can send.
    """
    could_not = form.get("could_not_assess") == "yes"
    given = {
        "reason": form.get("reason", ""),
        "change_of_mind": form.get("change_of_mind", ""),
        "could_not_assess": could_not,
        "recommendation": None if could_not else form.get("recommendation") or None,
        "ratings": [] if could_not else [_rating(form, each) for each in criteria],
    }
    try:
        loaded: ScorecardInput = ScorecardSchema().load(given)
    except ValidationError as error:
        problems = {name: ["Choose or write this again."] for name in error.messages_dict}
        raise InvalidInputError("Some answers need another look.", problems) from error
    answered = tuple(r for r in loaded.ratings if r.level is not None or r.ne_reason is not None)
    return ScorecardInput(
        loaded.reason,
        loaded.recommendation,
        loaded.could_not_assess,
        loaded.change_of_mind,
        answered,
    )


def _rating(form: Mapping[str, str], criterion: str) -> dict[str, Any]:
    def field(name: str) -> str:
        return form.get(f"ratings-{criterion}-{name}", "")

    level = field("level")
    return {
        "criterion": criterion,
        "level": int(level) if level.isascii() and level.isdigit() else None,
        "ne_reason": _ne_reason(criterion, field("ne_reason")) if level == NE else None,
        "evidence": field("evidence"),
        "question": field("question"),
        "kind": field("kind") or None,
        "correctness": field("correctness") or None,
    }


def _ne_reason(criterion: str, chosen: str) -> str:
    if chosen:
        return chosen
    message = "Choose why there is not enough evidence."
    raise InvalidInputError(
        "Some answers need another look.", {f"ratings-{criterion}-ne_reason": [message]}
    )
