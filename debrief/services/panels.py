"""The panel of a debrief: who is asked, who steps back, whose missing card is let go."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from debrief.access import State
from debrief.access.predicates import OPEN_STATES
from debrief.audit import Tag
from debrief.errors import ConflictError, InvalidInputError
from debrief.models import (
    Assignment,
    Debrief,
    Draft,
    Panelist,
    RequisitionVersion,
    Scorecard,
    Stage,
    Waiver,
)
from debrief.scoring.gate import COVERED_BY
from debrief.scoring.workdays import working_days_later
from debrief.services.context import Context, required
from debrief.services.due_times import due_at
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
    if context.session.scalar(select(Debrief.id).where(Debrief.stage_id == stage.id)):
        raise ConflictError("This stage has its debrief already. Add a stage for another one.")
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


def change_criteria(context: Context, panelist: Panelist, criteria: Iterable[str]) -> None:
    """Have a panelist rate other criteria; not once the card is begun: nothing written is lost."""
    _lock_open(context, panelist.debrief)
    card = context.session.scalars(
        select(Scorecard).where(Scorecard.panelist_id == panelist.id).with_for_update()
    ).one()
    begun = select(Draft).where(Draft.scorecard_id == card.id).exists()
    if card.versions or context.session.scalar(select(begun)):
        raise ConflictError("This person has begun the card: what they rate is fixed now.")
    panelist.assignments = []
    context.session.flush()
    panelist.assignments = _assignments(panelist.debrief.requisition_version, tuple(criteria))
    context.session.flush()
    context.record(Tag.PANELIST_CHANGED, f"panelist:{panelist.id}")


def thin_must_haves(version: RequisitionVersion, panel: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Must-haves that fewer than two would rate; `panel` holds each panelist's criteria."""
    rated = Counter(criterion for criteria in panel for criterion in set(criteria))
    return tuple(key for key in version.must_haves if rated[key] < COVERED_BY)


def recuse(context: Context, panelist: Panelist) -> None:
    """Step back for good: whoever recuses sees nothing of the debrief, ever."""
    _lock_open(context, panelist.debrief)
    panelist.recused_at = context.at
    context.record(Tag.PANELIST_RECUSED, f"panelist:{panelist.id}")
    settle(context, panelist.debrief)


def waive(context: Context, panelist: Panelist, reason: str, zone: str) -> None:
    """Let a missing card go, from one working day past due in the employer's `zone`."""
    debrief = panelist.debrief
    said = required(reason, "reason", "Say why the panel goes on without this card.")
    _lock_open(context, debrief)
    if panelist.recused_at or panelist.waiver or card_is_in(context, panelist):
        raise ConflictError("Nothing is missing from this panelist.")
    if context.at < waivable_from(panelist.due_at, zone):
        raise ConflictError("A card can be waived from one working day after it was due.")
    words = context.write(said, debrief.stage.application_id)
    panelist.waiver = Waiver(waived_by_id=context.user_id, waived_at=context.at, reason=words)
    context.session.flush()
    context.record(Tag.PANELIST_WAIVED, f"panelist:{panelist.id}")
    settle(context, debrief)


def waivable_from(due_at: datetime, zone: str) -> datetime:
    """When a missing card may be let go: one working day past due."""
    return working_days_later(due_at, 1, zone)


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
    panelist = Panelist(
        user_id=given.user_id,
        position=len(debrief.panelists) + 1,
        due_at=due_at(context, debrief, given.user_id),
        assignments=_assignments(debrief.requisition_version, given.criteria),
    )
    debrief.panelists.append(panelist)
    debrief.due_at = max(each.due_at for each in debrief.panelists)
    context.session.flush()
    context.session.add(Scorecard(panelist=panelist))
    context.session.flush()
    return panelist


def _assignments(version: RequisitionVersion, chosen: tuple[str, ...]) -> list[Assignment]:
    rated = {each.criterion for each in version.criteria}
    criteria = tuple(dict.fromkeys(chosen))
    if not 1 <= len(criteria) <= MOST_CRITERIA or not rated.issuperset(criteria):
        message = f"Give each panelist one to {MOST_CRITERIA} of the requisition's criteria."
        raise InvalidInputError(message, {"criteria": [message]})
    return [Assignment(criterion=key, position=n) for n, key in enumerate(criteria, start=1)]
