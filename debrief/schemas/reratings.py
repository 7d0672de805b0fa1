"""A change after seeing others, from its form: only what was chosen anew."""

from collections.abc import Mapping, Sequence
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from debrief.errors import InvalidInputError
from debrief.models import ChangeReason, NeReason
from debrief.schemas.text import SafeText
from debrief.scoring.scale import LEVELS, NOT_RATED, Recommendation
from debrief.services.reratings import NewRating, Rerating

LONGEST = 5000


class _NewRating(Schema):
    level = fields.Integer(
        strict=True, required=True, validate=validate.OneOf(LEVELS), allow_none=True
    )
    ne_reason = fields.Enum(NeReason, by_value=True, load_default=None)
    evidence = SafeText(LONGEST, load_default="")

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> NewRating:
        return NewRating(**data)


class _Rerating(Schema):
    ratings = fields.Dict(fields.String(), fields.Nested(_NewRating))
    recommendation = fields.Enum(Recommendation, by_value=True, load_default=None)
    reason = SafeText(LONGEST, load_default="")


def read_rerating(
    form: Mapping[str, str], criteria: Sequence[str]
) -> tuple[Rerating, ChangeReason]:
    """What changes and why; raises InvalidInputError by field."""
    wrong: dict[str, list[str]] = {}
    if form.get("change_reason") not in set(ChangeReason):
        wrong["change_reason"] = ["Say why it changes."]
    ratings = {key: _rating(form, key) for key in criteria if form.get(f"ratings-{key}-level")}
    for key, rating in ratings.items():
        if rating["level"] is None and "ne_reason" not in rating:
            wrong[f"ratings-{key}-ne_reason"] = ["Choose why there is not enough evidence."]
    given = {"ratings": ratings, "reason": form.get("reason", "")}
    if form.get("recommendation"):
        given["recommendation"] = form["recommendation"]
    try:
        loaded = _Rerating().load(given)
    except ValidationError as error:
        wrong |= {name: ["Choose or write this again."] for name in error.messages_dict}
        raise InvalidInputError("Some answers need another look.", wrong) from error
    if wrong:
        raise InvalidInputError("Some answers need another look.", wrong)
    return Rerating(**loaded), ChangeReason(form["change_reason"])


def _rating(form: Mapping[str, str], key: str) -> dict[str, Any]:
    level, ne_reason = form[f"ratings-{key}-level"], form.get(f"ratings-{key}-ne_reason")
    given: dict[str, Any] = {"evidence": form.get(f"ratings-{key}-evidence", "")}
    if level == NOT_RATED:
        return given | {"level": None} | ({"ne_reason": ne_reason} if ne_reason else {})
    return given | {"level": int(level) if level.isascii() and level.isdigit() else level}
