"""The rows of an import at the border: cells as typed to what the use case takes."""

import base64
import csv
import hashlib
import io
import re
import zlib
from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validates_schema
from typing_extensions import override

from debrief.errors import InvalidInputError
from debrief.integrations.csv_rows import MOST_BYTES, Row
from debrief.models import InterviewFormat, StageKind
from debrief.schemas.forms import Address, Line
from debrief.schemas.times import Clock, Day, moment
from debrief.services.import_plan import ImportRow

#: Column -> what it holds; the order of the example and of the documentation on the page.
COLUMNS = {
    "candidate_name": "The candidate's full name.",
    "candidate_email": "Their address. It tells whether they are here already.",
    "referral_source": "How they came in. Kept apart; no interviewer or hiring manager sees it.",
    "stage": "screen, work sample, panel or final.",
    "date": "Day of the interview, like 24/11/2026.",
    "start": "Its start, like 9:30, on the requisition's clock.",
    "end": "Its end.",
    "format": "on site, video, phone or exercise.",
    "place": "A room or a link.",
    "panelist_email": "Who takes part in the interview. One row per person.",
    "criteria": "What they rate, one to four, separated by |. Empty: they write no card.",
    "facilitator_email": "Who runs the debrief. Once per stage is enough.",
}
NEEDED = ("candidate_name", "candidate_email")
TIMES = ("date", "start", "end", "format")
LONGEST_SHOWN = 100


class OneOf(fields.Field[Any]):
    """A word out of an enumeration, whatever its case, spaces and hyphens."""

    def __init__(self, kind: type[StageKind | InterviewFormat], **options: Any) -> None:
        super().__init__(**options)
        self._kind = kind

    @override
    def _deserialize(self, value: Any, *args: Any, **options: Any) -> Any:
        try:
            return self._kind(re.sub(r"[\s_-]+", "_", str(value).strip().lower()))
        except ValueError:
            words = ", ".join(member.value.replace("_", " ") for member in self._kind)
            raise ValidationError(f"Use one of: {words}.") from None


class ImportRowSchema(Schema):
    """One row; an empty cell is an absent one."""

    candidate_name = Line(200, required=True)
    candidate_email = Address(required=True)
    referral_source = Line(200)
    stage = OneOf(StageKind)
    date = Day()
    start = Clock()
    end = Clock()
    format = OneOf(InterviewFormat)
    place = Line(300)
    panelist_email = Address()
    criteria = Line(1000)
    facilitator_email = Address()

    def __init__(self, zone: str) -> None:
        super().__init__()
        self._zone = zone

    @validates_schema
    def _check(self, data: dict[str, Any], **_: object) -> None:
        given = set(data)
        if given.intersection(TIMES) and not given.issuperset((*TIMES, "panelist_email")):
            raise ValidationError(
                "An interview needs date, start, end, format and panelist_email.", "date"
            )
        if "stage" not in given and given.intersection(
            {*TIMES, "place", "panelist_email", "criteria", "facilitator_email"}
        ):
            raise ValidationError("Say which stage this belongs to.", "stage")
        if "criteria" in given and "panelist_email" not in given:
            raise ValidationError("Say who rates these criteria.", "panelist_email")

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        made = {
            "name": data["candidate_name"],
            "email": data["candidate_email"],
            "source": data.get("referral_source", ""),
            "stage": data.get("stage"),
            "format": data.get("format"),
            "place": data.get("place", ""),
            "panelist": data.get("panelist_email", ""),
            "criteria": tuple(filter(None, map(str.strip, data.get("criteria", "").split("|")))),
            "facilitator": data.get("facilitator_email", ""),
        }
        return made | (self._times(data) if "date" in data else {})

    def _times(self, data: dict[str, Any]) -> dict[str, Any]:
        day: date = data["date"]
        times: dict[str, Any] = {}
        for name in ("start", "end"):
            clock: time = data[name]
            try:
                times[f"{name}s_at"] = moment(day, clock, self._zone)
            except ValidationError as error:
                raise ValidationError({name: error.messages}) from error
        if times["ends_at"] <= times["starts_at"]:
            raise ValidationError({"end": ["The interview must end after it starts."]})
        return times


def pack(content: bytes) -> str:
    """The file as a hidden field carries it from the check to the confirmation."""
    return base64.urlsafe_b64encode(zlib.compress(content)).decode()


def unpack(field: str, digest: str) -> bytes:
    """The file again; raises InvalidInputError unless it is the very one of `digest`."""
    try:
        packed = base64.urlsafe_b64decode(field)
        content = zlib.decompressobj().decompress(packed, MOST_BYTES + 1)
    except (ValueError, zlib.error):
        content = b""
    if digest_of(content) != digest:
        message = "The file did not come back as it was checked. Upload it again."
        raise InvalidInputError(message, {"file": [message]})
    return content


def digest_of(content: bytes) -> str:
    """What tells one file from another."""
    return hashlib.sha256(content).hexdigest()


def example(criteria: Sequence[str]) -> str:
    """A small file that shows every column; `criteria` are names that the requisition rates."""
    first, second = criteria[:2], criteria[-2:]
    session = ("panel", "24/11/2026", "9:30", "10:30", "video", "https://meet.example/room-5")
    panel = [("sam@example.org", first), ("lena@example.org", second)]
    rows = [("李 한", "han@example.org", "Careers page", *[""] * 9)] + [
        (
            "Amara Okafor",
            "amara@example.org",
            "",
            *session,
            who,
            "|".join(rates),
            "finn@example.org",
        )
        for who, rates in panel
    ]
    text = io.StringIO()
    csv.writer(text).writerows([tuple(COLUMNS), *rows])
    return text.getvalue()


def read_rows(rows: Iterable[Row], zone: str) -> list[ImportRow]:
    """Each row with what it says, or with what it could not say and what to do about it."""
    schema = ImportRowSchema(zone)
    return [_read(schema, row) for row in rows]


def _read(schema: ImportRowSchema, row: Row) -> ImportRow:
    if row.problem:
        return _unread(row, row.problem)
    try:
        read: dict[str, Any] = schema.load({k: v for k, v in row.cells.items() if v})
    except ValidationError as error:
        return _unread(
            row,
            *(
                f"{name}: {_said(message)}"
                for name, messages in error.messages_dict.items()
                for message in messages
            ),
        )
    return ImportRow(row.line, **read)


def _unread(row: Row, *problems: str) -> ImportRow:
    """The row as far as a person needs it to find it again."""
    name, email = (row.cells.get(column, "")[:LONGEST_SHOWN] for column in NEEDED)
    return ImportRow(row.line, name, email.lower(), problems=problems)


def _said(message: str) -> str:
    missing = message == fields.Field.default_error_messages["required"]
    return "Fill in this cell." if missing else message
