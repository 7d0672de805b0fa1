"""The permission policy: read a row as "granted when, for any line, all of it holds"."""

from collections.abc import Callable
from typing import Any

from debrief.access.identity import Identity
from debrief.access.permissions import Permission
from debrief.access.predicates import (
    anybody,
    awaits_outcome,
    card_may_come,
    has_submitted,
    is_admin,
    is_auditor,
    is_collecting,
    is_decided,
    is_facilitator,
    is_hiring_manager,
    is_hr,
    is_involved,
    is_no_panelist,
    is_open,
    is_panelist,
    is_recruiter,
    is_revealed,
    is_sealed,
    is_unlocked,
    not_recused,
    opens_after_own_card,
    owes_no_card,
    recruiters_read_words,
)

Predicate = Callable[[Identity, Any], bool]

# The panel and those who run the debrief, once all cards are open to them.
_AFTER_REVEAL: list[list[Predicate]] = [
    [is_panelist, not_recused, owes_no_card, is_revealed],
    [is_hiring_manager, not_recused, owes_no_card, is_revealed],
    [is_facilitator, not_recused, owes_no_card, is_revealed],
    [is_hr, not_recused, owes_no_card, is_revealed],
]
_READERS: list[list[Predicate]] = [
    *_AFTER_REVEAL,
    # A requisition may choose this; it opens to panelists alone, each after the own card.
    [is_panelist, not_recused, has_submitted, owes_no_card, opens_after_own_card],
]

POLICY: dict[Permission, list[list[Predicate]]] = {
    Permission.ACCOUNT_USE: [[anybody]],
    Permission.USERS_MANAGE: [[is_admin]],
    Permission.AUDIT_READ: [[is_admin], [is_hr], [is_auditor]],
    Permission.AUDIT_EXPORT: [[is_hr], [is_auditor]],
    # Sums over a period, told of nobody by name.
    Permission.CHANGES_READ: [[is_hr], [is_auditor]],
    Permission.RUBRIC_READ: [[anybody]],
    Permission.RUBRIC_PUBLISH: [[is_hr]],
    Permission.REQUISITION_CREATE: [[is_hr], [is_recruiter]],
    Permission.REQUISITION_READ: [[is_hr], [is_recruiter], [is_hiring_manager], [is_involved]],
    Permission.REQUISITION_EDIT: [
        [is_hr, is_unlocked],
        [is_recruiter, is_unlocked],
        [is_hiring_manager, is_unlocked],
    ],
    Permission.CANDIDATE_ADD: [[is_hr], [is_recruiter]],
    Permission.REFERRAL_READ: [[is_hr], [is_recruiter]],
    Permission.DEBRIEF_SET_UP: [[is_hr], [is_recruiter]],
    Permission.DEBRIEF_KNOW: [
        [is_panelist, not_recused],
        [is_hiring_manager, not_recused],
        [is_facilitator, not_recused],
        [is_recruiter, not_recused],
        [is_hr, not_recused],
    ],
    # Who is in and who is missing can tell: hiring managers and panelists wait for the reveal.
    Permission.DEBRIEF_STATUS: [
        [is_facilitator, not_recused, owes_no_card],
        [is_recruiter, not_recused, owes_no_card],
        [is_hr, not_recused, owes_no_card],
        [is_panelist, not_recused, owes_no_card, is_revealed],
        [is_hiring_manager, not_recused, owes_no_card, is_revealed],
    ],
    Permission.DEBRIEF_READ: [*_READERS, [is_recruiter, not_recused, owes_no_card, is_revealed]],
    Permission.DEBRIEF_READ_WORDS: [
        *_READERS,
        [is_recruiter, not_recused, owes_no_card, is_revealed, recruiters_read_words],
    ],
    # Paper waits for the reveal whatever the requisition chose; words as for the page.
    Permission.SUMMARY_EXPORT: [
        *_AFTER_REVEAL,
        [is_recruiter, not_recused, owes_no_card, is_revealed],
    ],
    # It tells how the application came in, which no panel learns; it comes from no card.
    Permission.CONFLICTS_READ: [[is_hr, is_no_panelist, owes_no_card]],
    Permission.DEBRIEF_WAIVE: [[is_facilitator, is_no_panelist, owes_no_card, is_collecting]],
    Permission.DEBRIEF_REVEAL: [[is_facilitator, not_recused, owes_no_card, is_sealed]],
    Permission.DEBRIEF_CANCEL: [[is_hr, is_open], [is_recruiter, is_open]],
    Permission.DEBRIEF_CLOSE: [
        [is_hiring_manager, not_recused, is_decided],
        [is_facilitator, not_recused, is_decided],
        [is_hr, not_recused, is_decided],
    ],
    Permission.SCORECARD_READ_OWN: [[is_panelist, not_recused]],
    Permission.SCORECARD_WRITE: [[is_panelist, not_recused, card_may_come]],
    Permission.SCORECARD_RERATE: [[is_panelist, not_recused, has_submitted, awaits_outcome]],
    Permission.PANELIST_RECUSE: [[is_panelist, not_recused, is_open]],
    Permission.OUTCOME_READ: [*_READERS, [is_recruiter, not_recused, owes_no_card, is_revealed]],
    Permission.OUTCOME_DECIDE: [
        [is_hiring_manager, not_recused, owes_no_card, awaits_outcome],
        [is_facilitator, not_recused, owes_no_card, awaits_outcome],
    ],
    Permission.OUTCOME_DISSENT: [[is_panelist, not_recused, owes_no_card, is_revealed]],
    Permission.OUTCOME_COSIGN: [[is_hr, is_no_panelist, owes_no_card, awaits_outcome]],
    # Lists; each of their lines is held to what its debrief allows (`reports.audit_sight`).
    Permission.DEBRIEFS_CHASE: [[is_hr], [is_recruiter]],
    Permission.HR_MESSAGES_READ: [[is_hr]],
    Permission.FLAGS_FOLLOW: [[is_hr]],
    Permission.WORDING_MANAGE: [[is_hr]],
    Permission.FLAGS_REVIEW: [[is_hr, not_recused, owes_no_card, is_revealed]],
}


def permits(identity: Identity | None, permission: Permission, facts: object) -> bool:
    """Whether the policy grants `permission` on what `facts` describe; nobody may do anything."""
    if identity is None:
        return False
    return any(
        all(predicate(identity, facts) for predicate in clause) for clause in POLICY[permission]
    )
