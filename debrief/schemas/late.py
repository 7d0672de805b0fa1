"""What is asked of the list of what is late."""

from collections.abc import Mapping

from marshmallow import EXCLUDE, Schema, fields

from debrief.reports.late import LateSearch, Wait
from debrief.schemas.forms import load
from debrief.schemas.times import Day


class LateSearchSchema(Schema):
    """Filters of the list; a blank one is none."""

    wait = fields.Enum(
        Wait,
        by_value=True,
        data_key="for",
        load_default=None,
        error_messages={"unknown": "Choose what to look for from the list."},
    )
    requisition_id = fields.UUID(
        data_key="requisition",
        load_default=None,
        error_messages={"invalid_uuid": "Choose an opening from the list."},
    )
    first = Day(load_default=None)
    last = Day(load_default=None)


def read_late_search(query: Mapping[str, str]) -> LateSearch:
    """The search of a query string; raises InvalidInputError, field by field."""
    asked = {name: text for name, text in query.items() if text.strip()}
    return LateSearch(**load(LateSearchSchema(unknown=EXCLUDE), asked))
