"""A requisition at the border: flat form fields to what the use cases take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from marshmallow import Schema, ValidationError, fields, post_load, validates

from debrief.access import Opening
from debrief.errors import InvalidInputError
from debrief.models import RequisitionVersion, RubricVersion
from debrief.reports.people import Directory
from debrief.schemas.colleagues import Colleague, NamingColleagues
from debrief.schemas.forms import Line, TypedNumber, load
from debrief.schemas.text import SafeText
from debrief.schemas.times import Zone
from debrief.services.requisitions import CriterionInput, RequisitionInput

LONGEST_ADVERT = 10_000
OFF, RATED, MUST_HAVE = "off", "rated", "must"


class CriterionSchema(Schema):
    """A criterion that is rated."""

    criterion = fields.String(required=True)
    must_have = fields.Boolean(load_default=False)
    weight = TypedNumber(1, 100, load_default=1)

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> CriterionInput:
        return CriterionInput(**data)


class RequisitionSchema(NamingColleagues):
    """A whole requisition, its rubric version out of `rubrics`."""

    title = Line(200, blank="Give the requisition a title.")
    level = Line(80, load_default="")
    location = Line(120, load_default="")
    zone = Zone(required=True)
    hiring_manager = Colleague()
    rubric_version = fields.String(required=True)
    criteria = fields.List(fields.Nested(CriterionSchema), required=True)
    weight_reason = SafeText(2000, load_default="")
    due_hours = TypedNumber(1, 336, required=True)
    opening = fields.Enum(
        Opening,
        by_value=True,
        required=True,
        error_messages={"unknown": "Choose when panelists see each other's cards."},
    )
    success_profile = SafeText(5000, load_default="")
    advert = SafeText(LONGEST_ADVERT, load_default="")

    def __init__(self, directory: Directory, rubrics: Sequence[RubricVersion]) -> None:
        super().__init__(directory)
        self._rubrics = {str(version.id): version for version in rubrics}

    @validates("rubric_version")
    def _published(self, value: str, **_: object) -> None:
        if value not in self._rubrics:
            raise ValidationError("Choose a published rubric version.")

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> "Asked":
        manager = data.pop("hiring_manager", None)
        data["rubric_version"] = self._rubrics[data["rubric_version"]]
        return Asked(RequisitionInput(**(data | {"criteria": tuple(data["criteria"])})), manager)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form asked for; `hiring_manager_id` is None where it may not name one."""

    given: RequisitionInput
    hiring_manager_id: UUID | None


def read_form(
    form: Mapping[str, str], directory: Directory, rubrics: Sequence[RubricVersion]
) -> Asked:
    """A requisition from form fields such as `use-communication` and `weight-communication`.

    Raises InvalidInputError, every problem at its field.
    """
    chosen = [
        (name.removeprefix("use-"), use)
        for name, use in form.items()
        if name.startswith("use-") and use in {RATED, MUST_HAVE}
    ]
    given: dict[str, Any] = {
        name: form.get(name, "")
        for name in RequisitionSchema._declared_fields  # noqa: SLF001 - the shape's own field names
        if name != "criteria" and (name in form or name != "hiring_manager")
    }
    given["criteria"] = [
        {
            "criterion": key,
            "must_have": use == MUST_HAVE,
            "weight": form.get(f"weight-{key}", "1").strip() or "1",
        }
        for key, use in chosen
    ]
    try:
        asked: Asked = load(RequisitionSchema(directory, rubrics), given)
    except InvalidInputError as error:
        problems = {_as_in_form(name, chosen): said for name, said in error.fields.items()}
        raise InvalidInputError(str(error), problems) from error
    return asked


def to_form(version: RequisitionVersion, manager: str) -> dict[str, str]:
    """The form fields that say what a version says."""
    flat = {
        "title": version.title,
        "level": version.level,
        "location": version.location,
        "zone": version.zone,
        "hiring_manager": manager,
        "rubric_version": str(version.rubric_version_id),
        "weight_reason": version.weight_reason,
        "due_hours": str(version.due_hours),
        "opening": version.opening.value,
        "success_profile": version.success_profile,
        "advert": version.advert,
        "replaces": str(version.number),
    }
    for each in version.criteria:
        flat[f"use-{each.criterion}"] = MUST_HAVE if each.must_have else RATED
        flat[f"weight-{each.criterion}"] = str(each.weight)
    return flat


def _as_in_form(name: str, chosen: Sequence[tuple[str, str]]) -> str:
    """`criteria-2-weight` of the nested shape is `weight-communication` in the form."""
    match name.split("-"):
        case ["criteria", place, "weight"]:
            return f"weight-{chosen[int(place)][0]}"
        case _:
            return name
