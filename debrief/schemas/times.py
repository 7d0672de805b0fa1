"""Days and times as people type them, on the clock of a place."""

import re
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from marshmallow import ValidationError, fields
from typing_extensions import override

DAY = re.compile(r"(\d{1,2})(?:[./ -]+(\d{1,2})[./ -]+|[ .-]*([^\W\d]{3,9})[ .,-]*)(\d{4}|\d{2})")
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
CLOCK = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(?:([ap])\.?m?\.?)?", re.IGNORECASE)
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
YEARS = range(2000, 2101)
NOON = 12
ASK_DAY = "Write the day as day, month and year, like 24/11/2026."
ASK_TIME = "Write the time like 9:30 or 14:00."
ASK_ZONE = "Choose a time zone from the list, like Europe/Berlin."


def read_day(text: str) -> date:
    """`24/11/2026`, `24.11.26`, `24 Nov 2026` or `2026-11-24`; the day comes before the month."""
    found = text.strip()
    if iso := ISO_DAY.fullmatch(found):
        year, month, day = (int(part) for part in iso.groups())
    elif written := DAY.fullmatch(found):
        day, month = int(written[1]), _month(written[2], written[3])
        year = int(written[4]) + (2000 if len(written[4]) == len("26") else 0)
    else:
        raise ValidationError(ASK_DAY)
    try:
        read = date(year, month, day)
    except ValueError:
        raise ValidationError(f"There is no such day. {ASK_DAY}") from None
    if read.year not in YEARS:
        raise ValidationError(f"Write a year from {YEARS[0]} to {YEARS[-1]}.")
    return read


def read_clock(text: str) -> time:
    """`9:30`, `930`, `0930`, `9.30`, `9`, `14h30`, `2pm` or `2:15 pm`."""
    found = CLOCK.fullmatch(text.strip())
    if found is None:
        raise ValidationError(ASK_TIME)
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= NOON:
            raise ValidationError(ASK_TIME)
        hour = hour % NOON + (NOON if half == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise ValidationError(ASK_TIME) from None


def moment(day: date, clock: time, zone: str) -> datetime:
    """That time in UTC; of a time that comes twice, the first.

    Raises ValidationError for a time that the clocks of the place leave out.
    """
    local = datetime.combine(day, clock, ZoneInfo(zone))
    read = local.astimezone(UTC)
    if read.astimezone(local.tzinfo).time() != clock:
        raise ValidationError(
            f"{clock:%H:%M} does not exist on {day.day} {day:%b %Y} in {zone}: the clocks go "
            "forward. Choose another time."
        )
    return read


@cache
def zones() -> tuple[str, ...]:
    """The zones to choose from: places, without the aliases of one letter or country."""
    return tuple(sorted({name for name in available_timezones() if "/" in name} | {"UTC"}))


@cache
def _zones_by_any_case() -> dict[str, str]:
    return {name.lower(): name for name in zones()}


class Day(fields.Field[date]):
    """A calendar day."""

    @override
    def _deserialize(self, value: Any, *args: Any, **options: Any) -> date:
        return read_day(str(value))


class Clock(fields.Field[time]):
    """A time of day."""

    @override
    def _deserialize(self, value: Any, *args: Any, **options: Any) -> time:
        return read_clock(str(value))


class Zone(fields.Field[str]):
    """An IANA zone, in any case, spaces for underscores."""

    @override
    def _deserialize(self, value: Any, *args: Any, **options: Any) -> str:
        name = _zones_by_any_case().get("_".join(str(value).lower().split()))
        if name is None:
            raise ValidationError(ASK_ZONE)
        return name


def _month(number: str | None, name: str | None) -> int:
    if number:
        return int(number)
    short = (name or "")[:3].lower()
    if short not in MONTHS:
        raise ValidationError(ASK_DAY)
    return MONTHS.index(short) + 1
