"""Who may do what. Pure: an identity and facts in, a yes or a no out."""

from debrief.access.facts import DebriefFacts, Opening, RequisitionFacts, State
from debrief.access.identity import Identity, Role
from debrief.access.permissions import Permission
from debrief.access.policy import POLICY, permits

__all__ = [
    "POLICY",
    "DebriefFacts",
    "Identity",
    "Opening",
    "Permission",
    "RequisitionFacts",
    "Role",
    "State",
    "permits",
]
