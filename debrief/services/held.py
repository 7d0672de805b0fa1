"""A card held for a submission: what is true of it while nobody else can change it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Uuid, bindparam, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from debrief.access import State
from debrief.access.predicates import OPEN_STATES
from debrief.errors import ConflictError
from debrief.models import (
    Assignment,
    Debrief,
    Draft,
    Panelist,
    Phase,
    Scorecard,
    ScorecardVersion,
    Stage,
    ask,
)

_CARD = bindparam("card", type_=Uuid())
HELD = (
    select(Debrief.state, Stage.application_id)
    .select_from(Scorecard)
    .join(Scorecard.panelist)
    .join(Panelist.debrief)
    .join(Debrief.stage)
    .where(Scorecard.id == _CARD)
    .with_for_update(of=[Debrief, Scorecard])
)
VERSIONS = (
    select(ScorecardVersion.id, ScorecardVersion.request_key, ScorecardVersion.request_digest)
    .where(ScorecardVersion.scorecard_id == _CARD)
    .order_by(ScorecardVersion.number)
)
DRAFT = select(Draft.revision, Draft.answers).where(Draft.scorecard_id == _CARD)
CRITERIA = (
    select(Assignment.criterion)
    .join(Scorecard, Scorecard.panelist_id == Assignment.panelist_id)
    .where(Scorecard.id == _CARD)
    .order_by(Assignment.position)
)


@dataclass(frozen=True, slots=True)
class Held:
    """What decides what becomes of a card; as columns, since it is looked at once and let go."""

    card_id: UUID
    state: State
    application_id: UUID
    versions: Sequence[Row[UUID, str, str]]
    draft: Row[int, dict[str, Any]] | None
    criteria: tuple[str, ...]

    @property
    def phase(self) -> Phase:
        """When a version that comes now is written; raises ConflictError when none may come."""
        if self.state in OPEN_STATES:
            return Phase.INDEPENDENT
        if self.state is State.REVEALED:
            return Phase.AFTER_REVEAL if self.versions else Phase.LATE
        raise ConflictError("This debrief takes no more cards.")


def hold(session: Session, scorecard: Scorecard) -> Held:
    """Hold the card and its debrief until the transaction ends, and read them anew.

    The debrief too: two last cards at once must not both think the other is missing. The lock goes
    first: only what is asked for once the rows are held is sure to be the newest, so whatever
    `scorecard` had of this before is forgotten.
    """
    session.flush()
    card = {"card": scorecard.id}
    state, application_id = ask(session, HELD, card).one()
    set_committed_value(scorecard.panelist.debrief, "state", state)
    session.expire(scorecard, ["draft", "versions"])
    return Held(
        scorecard.id,
        state,
        application_id,
        versions=ask(session, VERSIONS, card).all(),
        draft=ask(session, DRAFT, card).one_or_none(),
        criteria=tuple(ask(session, CRITERIA, card).scalars()),
    )
