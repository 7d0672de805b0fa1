"""HR's answer to a disputed flag."""

from collections.abc import Mapping

from marshmallow import EXCLUDE, Schema, fields

from debrief.models import Verdict
from debrief.schemas.forms import load

CHOOSE = "Choose whether the flag stands."


class VerdictSchema(Schema):
    """One choice."""

    verdict = fields.Enum(
        Verdict,
        by_value=True,
        required=True,
        error_messages={"required": CHOOSE, "unknown": CHOOSE},
    )


def read_verdict(form: Mapping[str, str]) -> Verdict:
    """The answer; raises InvalidInputError when none is chosen."""
    verdict: Verdict = load(VerdictSchema(unknown=EXCLUDE), form)["verdict"]
    return verdict
