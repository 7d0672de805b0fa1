"""The promises of the policy, tried on every combination of role, state and standing."""

from itertools import product
from uuid import UUID

import pytest

from debrief.access import (
    POLICY,
    DebriefFacts,
    Identity,
    Opening,
    Permission,
    RequisitionFacts,
    Role,
    State,
    permits,
)

SEATS = ("panelist", "submitter", "recused", "manager", "facilitator", "stranger")
IDS = {seat: UUID(int=number) for number, seat in enumerate(SEATS, start=1)}
REVEALED = {State.REVEALED, State.DECIDED, State.CLOSED}
CARDS = (
    Permission.DEBRIEF_READ,
    Permission.DEBRIEF_READ_WORDS,
    Permission.OUTCOME_READ,
    Permission.SUMMARY_EXPORT,
)
ABOUT_DEBRIEFS = [p for p in Permission if p.startswith(("debrief:", "scorecard:", "panelist:"))]
EVERYBODY = [
    Identity(user_id, frozenset(roles))
    for user_id in IDS.values()
    for roles in [(), *((role,) for role in Role), tuple(Role)]
]


def facts(state: State, opening: Opening = Opening.WHOLE_PANEL, **more: object) -> DebriefFacts:
    panel = frozenset({IDS["panelist"], IDS["submitter"], IDS["recused"]})
    given = {
        "hiring_manager_id": IDS["manager"],
        "facilitator_id": IDS["facilitator"],
        "panelist_ids": panel,
        "recused_ids": frozenset({IDS["recused"]}),
        "submitted_ids": frozenset({IDS["submitter"]}),
        "owing_ids": frozenset({IDS["panelist"]}),
    }
    return DebriefFacts(state=state, opening=opening, **(given | more))


def someone(seat: str, *roles: Role) -> Identity:
    return Identity(IDS[seat], frozenset(roles))


@pytest.mark.parametrize("state", [state for state in State if state not in REVEALED])
def test_no_card_is_seen_by_anybody_before_the_reveal(state):
    assert not any(permits(who, p, facts(state)) for who, p in product(EVERYBODY, CARDS))


@pytest.mark.parametrize("state", [State.SCHEDULED, State.COLLECTING, State.SEALED])
def test_after_own_submission_opens_cards_to_panelists_whose_card_is_in_and_to_nobody_else(state):
    seen = {
        who.user_id
        for who in EVERYBODY
        if permits(who, Permission.DEBRIEF_READ, facts(state, Opening.AFTER_OWN_SUBMISSION))
    }
    assert seen == {IDS["submitter"]}


@pytest.mark.parametrize("state", State)
def test_a_recused_panelist_sees_nothing_of_the_debrief_ever(state):
    for seat in ("recused", "manager", "facilitator"):
        who, given = someone(seat), facts(state, recused_ids=frozenset({IDS[seat]}))
        granted = {p for p in ABOUT_DEBRIEFS if permits(who, p, given)}
        assert granted <= {Permission.DEBRIEF_WAIVE}, seat


@pytest.mark.parametrize("state", sorted(REVEALED))
def test_whoever_still_owes_a_card_on_the_application_waits_whatever_other_role_they_hold(state):
    given = facts(state, owing_ids=frozenset(IDS.values()))
    assert not any(permits(who, p, given) for who, p in product(EVERYBODY, CARDS))
    assert not any(permits(who, Permission.DEBRIEF_STATUS, given) for who in EVERYBODY)


@pytest.mark.parametrize("state", [State.COLLECTING, State.SEALED])
def test_who_is_in_and_who_is_missing_is_known_to_those_who_run_the_debrief_alone(state):
    may = [
        who
        for who in (someone(seat) for seat in SEATS)
        if permits(who, Permission.DEBRIEF_STATUS, facts(state))
    ]
    assert may == [someone("facilitator")]
    assert permits(someone("stranger", Role.HR), Permission.DEBRIEF_STATUS, facts(state))
    assert permits(someone("stranger", Role.RECRUITER), Permission.DEBRIEF_STATUS, facts(state))


@pytest.mark.parametrize("state", sorted(REVEALED))
def test_after_the_reveal_the_panel_and_those_who_run_it_read_everything(state):
    for who in (
        someone("submitter"),
        someone("manager"),
        someone("facilitator"),
        someone("stranger", Role.HR),
    ):
        assert all(permits(who, p, facts(state)) for p in CARDS)


def test_a_recruiter_reads_the_debrief_but_the_words_only_when_the_employer_allows():
    who = someone("stranger", Role.RECRUITER)
    assert permits(who, Permission.DEBRIEF_READ, facts(State.REVEALED))
    assert not permits(who, Permission.DEBRIEF_READ_WORDS, facts(State.REVEALED))
    allowed = facts(State.REVEALED, recruiters_read_words=True)
    assert permits(who, Permission.DEBRIEF_READ_WORDS, allowed)


def test_admins_and_auditors_reach_no_debrief():
    for role, state in product((Role.ADMIN, Role.AUDITOR), State):
        who = someone("stranger", role)
        assert not any(permits(who, p, facts(state)) for p in ABOUT_DEBRIEFS)


def test_a_facilitator_who_scores_waives_nobody():
    outside, inside = someone("facilitator"), frozenset({IDS["facilitator"]})
    assert permits(outside, Permission.DEBRIEF_WAIVE, facts(State.COLLECTING))
    assert not permits(
        outside, Permission.DEBRIEF_WAIVE, facts(State.COLLECTING, panelist_ids=inside)
    )


def test_only_a_sealed_debrief_is_revealed_and_only_a_revealed_one_decided():
    for state in State:
        who = someone("facilitator")
        assert permits(who, Permission.DEBRIEF_REVEAL, facts(state)) is (state is State.SEALED)
        assert permits(who, Permission.OUTCOME_DECIDE, facts(state)) is (state is State.REVEALED)
        assert permits(who, Permission.DEBRIEF_CLOSE, facts(state)) is (state is State.DECIDED)


def test_a_card_may_come_until_the_outcome_and_never_into_a_cancelled_debrief():
    for state in State:
        may = permits(someone("panelist"), Permission.SCORECARD_WRITE, facts(state))
        assert may is (state not in {State.DECIDED, State.CLOSED, State.CANCELLED})


def test_a_panelist_steps_back_and_hr_cancels_only_before_the_reveal():
    for state in State:
        still = state in {State.SCHEDULED, State.COLLECTING, State.SEALED}
        panelist, hr = someone("panelist"), someone("stranger", Role.HR)
        assert permits(panelist, Permission.PANELIST_RECUSE, facts(state)) is still
        assert permits(hr, Permission.DEBRIEF_CANCEL, facts(state)) is still


def test_the_hiring_manager_edits_the_requisition_until_it_is_locked():
    who = someone("manager")
    for locked in (False, True):
        given = RequisitionFacts(IDS["manager"], locked, frozenset({IDS["panelist"]}))
        assert permits(who, Permission.REQUISITION_EDIT, given) is not locked
        assert permits(someone("panelist"), Permission.REQUISITION_READ, given)
        assert not permits(someone("stranger"), Permission.REQUISITION_READ, given)


def test_global_permissions_follow_the_global_roles():
    expected = {
        Permission.USERS_MANAGE: {Role.ADMIN},
        Permission.AUDIT_READ: {Role.ADMIN, Role.HR, Role.AUDITOR},
        Permission.AUDIT_EXPORT: {Role.HR, Role.AUDITOR},
        Permission.RUBRIC_PUBLISH: {Role.HR},
        Permission.REQUISITION_CREATE: {Role.HR, Role.RECRUITER},
        Permission.HR_MESSAGES_READ: {Role.HR},
        Permission.REFERRAL_READ: {Role.HR, Role.RECRUITER},
        Permission.ACCOUNT_USE: set(Role),
    }
    for permission, roles in expected.items():
        assert {r for r in Role if permits(someone("stranger", r), permission, None)} == roles


def test_every_permission_has_a_row_and_nobody_may_do_anything():
    assert set(POLICY) == set(Permission)
    assert not any(permits(None, permission, facts(State.REVEALED)) for permission in Permission)
