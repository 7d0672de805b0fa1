"""Submitting: once, whole, and never over somebody's newer text."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from debrief.errors import ConflictError, InvalidInputError, StaleError, UnconditionalError
from debrief.models import (
    AuditEntry,
    ChangeReason,
    EvidenceKind,
    NeReason,
    Phase,
    ResultCorrectness,
    RevealCause,
    ScorecardVersion,
)
from debrief.services import reveals
from debrief.services.answers import ObservationInput, RatingInput, SignalInput
from debrief.services.drafts import Typed, save_draft
from debrief.services.scorecards import Request, submit_scorecard
from tests.factories import NOON
from tests.integration.house import CORE, card, house

SAID = ObservationInput(EvidenceKind.QUOTE, "What did you try first?", "“The cache. I was wrong.”")
OWNED = SignalInput("wrong_assumption_owned", (SAID,))


@pytest.fixture
def built(session):
    return house(session)


def refused(built, given):
    user = built.panel[0]
    with pytest.raises(InvalidInputError) as caught:
        submit_scorecard(built.as_(user), built.card(user), given, Request("key"))
    return caught.value.fields


def rated(**changes):
    first, *others = card().ratings
    return card(ratings=(replace(first, **changes), *others))


def test_the_four_core_criteria_take_ten_inputs_and_not_one_more(built):
    given = card()
    assert sum(2 for rating in given.ratings if rating.level and rating.evidence) + 2 == 10
    version = submit_scorecard(
        built.as_(built.panel[0]), built.card(built.panel[0]), given, Request("key")
    )
    assert (version.number, version.phase) == (1, Phase.INDEPENDENT)
    assert [rating.criterion for rating in version.ratings] == list(CORE)
    assert version.ratings[0].evidence.text == "Named two causes and a test for each."
    assert version.change_of_mind is None


def test_an_empty_card_says_everything_that_is_missing(built):
    fields = refused(built, card(ratings=(), recommendation=None, reason=" "))
    assert set(fields) == {"reason", "recommendation", *(f"ratings-{c}-level" for c in CORE)}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"evidence": " "}, "evidence"),
        ({"level": None}, "level"),
        ({"level": 6}, "level"),
        ({"ne_reason": NeReason.NOT_REACHED}, "level"),
    ],
)
def test_evidence_is_required_at_every_level_and_a_level_is_a_level(built, changes, field):
    assert set(refused(built, rated(**changes))) == {f"ratings-{CORE[0]}-{field}"}


def test_not_enough_evidence_takes_a_reason_and_no_evidence(built):
    given = rated(level=None, evidence="", ne_reason=NeReason.NOT_REACHED)
    user = built.panel[0]
    version = submit_scorecard(built.as_(user), built.card(user), given, Request("key"))
    assert (version.ratings[0].level, version.ratings[0].evidence) == (None, None)


def test_only_a_criterion_with_a_result_takes_its_correctness(built):
    first, second, *others = card().ratings
    right = replace(first, correctness=ResultCorrectness.CORRECT)
    wrong = replace(second, correctness=ResultCorrectness.CORRECT)
    fields = refused(built, card(ratings=(right, wrong, *others)))
    assert set(fields) == {f"ratings-{CORE[1]}-correctness"}


def test_each_assigned_criterion_once_and_no_other(built):
    ratings = card().ratings
    assert "ratings" in refused(built, card(ratings=(*ratings, ratings[0])))
    other = RatingInput("documentation", 3, evidence="Wrote it down.")
    assert "ratings" in refused(built, card(ratings=(*ratings, other)))


def test_could_not_assess_comes_alone_and_says_why(built):
    assert set(refused(built, card(could_not_assess=True, reason=""))) == {
        "reason",
        "could_not_assess",
    }


@pytest.mark.parametrize(
    ("signals", "field"),
    [
        ((SignalInput("charm"),), "signals-charm"),
        ((SignalInput("wrong_assumption_owned"),), "signals-wrong_assumption_owned"),
        ((replace(OWNED, observations=(replace(SAID, said=" "),)),), f"signals-{OWNED.signal}"),
        (
            (replace(OWNED, observations=(replace(SAID, kind=EvidenceKind.ARTEFACT),)),),
            f"signals-{OWNED.signal}",
        ),
        ((OWNED, OWNED), "signals"),
    ],
)
def test_a_signal_needs_its_evidence_form(built, signals, field):
    assert set(refused(built, card(signals=signals))) == {field}


def test_a_signal_with_its_form_and_a_context_item_without_are_kept(built):
    user = built.panel[0]
    given = card(signals=(OWNED, SignalInput("visible_nerves")))
    version = submit_scorecard(built.as_(user), built.card(user), given, Request("key"))
    assert [mark.signal for mark in version.signals] == [OWNED.signal, "visible_nerves"]
    assert version.signals[0].observations[0].said.text == SAID.said


def test_a_retry_after_a_lost_answer_makes_one_version_and_one_entry(built, session):
    user = built.panel[0]
    first = built.submit(user, key="same")
    assert built.submit(user, key="same", replaces=1) is first
    assert session.scalar(select(func.count()).select_from(ScorecardVersion)) == 1
    submitted = select(func.count()).where(AuditEntry.tag == "scorecard:submitted")
    assert session.scalar(submitted) == 1
    with pytest.raises(ConflictError, match="another text"):
        built.submit(user, level=5, key="same")


def test_a_correction_names_the_version_it_replaces(built):
    user = built.panel[0]
    built.submit(user)
    with pytest.raises(UnconditionalError):
        built.submit(user, level=5)
    second = built.submit(user, level=5, replaces=1)
    assert (second.number, second.phase) == (2, Phase.INDEPENDENT)
    with pytest.raises(StaleError):
        built.submit(user, level=3, replaces=1)


def test_the_draft_leaves_no_trace_once_the_card_is_in(built):
    user = built.panel[0]
    save_draft(built.as_(user), built.card(user), Typed({"reason": "typed"}, "0.0"))
    built.submit(user)
    assert built.card(user).draft is None


def test_after_the_reveal_a_change_needs_a_reason_and_stands_beside_the_independent_card(built):
    first, second = built.panel
    with pytest.raises(InvalidInputError, match="After the reveal"):
        built.submit(first, change_reason=ChangeReason.SLIP)
    built.submit(first)
    built.submit(second, level=2)
    reveals.reveal(built.as_(built.facilitator), built.debrief, RevealCause.FACILITATOR)
    with pytest.raises(InvalidInputError, match="After the reveal"):
        built.submit(first, level=3, replaces=1)
    changed = built.submit(first, level=3, replaces=1, change_reason=ChangeReason.MISREAD_ANCHOR)
    assert changed.phase is Phase.AFTER_REVEAL
    versions = built.card(first).versions
    assert [version.ratings[0].level for version in versions] == [4, 3]


def test_a_card_after_the_reveal_is_late_and_none_comes_after_the_decision(built):
    from debrief.services.panels import waive

    first, second = built.panel
    built.submit(first)
    later = built.as_(built.facilitator, NOON + timedelta(days=4))
    waive(later, built.seat(second), "On leave.", "Europe/Berlin")
    reveals.reveal(later, built.debrief, RevealCause.FACILITATOR)
    assert built.submit(second).phase is Phase.LATE
    from debrief.access import State

    built.debrief.state = State.DECIDED
    built.session.flush()
    with pytest.raises(ConflictError, match="no more cards"):
        built.submit(second, replaces=1)
