"""A candidate, a stage and an interview at the border."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from debrief.models import Interview, InterviewFormat, StageKind
from debrief.reports.people import Directory
from debrief.schemas.colleagues import CHOOSE, Colleague, NamingColleagues
from debrief.schemas.forms import Address, Line, load
from debrief.schemas.times import Clock, Day, Zone, moment
from debrief.services.applications import InterviewInput


@dataclass(frozen=True, slots=True)
class CandidateInput:
    """A candidate as given; `source` is how they came in, kept apart from the rest."""

    name: str
    email: str
    source: str


class CandidateSchema(Schema):
    """A candidate; only the name is needed."""

    name = Line(200, blank="Give the candidate's name.")
    email = Address(load_default="")
    source = Line(200, load_default="")

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> CandidateInput:
        return CandidateInput(**data)


class StageSchema(Schema):
    """The next step of an application."""

    kind = fields.Enum(
        StageKind, by_value=True, required=True, error_messages={"unknown": "Choose a stage."}
    )


class ReferralSchema(Schema):
    """How an application came in."""

    source = Line(200, blank="Say how the application came in.")


class InterviewSchema(NamingColleagues):
    """One session, its day and times on the clock of `zone`."""

    date = Day(required=True)
    starts = Clock(required=True)
    ends = Clock(required=True)
    zone = Zone(required=True)
    format = fields.Enum(
        InterviewFormat,
        by_value=True,
        required=True,
        error_messages={"unknown": "Choose how the interview is held."},
    )
    place = Line(300, load_default="")
    interviewers = fields.List(Colleague(), validate=validate.Length(min=1, error=CHOOSE))

    @validates_schema(skip_on_field_errors=False)
    def _check(self, data: dict[str, Any], **_: object) -> None:
        """Say what is wrong with the times together with everything else."""
        if {"date", "starts", "ends", "zone"}.issubset(data):
            starts, ends = _times(data)
            if ends <= starts:
                raise ValidationError(
                    "The interview must end after it starts. Choose a later time.", "ends"
                )

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> InterviewInput:
        starts, ends = _times(data)
        people = tuple(data["interviewers"])
        return InterviewInput(starts, ends, data["format"], data["zone"], people, data["place"])


def _times(data: Mapping[str, Any]) -> tuple[datetime, datetime]:
    times = []
    for name in ("starts", "ends"):
        try:
            times.append(moment(data["date"], data[name], data["zone"]))
        except ValidationError as error:
            raise ValidationError({name: error.messages}) from error
    return times[0], times[1]


def read_candidate(form: Mapping[str, str]) -> CandidateInput:
    """A candidate from the form; raises InvalidInputError, every problem at its field."""
    given: CandidateInput = load(
        CandidateSchema(), {name: form.get(name, "") for name in ("name", "email", "source")}
    )
    return given


def read_interview(
    form: Mapping[str, str], interviewers: Sequence[str], directory: Directory
) -> InterviewInput:
    """An interview from the form; raises InvalidInputError, every problem at its field."""
    names = ("date", "starts", "ends", "zone", "format", "place")
    given = {name: form.get(name, "") for name in names}
    read: InterviewInput = load(InterviewSchema(directory), given | {"interviewers": interviewers})
    return read


def interview_form(interview: Interview) -> dict[str, str]:
    """The form fields that say what an interview is, its interviewers aside."""
    zone = ZoneInfo(interview.zone)
    starts, ends = interview.starts_at.astimezone(zone), interview.ends_at.astimezone(zone)
    return {
        "date": f"{starts:%d/%m/%Y}",
        "starts": f"{starts:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "zone": interview.zone,
        "format": interview.format.value,
        "place": interview.place,
    }
