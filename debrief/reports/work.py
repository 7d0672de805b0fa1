"""What awaits a person: cards to write, debriefs to follow."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from debrief.access import Identity, Permission, State, permits
from debrief.access.predicates import OPEN_STATES
from debrief.models import Debrief
from debrief.reports.facts import debrief_facts


@dataclass(frozen=True, slots=True)
class Item:
    """One debrief as this person may know it."""

    debrief_id: UUID
    candidate: str
    title: str
    stage: str
    state: State
    due_at: datetime
    owes_card: bool
    own_card_in: bool


def work_of(session: Session, who: Identity) -> tuple[Item, ...]:
    """Every debrief this person may know of, the soonest due first."""
    found = []
    for debrief in session.scalars(select(Debrief).order_by(Debrief.due_at)):
        facts = debrief_facts(session, debrief)
        if not permits(who, Permission.DEBRIEF_KNOW, facts):
            continue
        known = permits(who, Permission.DEBRIEF_STATUS, facts)
        on_panel = who.user_id in facts.panelist_ids
        is_in = who.user_id in facts.submitted_ids
        found.append(
            Item(
                debrief.id,
                debrief.stage.application.candidate.name,
                debrief.requisition_version.title,
                debrief.stage.kind.value,
                shown_state(debrief.state, status=known),
                debrief.due_at,
                owes_card=on_panel and not is_in and debrief.state in OPEN_STATES,
                own_card_in=is_in,
            )
        )
    return tuple(found)


def shown_state(state: State, *, status: bool) -> State:
    """The state as told: without the status, that the last card is in must not show."""
    return State.COLLECTING if state is State.SEALED and not status else state
