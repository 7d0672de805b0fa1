"""Yes-or-no questions about an identity and the facts, one sentence each."""

from debrief.access.facts import DebriefFacts, Opening, RequisitionFacts, State
from debrief.access.identity import Identity, Role

OPEN_STATES = frozenset({State.SCHEDULED, State.COLLECTING, State.SEALED})
REVEALED_STATES = frozenset({State.REVEALED, State.DECIDED, State.CLOSED})


def anybody(_who: Identity, _facts: object) -> bool:
    return True


def is_admin(who: Identity, _facts: object) -> bool:
    return Role.ADMIN in who.roles


def is_hr(who: Identity, _facts: object) -> bool:
    return Role.HR in who.roles


def is_auditor(who: Identity, _facts: object) -> bool:
    return Role.AUDITOR in who.roles


def is_recruiter(who: Identity, _facts: object) -> bool:
    return Role.RECRUITER in who.roles


def is_hiring_manager(who: Identity, facts: DebriefFacts | RequisitionFacts) -> bool:
    return who.user_id == facts.hiring_manager_id


def is_facilitator(who: Identity, facts: DebriefFacts) -> bool:
    return who.user_id == facts.facilitator_id


def is_panelist(who: Identity, facts: DebriefFacts) -> bool:
    return who.user_id in facts.panelist_ids


def is_no_panelist(who: Identity, facts: DebriefFacts) -> bool:
    return who.user_id not in facts.panelist_ids


def is_involved(who: Identity, facts: RequisitionFacts) -> bool:
    return who.user_id in facts.involved_ids


def not_recused(who: Identity, facts: DebriefFacts) -> bool:
    return who.user_id not in facts.recused_ids


def has_submitted(who: Identity, facts: DebriefFacts) -> bool:
    return who.user_id in facts.submitted_ids


def owes_no_card(who: Identity, facts: DebriefFacts) -> bool:
    return who.user_id not in facts.owing_ids


def is_unlocked(_who: Identity, facts: RequisitionFacts) -> bool:
    return not facts.locked


def is_open(_who: Identity, facts: DebriefFacts) -> bool:
    return facts.state in OPEN_STATES


def is_collecting(_who: Identity, facts: DebriefFacts) -> bool:
    return facts.state is State.COLLECTING


def is_sealed(_who: Identity, facts: DebriefFacts) -> bool:
    return facts.state is State.SEALED


def is_revealed(_who: Identity, facts: DebriefFacts) -> bool:
    return facts.state in REVEALED_STATES


def awaits_outcome(_who: Identity, facts: DebriefFacts) -> bool:
    return facts.state is State.REVEALED


def is_decided(_who: Identity, facts: DebriefFacts) -> bool:
    return facts.state is State.DECIDED


def card_may_come(_who: Identity, facts: DebriefFacts) -> bool:
    """Before the reveal as an independent card; until the outcome as a late one."""
    return facts.state in OPEN_STATES or facts.state is State.REVEALED


def opens_after_own_card(_who: Identity, facts: DebriefFacts) -> bool:
    return facts.opening is Opening.AFTER_OWN_SUBMISSION and facts.state in OPEN_STATES


def recruiters_read_words(_who: Identity, facts: DebriefFacts) -> bool:
    return facts.recruiters_read_words
