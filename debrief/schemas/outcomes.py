"""An outcome and what stands beside it, at the border."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate
from werkzeug.datastructures import MultiDict

from debrief.errors import InvalidInputError
from debrief.models import Disposition, Result
from debrief.schemas.text import SafeText
from debrief.services.outcomes import OutcomeInput

LONGEST = 5000


def _choose(text: str) -> dict[str, str | list[Any] | dict[Any, Any]]:
    """What a missing choice is told, and one that is not offered."""
    return dict.fromkeys(("required", "unknown", "invalid"), text)


_ANSWER = "Choose whether to co-sign it or to return it."


class OutcomeSchema(Schema):
    """A decision; what is missing beyond the two choices the use case says."""

    result = fields.Enum(
        Result, by_value=True, required=True, error_messages=_choose("Choose an outcome.")
    )
    grounds = fields.List(
        fields.String(validate=validate.Length(max=80)),
        load_default=list,
        validate=validate.Length(max=20),
    )
    reason = SafeText(LONGEST, load_default="")
    disposition = fields.Enum(
        Disposition,
        by_value=True,
        required=True,
        error_messages=_choose("Choose a disposition code."),
    )
    disposition_reason = SafeText(LONGEST, load_default="")
    departure = SafeText(LONGEST, load_default="")

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> OutcomeInput:
        return OutcomeInput(**(data | {"grounds": tuple(data["grounds"])}))


class _Text(Schema):
    text = SafeText(LONGEST, load_default="")


class _Cosign(Schema):
    answer = fields.String(
        required=True,
        validate=validate.OneOf(("agree", "return"), error=_ANSWER),
        error_messages=_choose(_ANSWER),
    )
    remark = SafeText(LONGEST, load_default="")


def read_outcome(form: MultiDict[str, str]) -> OutcomeInput:
    """A decision from its form; raises InvalidInputError with everything that is not one."""
    names = ("result", "reason", "disposition", "disposition_reason", "departure")
    given = {name: form[name] for name in names if form.get(name)}
    outcome: OutcomeInput = _load(OutcomeSchema(), {**given, "grounds": form.getlist("grounds")})
    return outcome


def read_cosign(form: Mapping[str, str]) -> tuple[bool, str]:
    """Whether HR agrees, and the remark."""
    given = {name: form[name] for name in ("answer", "remark") if form.get(name)}
    loaded = _load(_Cosign(), given)
    return loaded["answer"] == "agree", loaded["remark"]


def read_text(form: Mapping[str, str], name: str) -> str:
    """One free text; raises InvalidInputError when it holds what cannot be kept."""
    try:
        text: str = _Text().load({"text": form.get(name, "")})["text"]
    except ValidationError as error:
        message = error.messages_dict["text"][0]
        raise InvalidInputError(message, {name: [message]}) from error
    return text


def _load(schema: Schema, given: Mapping[str, Any]) -> Any:
    """What the schema makes of it; raises InvalidInputError by field."""
    try:
        return schema.load(given)
    except ValidationError as error:
        told = {
            name: found if isinstance(found, list) else ["Choose again."]
            for name, found in error.messages_dict.items()
        }
        raise InvalidInputError("Some answers need another look.", told) from error
