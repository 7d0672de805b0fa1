"""A debrief's panel at the border: rows of a form to people and the criteria they rate."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from marshmallow import Schema, ValidationError, fields, post_load, validate
from werkzeug.datastructures import MultiDict

from debrief.reports.people import Directory
from debrief.schemas.colleagues import Colleague, NamingColleagues
from debrief.schemas.forms import load
from debrief.services.panels import MOST_CRITERIA, PanelistInput

ONE_TO_FOUR = f"Choose one to {MOST_CRITERIA} criteria."
MOST_ROWS = 20


@dataclass(frozen=True, slots=True)
class PanelInput:
    """A whole panel as given."""

    facilitator_id: UUID
    panel: tuple[PanelistInput, ...]


class SeatSchema(Schema):
    """One row; `person` is resolved by the shape around it, which has the directory."""

    person = fields.String(load_default="")
    criteria = fields.List(
        fields.String(), validate=validate.Length(1, MOST_CRITERIA, error=ONE_TO_FOUR)
    )


class PanelSchema(NamingColleagues):
    """A facilitator and at least one panelist."""

    facilitator = Colleague()
    panel = fields.List(
        fields.Nested(SeatSchema), validate=validate.Length(min=1, error="Name a panelist.")
    )

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> PanelInput:
        wrong: dict[int, dict[str, list[str]]] = {}
        found: list[PanelistInput] = []
        for place, row in enumerate(data["panel"]):
            try:
                user_id = self.find(row["person"])
            except ValidationError as error:
                wrong[place] = {"person": list(error.messages)}
                continue
            if any(seat.user_id == user_id for seat in found):
                wrong[place] = {"person": ["This person is on the panel already."]}
            found.append(PanelistInput(user_id, tuple(row["criteria"])))
        if wrong:
            raise ValidationError({"panel": wrong})
        return PanelInput(data["facilitator"], tuple(found))


class PanelistSchema(NamingColleagues):
    """One more panelist."""

    person = Colleague()
    criteria = fields.List(
        fields.String(), validate=validate.Length(1, MOST_CRITERIA, error=ONE_TO_FOUR)
    )

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> PanelistInput:
        return PanelistInput(data["person"], tuple(data["criteria"]))


def rows_of(form: MultiDict[str, str]) -> list[dict[str, Any]]:
    """The rows of a panel form that hold anything, in their order."""
    rows = []
    for place in range(MOST_ROWS):
        person = form.get(f"panel-{place}-person", "")
        criteria = form.getlist(f"panel-{place}-criteria")
        if person.strip() or criteria:
            rows.append({"person": person, "criteria": criteria})
    return rows


def read_panel(form: MultiDict[str, str], directory: Directory) -> PanelInput:
    """A panel from the form; raises InvalidInputError, every problem at its field."""
    given = {"facilitator": form.get("facilitator", ""), "panel": rows_of(form)}
    read: PanelInput = load(PanelSchema(directory), given)
    return read


def read_panelist(form: MultiDict[str, str], directory: Directory) -> PanelistInput:
    """One more panelist from the form."""
    given = {"person": form.get("person", ""), "criteria": form.getlist("criteria")}
    read: PanelistInput = load(PanelistSchema(directory), given)
    return read
