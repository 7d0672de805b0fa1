"""A scorecard at the border: one shape for the API and the form, filled in or read back."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate
from typing_extensions import override

from debrief.errors import InvalidInputError
from debrief.models import EvidenceKind, NeReason, ResultCorrectness
from debrief.schemas.forms import ANOTHER_LOOK, flatten, nest
from debrief.schemas.strict import StrictSchema, TrueOrFalse
from debrief.schemas.text import SafeText
from debrief.scoring.scale import LEVELS, NOT_RATED, Recommendation
from debrief.services.answers import (
    DisputeInput,
    ObservationInput,
    RatingInput,
    ScorecardInput,
    SignalInput,
)

LONGEST = 5000
LONGEST_NAME = 120
YES = "yes"
AGAIN = "Choose or write this again."


def _choice(kind: type[StrEnum]) -> fields.Enum[StrEnum]:
    """One of the values, or none: a draft need not have chosen yet."""
    return fields.Enum(
        kind,
        by_value=True,
        allow_none=True,
        load_default=None,
        error_messages={"unknown": "Choose one of: {choices}."},
    )


class Level(fields.Field[int | str]):
    """1 to 5, or NE for "not enough evidence"; JSON's 4.0 is the integer 4, its true is not 1."""

    @override
    def _deserialize(self, value: Any, *args: Any, **options: Any) -> int | str:
        whole = isinstance(value, (int, float)) and not isinstance(value, bool)
        if value == NOT_RATED or (whole and value in LEVELS):
            return value if isinstance(value, str) else int(value)
        raise ValidationError("Choose a level from 1 to 5, or NE.")

    @override
    def _serialize(self, value: Any, attr: str | None, obj: Any, **options: Any) -> Any:
        return NOT_RATED if getattr(obj, "ne_reason", None) else value


class RatingSchema(StrictSchema):
    """One criterion's answer."""

    criterion = SafeText(LONGEST_NAME, required=True)
    level = Level(allow_none=True, load_default=None, metadata={"enum": [*LEVELS, NOT_RATED, None]})
    ne_reason = _choice(NeReason)
    evidence = SafeText(LONGEST, load_default="")
    question = SafeText(LONGEST, load_default="")
    kind = _choice(EvidenceKind)
    correctness = _choice(ResultCorrectness)

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> RatingInput:
        level = None if data["level"] == NOT_RATED else data["level"]
        return RatingInput(**(data | {"level": level}))


class ObservationSchema(StrictSchema):
    """One piece of a signal's evidence form."""

    kind = _choice(EvidenceKind)
    question = SafeText(LONGEST, load_default="")
    said = SafeText(LONGEST, load_default="")

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> ObservationInput:
        return ObservationInput(**data)


class SignalSchema(StrictSchema):
    """A signal and its evidence; a context item carries none."""

    signal = SafeText(LONGEST_NAME, required=True)
    observations = fields.List(
        fields.Nested(ObservationSchema), load_default=list, validate=validate.Length(max=10)
    )

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> SignalInput:
        return SignalInput(data["signal"], tuple(data["observations"]))


class DisputeSchema(StrictSchema):
    """Words marked as a protected topic that their author says are none; HR reviews them."""

    field = SafeText(LONGEST_NAME, required=True)
    rule = SafeText(LONGEST_NAME, required=True)
    text = SafeText(LONGEST, required=True)

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> DisputeInput:
        return DisputeInput(**data)


class ScorecardSchema(StrictSchema):
    """A whole scorecard."""

    reason = SafeText(LONGEST, load_default="")
    recommendation = _choice(Recommendation)
    could_not_assess = TrueOrFalse(load_default=False)
    change_of_mind = SafeText(LONGEST, load_default="")
    ratings = fields.List(
        fields.Nested(RatingSchema), load_default=list, validate=validate.Length(max=20)
    )
    signals = fields.List(
        fields.Nested(SignalSchema), load_default=list, validate=validate.Length(max=40)
    )
    disputed = fields.List(
        fields.Nested(DisputeSchema), load_default=list, validate=validate.Length(max=100)
    )
    #: What was asked "does it still stand?" and does: a criterion, a signal, "recommendation".
    stands = fields.List(
        SafeText(LONGEST_NAME), load_default=list, validate=validate.Length(max=60)
    )

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> ScorecardInput:
        many = {name: tuple(value) for name, value in data.items() if isinstance(value, list)}
        return ScorecardInput(**(data | many))


def read_form(form: Mapping[str, str], criteria: Sequence[str]) -> ScorecardInput:
    """A scorecard from form fields such as `ratings-communication-level`.

    Raises InvalidInputError when a field holds what no control of the form can send.
    """
    document = form_document(form, criteria)
    if document["could_not_assess"]:
        document |= {"ratings": [], "signals": [], "recommendation": None}
    try:
        given: ScorecardInput = ScorecardSchema().load(document)
    except ValidationError as error:
        raise InvalidInputError(ANOTHER_LOOK, _by_field(error.messages_dict, document)) from error
    return given


def form_document(form: Mapping[str, str], criteria: Sequence[str]) -> dict[str, Any]:
    """What stands in the form's fields, as the API would say it; nothing is checked yet."""
    typed = {"ratings": {}, "signals": {}, "disputed": {}, "stands": {}} | nest(form)
    return {
        "reason": form.get("reason", ""),
        "recommendation": form.get("recommendation") or None,
        "could_not_assess": form.get("could_not_assess") == YES,
        "change_of_mind": form.get("change_of_mind", ""),
        "ratings": [_rating(key, _branch(typed["ratings"], key)) for key in criteria],
        "signals": [
            {"signal": key, "observations": _observations(_branch(typed["signals"], key))}
            for key in _keys(typed["signals"])
            if form.get(f"signals-{key}-chosen") == YES
        ],
        "disputed": [_branch(typed["disputed"], key) for key in _keys(typed["disputed"])],
        "stands": [key for key in _keys(typed["stands"]) if form[f"stands-{key}"] == YES],
    }


def fill_form(given: ScorecardInput) -> dict[str, str]:
    """The form's fields for a card: the other way round from `read_form`."""
    document: dict[str, Any] = ScorecardSchema().dump(given)
    document["could_not_assess"] = YES if given.could_not_assess else ""
    document["ratings"] = {each.pop("criterion"): each for each in document["ratings"]}
    document["signals"] = {
        each["signal"]: {"chosen": YES}
        | {str(number): seen for number, seen in enumerate(each["observations"], start=1)}
        for each in document["signals"]
    }
    document["stands"] = dict.fromkeys(document["stands"], YES)
    return flatten(document)


def _rating(criterion: str, typed: Mapping[str, str]) -> dict[str, Any]:
    level = typed.get("level", "")
    return {
        "criterion": criterion,
        "level": int(level) if level.isascii() and level.isdigit() else level or None,
        # A reason chosen before the level was: it says nothing beside a level.
        "ne_reason": (typed.get("ne_reason") or None) if level == NOT_RATED else None,
        "evidence": typed.get("evidence", ""),
        "question": typed.get("question", ""),
        "kind": typed.get("kind") or None,
        "correctness": typed.get("correctness") or None,
    }


def _observations(typed: Mapping[str, Any]) -> list[dict[str, Any]]:
    numbered = [_branch(typed, number) for number in _keys(typed) if number.isdigit()]
    return [
        {**each, "kind": each.get("kind") or None}
        for each in numbered
        if each.get("question", "").strip() or each.get("said", "").strip()
    ]


def _branch(typed: Any, key: str) -> dict[str, Any]:
    below = typed.get(key) if isinstance(typed, dict) else None
    return below if isinstance(below, dict) else {}


def _keys(typed: Any) -> list[str]:
    return list(typed) if isinstance(typed, dict) else []


def _by_field(messages: Mapping[str, Any], document: Mapping[str, Any]) -> dict[str, list[str]]:
    """The schema's messages by the names that the form's fields have."""
    told: dict[str, list[str]] = {}
    for name, found in messages.items():
        if isinstance(found, list):
            told[name] = found
        elif name == "ratings":
            for place, inner in found.items():
                path = f"ratings-{document['ratings'][place]['criterion']}"
                told |= {f"{path}-{field}": texts for field, texts in inner.items()}
        elif name == "signals":
            told |= {f"signals-{document['signals'][place]['signal']}": [AGAIN] for place in found}
        else:
            told[name] = [AGAIN]
    return told
