"""Working days: Monday to Friday in the employer's zone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

SATURDAY = 5


def working_days_later(moment: datetime, days: int, zone: str) -> datetime:
    """The same wall-clock time `days` working days on; `moment` is aware, `zone` an IANA name."""
    local = moment.astimezone(ZoneInfo(zone))
    while days:
        local += timedelta(days=1)
        days -= local.weekday() < SATURDAY
    return local.astimezone(moment.tzinfo)
