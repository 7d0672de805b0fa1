"""What every template may use: the person's own clock, and who they are."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask

from debrief.web import guard


def init_app(app: Flask) -> None:
    app.add_template_filter(local_time)
    app.context_processor(_surroundings)


def local_time(moment: datetime) -> str:
    """`Tue 24 Nov, 16:00`, in the zone of whoever reads."""
    user = guard.current_user()
    local = moment.astimezone(ZoneInfo(user.zone if user else "UTC"))
    return f"{local:%a} {local.day} {local:%b, %H:%M}"


def _surroundings() -> dict[str, Any]:
    return {"user": guard.current_user()}
