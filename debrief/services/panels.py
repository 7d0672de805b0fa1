"""The panel of a debrief: who is asked, who steps back, whose missing card is let go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from debrief.access import State
from debrief.access.predicates import OPEN_STATES
from debrief.audit import Tag
from debrief.errors import ConflictError, InvalidInputError
from debrief.models import (
    Assignment,
    Debrief,
    Interview,
    Interviewer,
    Panelist,
    Scorecard,
    Stage,
    Waiver,
)
from debrief.scoring.workdays import working_days_later
from debrief.services.context import Context, required
from debrief.services.reveals import settle

#: Criteria one panelist can rate well; more is a longer form than five minutes.
MOST_CRITERIA = 4


@dataclass(frozen=True, slots=True)
class PanelistInput:
    """Somebody to ask, and the criteria they rate."""

    user_id: UUID
    criteria: tuple[str, ...]


def set_up_debrief(
    context: Context, stage: Stage, facilitator_id: UUID, panel: Iterable[PanelistInput]
) -> Debrief:
    """Put a panel together for a stage whose interviews are scheduled."""
    asked = tuple(panel)
    if not asked:
        raise InvalidInputError("Choose at least one panelist.", {"panel": ["Choose somebody."]})
    if not stage.interviews:
        raise ConflictError("Schedule the stage's interviews first: cards fall due after them.")
    version = stage.application.requisition.current
    debrief = Debrief(
        stage=stage,
        requisition_version=version,
        facilitator_id=facilitator_id,
        state=State.SCHEDULED,
        due_at=context.at,
        created_at=context.at,
    )
    context.session.add(debrief)
    context.session.flush()
    for given in asked:
        _seat(context, debrief, given)
    context.record(Tag.DEBRIEF_SET_UP, f"debrief:{debrief.id}")
    settle(context, debrief)
    return debrief


def add_panelist(context: Context, debrief: Debrief, given: PanelistInput) -> Panelist:
    """Ask one more person; before the reveal alone, and the debrief collects again."""
    _lock_open(context, debrief)
    if any(panelist.user_id == given.user_id for panelist in debrief.panelists):
        raise ConflictError("This person is on the panel already.")
    panelist = _seat(context, debrief, given)
    context.record(Tag.PANELIST_ADDED, f"panelist:{panelist.id}")
    settle(context, debrief)
    return panelist


def recuse(context: Context, panelist: Panelist) -> None:
    """Step back for good: whoever recuses sees nothing of the debrief, ever."""
    _lock_open(context, panelist.debrief)
    panelist.recused_at = context.at
    context.record(Tag.PANELIST_RECUSED, f"panelist:{panelist.id}")
    settle(context, panelist.debrief)


def waive(context: Context, panelist: Panelist, reason: str, zone: str) -> None:
    """Let a missing card go, from one working day past due in the employer's `zone`."""
    debrief = panelist.debrief
    _lock_open(context, debrief)
    if panelist.recused_at or panelist.waiver or card_is_in(context, panelist):
        raise ConflictError("Nothing is missing from this panelist.")
    if context.at < working_days_later(panelist.due_at, 1, zone):
        raise ConflictError("A card can be waived from one working day after it was due.")
    words = context.write(
        required(reason, "reason", "Say why the panel goes on without this card."),
        debrief.stage.application_id,
    )
    panelist.waiver = Waiver(waived_by_id=context.user_id, waived_at=context.at, reason=words)
    context.session.flush()
    context.record(Tag.PANELIST_WAIVED, f"panelist:{panelist.id}")
    settle(context, debrief)


def card_is_in(context: Context, panelist: Panelist) -> bool:
    """Whether the panelist has submitted; "could not assess", with a reason, counts."""
    submitted = select(Scorecard.id).where(
        Scorecard.panelist_id == panelist.id, Scorecard.versions.any()
    )
    return context.session.scalar(submitted) is not None


def _lock_open(context: Context, debrief: Debrief) -> None:
    """Hold the debrief still while its panel changes; the reveal is one-way."""
    context.session.refresh(debrief, with_for_update=True)
    if debrief.state not in OPEN_STATES:
        raise ConflictError("The panel is settled: this debrief has been revealed or cancelled.")


def _seat(context: Context, debrief: Debrief, given: PanelistInput) -> Panelist:
    version = debrief.requisition_version
    rated = {chosen.criterion for chosen in version.criteria}
    criteria = tuple(dict.fromkeys(given.criteria))
    if not 1 <= len(criteria) <= MOST_CRITERIA or not rated.issuperset(criteria):
        message = f"Give each panelist one to {MOST_CRITERIA} of the requisition's criteria."
        raise InvalidInputError(message, {"criteria": [message]})
    panelist = Panelist(
        user_id=given.user_id,
        position=len(debrief.panelists) + 1,
        due_at=_due(context, debrief, given.user_id),
        assignments=[Assignment(criterion=c, position=n) for n, c in enumerate(criteria, start=1)],
    )
    debrief.panelists.append(panelist)
    debrief.due_at = max(each.due_at for each in debrief.panelists)
    context.session.flush()
    context.session.add(Scorecard(panelist=panelist))
    context.session.flush()
    return panelist


def _due(context: Context, debrief: Debrief, user_id: UUID) -> datetime:
    """So many hours after the person's last interview of the stage, else after the stage's last."""
    ends = select(Interview.ends_at).where(Interview.stage_id == debrief.stage_id)
    own = ends.join(Interviewer).where(Interviewer.user_id == user_id)
    found = context.session.scalars(own).all() or context.session.scalars(ends).all()
    return max(found) + timedelta(hours=debrief.requisition_version.due_hours)
