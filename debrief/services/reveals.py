"""The sealed gate: when the panel is in, and the one-way moment all cards open."""

from sqlalchemy import bindparam, exists, func, select, update
from sqlalchemy.orm.attributes import set_committed_value

from debrief.access import State
from debrief.access.predicates import OPEN_STATES
from debrief.audit import Tag
from debrief.errors import ConflictError
from debrief.models import Debrief, Interview, Panelist, RevealCause, Scorecard, Waiver, ask
from debrief.services.context import Context

#: Of everybody who has not stepped back: is the card in, and was it waived?
SEATS = (
    select(Scorecard.versions.any(), exists().where(Waiver.panelist_id == Panelist.id))
    .select_from(Panelist)
    .join(Scorecard)
    .where(Panelist.debrief_id == bindparam("debrief"), Panelist.recused_at.is_(None))
)
MOVE = update(Debrief).where(Debrief.id == bindparam("debrief")).values(state=bindparam("to"))


def settle(context: Context, debrief: Debrief) -> None:
    """Bring the state of an open debrief up to what its panel and the clock say."""
    if debrief.state not in OPEN_STATES:
        return
    context.session.flush()
    seats = ask(context.session, SEATS, {"debrief": debrief.id}).all()
    some_in = any(is_in for is_in, _ in seats)
    # A panel that has all stepped back has nothing to open.
    if some_in and all(is_in or waived for is_in, waived in seats):
        state = State.SEALED
    elif some_in or _has_begun(context, debrief):
        state = State.COLLECTING
    else:
        state = State.SCHEDULED
    if state is not debrief.state:
        moved = {"debrief": debrief.id, "to": state}
        context.session.connection().execute(MOVE, moved)
        set_committed_value(debrief, "state", state)


def _has_begun(context: Context, debrief: Debrief) -> bool:
    first = select(func.min(Interview.starts_at)).where(Interview.stage_id == debrief.stage_id)
    starts_at = context.session.scalar(first)
    return starts_at is not None and starts_at <= context.at


def reveal(context: Context, debrief: Debrief, cause: RevealCause) -> None:
    """Open all cards together."""
    context.session.refresh(debrief, with_for_update=True)
    if debrief.state is not State.SEALED:
        raise ConflictError("Cards open when every panelist has submitted, recused or been waived.")
    debrief.revealed_at = context.at
    debrief.reveal_cause = cause
    debrief.state = State.REVEALED
    context.session.flush()
    context.record(Tag.DEBRIEF_REVEALED, f"debrief:{debrief.id}", details={"cause": cause.value})


def reveal_due(context: Context) -> int:
    """Move every open debrief with the clock, and open those that are sealed and due; how many."""
    opened = 0
    still_open = select(Debrief).where(Debrief.state.in_(OPEN_STATES)).order_by(Debrief.due_at)
    for debrief in context.session.scalars(still_open):
        settle(context, debrief)
        if debrief.state is State.SEALED and debrief.due_at <= context.at:
            reveal(context, debrief, RevealCause.DUE_TIME)
            opened += 1
    return opened


def cancel(context: Context, debrief: Debrief) -> None:
    """Call the debrief off; its cards stay sealed."""
    context.session.refresh(debrief, with_for_update=True)
    if debrief.state not in OPEN_STATES:
        raise ConflictError("Only a debrief that has not been revealed can be cancelled.")
    debrief.state = State.CANCELLED
    debrief.cancelled_at = context.at
    context.session.flush()
    context.record(Tag.DEBRIEF_CANCELLED, f"debrief:{debrief.id}")


def close(context: Context, debrief: Debrief) -> None:
    """End the work on a decided debrief."""
    context.session.refresh(debrief, with_for_update=True)
    if debrief.state is not State.DECIDED:
        raise ConflictError("A debrief closes once it has been decided.")
    debrief.state = State.CLOSED
    debrief.closed_at = context.at
    context.session.flush()
    context.record(Tag.DEBRIEF_CLOSED, f"debrief:{debrief.id}")
