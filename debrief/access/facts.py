"""What the predicates need to know about a requisition or a debrief."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class State(StrEnum):
    """The life of a debrief."""

    SCHEDULED = "scheduled"
    COLLECTING = "collecting"
    SEALED = "sealed"
    REVEALED = "revealed"
    DECIDED = "decided"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Opening(StrEnum):
    """When a panelist may see other cards; everyone else always waits for the whole panel."""

    WHOLE_PANEL = "whole_panel"
    AFTER_OWN_SUBMISSION = "after_own_submission"


@dataclass(frozen=True, slots=True)
class RequisitionFacts:
    """An opening, who answers for it, and who works on any of its debriefs."""

    hiring_manager_id: UUID
    locked: bool
    involved_ids: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class DebriefFacts:
    """A debrief as the policy sees it.

    `submitted_ids` are panelists whose card is in; `owing_ids` are people who still owe a card on
    any debrief of the same application: until it is in they see what the strictest role allows.
    """

    state: State
    opening: Opening
    hiring_manager_id: UUID
    facilitator_id: UUID
    panelist_ids: frozenset[UUID] = frozenset()
    recused_ids: frozenset[UUID] = frozenset()
    submitted_ids: frozenset[UUID] = frozenset()
    owing_ids: frozenset[UUID] = frozenset()
    recruiters_read_words: bool = False
