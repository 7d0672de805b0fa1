"""What a recruiter sends on the way from a candidate to a debrief."""

from sqlalchemy import select

from debrief.models import Debrief
from tests.integration.house import CORE

INTERVIEW = {
    "date": "1/12/2026",
    "starts": "930",
    "ends": "10.30",
    "zone": "Europe/Berlin",
    "format": "video",
    "place": "Room 5",
}


def named(user):
    return f"{user.name} ({user.email})"


def interview(built, **changes):
    return INTERVIEW | {"interviewers": [named(built.panel[0]), built.panel[1].email, ""]} | changes


def schedule(built, recruiter, application, **changes):
    url = f"/stages/{application.stages[0].id}/interviews"
    return recruiter.post(url, interview(built, **changes))


def panel(built, **changes):
    given = {"facilitator": named(built.facilitator)}
    for place, user in enumerate(built.panel[:2]):
        given |= {f"panel-{place}-person": named(user), f"panel-{place}-criteria": list(CORE)}
    return given | changes


def set_up(built, recruiter, application, **changes):
    url = f"/stages/{application.stages[0].id}/debrief"
    return recruiter.post(url, panel(built, **changes))


def of_stage(built, application):
    built.session.expire_all()
    chosen = select(Debrief).where(Debrief.stage_id == application.stages[0].id)
    return built.session.scalars(chosen).one()
