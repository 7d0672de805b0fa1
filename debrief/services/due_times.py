"""When cards fall due: so many hours after the panelist's last interview of the stage."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from debrief.access.predicates import OPEN_STATES
from debrief.errors import ConflictError
from debrief.models import Debrief, Interview, Interviewer, Stage
from debrief.services.context import Context
from debrief.services.reveals import settle


def due_at(context: Context, debrief: Debrief, user_id: UUID) -> datetime:
    """After the person's own last interview of the stage, else after the stage's last."""
    ends = select(Interview.ends_at).where(Interview.stage_id == debrief.stage_id)
    own = ends.join(Interviewer).where(Interviewer.user_id == user_id)
    found = context.session.scalars(own).all() or context.session.scalars(ends).all()
    return max(found) + timedelta(hours=debrief.requisition_version.due_hours)


def hold_still(context: Context, stage: Stage) -> Debrief | None:
    """The stage's debrief, locked while its interviews change; the reveal fixes them.

    Raises ConflictError once the cards are open: the record says when they were held.
    """
    debrief = context.session.scalar(
        select(Debrief).where(Debrief.stage_id == stage.id).with_for_update()
    )
    if debrief is not None and debrief.revealed_at is not None:
        raise ConflictError("The cards of this stage are open: its interviews stay as they were.")
    return debrief


def follow_interviews(context: Context, debrief: Debrief | None) -> None:
    """Bring every due time up to the interviews as they now are."""
    if debrief is None or debrief.state not in OPEN_STATES:
        return
    context.session.flush()
    for panelist in debrief.panelists:
        panelist.due_at = due_at(context, debrief, panelist.user_id)
    debrief.due_at = max(panelist.due_at for panelist in debrief.panelists)
    context.session.expire(debrief.stage, ["interviews"])
    settle(context, debrief)
