"""What is asked of the audit log: a period to take out, entries to find."""

from collections.abc import Mapping
from typing import Any

from marshmallow import EXCLUDE, Schema, fields, validate

from debrief.audit import Tag
from debrief.reports.audit_log import LogSearch
from debrief.reports.audit_table import Period
from debrief.schemas.forms import Line, load
from debrief.schemas.times import ASK_DAY, Day

LONGEST = 200


class PeriodSchema(Schema):
    """The first and the last day of a report."""

    first = Day(required=True, error_messages={"required": ASK_DAY})
    last = Day(required=True, error_messages={"required": ASK_DAY})


class LogSearchSchema(Schema):
    """Filters of the log page; a blank one is none."""

    tag = fields.String(
        load_default="",
        validate=validate.OneOf(["", *Tag], error="Choose an event from the list."),
    )
    actor = Line(LONGEST, load_default="")
    subject = Line(LONGEST, load_default="")
    first = Day(load_default=None)
    last = Day(load_default=None)


def read_period(form: Mapping[str, str]) -> Period:
    """The period of a form; raises InvalidInputError with what is wrong, field by field."""
    given = load(PeriodSchema(unknown=EXCLUDE), form)
    return Period(given["first"], given["last"])


def read_log_search(query: Mapping[str, str]) -> LogSearch:
    """The search of a query string, whose blank fields ask for nothing."""
    asked: dict[str, Any] = {name: text for name, text in query.items() if text.strip()}
    return LogSearch(**load(LogSearchSchema(unknown=EXCLUDE), asked))
