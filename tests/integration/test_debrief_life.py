"""The life of a debrief: collecting, the sealed gate and its ways out, the reveal, the decision."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from debrief.access import State
from debrief.errors import ConflictError, InvalidInputError
from debrief.models import (
    AuditEntry,
    Disposition,
    Outcome,
    Rating,
    Result,
    RevealCause,
    ScorecardVersion,
)
from debrief.scoring.gate import Gate
from debrief.services import outcomes, panels, reveals
from tests.factories import NOON, UserFactory
from tests.integration.house import CORE, card, house

DUE = NOON + timedelta(hours=24)
DEPARTURE = {"departure": "The second round will test this."}


def revealed(session, size=2, level=4):
    built = house(session, size)
    for user in built.panel:
        built.submit(user, level)
    reveals.reveal(built.as_(built.facilitator), built.debrief, RevealCause.FACILITATOR)
    return built


def outcome_input(result=Result.ADVANCE, **changes):
    given = {
        "result": result,
        "reason": "Separated causes with a test in both examples.",
        "grounds": (CORE[0],),
        "disposition": Disposition.IN_PROCESS,
        "disposition_reason": "Goes on to the final stage.",
    }
    return outcomes.OutcomeInput(**(given | changes))


def test_cards_fall_due_a_day_after_the_interview_and_the_last_card_seals_the_panel(session):
    built = house(session)
    assert built.debrief.due_at == DUE
    assert built.debrief.state is State.SCHEDULED
    built.submit(built.panel[0])
    assert built.debrief.state is State.COLLECTING
    built.submit(built.panel[1])
    assert built.debrief.state is State.SEALED


def test_nothing_opens_before_the_panel_is_in(session):
    built = house(session)
    built.submit(built.panel[0])
    with pytest.raises(ConflictError, match="every panelist"):
        reveals.reveal(built.as_(built.facilitator), built.debrief, RevealCause.FACILITATOR)


def test_recusing_is_a_way_out_and_a_panel_that_all_stepped_back_opens_nothing(session):
    built = house(session)
    panels.recuse(built.as_(built.panel[0]), built.seat(built.panel[0]))
    assert built.debrief.state is not State.SEALED
    panels.recuse(built.as_(built.panel[1]), built.seat(built.panel[1]))
    assert built.debrief.state is not State.SEALED


def test_could_not_assess_counts_when_it_says_why(session):
    built = house(session, size=1)
    built.submit_card = card(
        could_not_assess=True, ratings=(), recommendation=None, reason="The call broke off."
    )
    from debrief.services.scorecards import Request, submit_scorecard

    submit_scorecard(
        built.as_(built.panel[0]), built.card(built.panel[0]), built.submit_card, Request("once")
    )
    assert built.debrief.state is State.SEALED


def test_a_missing_card_is_waived_from_one_working_day_past_due_and_not_earlier(session):
    built = house(session)
    built.submit(built.panel[0])
    late = built.seat(built.panel[1])
    early = built.as_(built.facilitator, DUE + timedelta(hours=23))
    with pytest.raises(ConflictError, match="one working day"):
        panels.waive(early, late, "Off sick.", "Europe/Berlin")
    day_later = built.as_(built.facilitator, DUE + timedelta(hours=24))
    with pytest.raises(InvalidInputError):
        panels.waive(day_later, late, "  ", "Europe/Berlin")
    panels.waive(day_later, late, "On leave for the month.", "Europe/Berlin")
    assert built.debrief.state is State.SEALED
    with pytest.raises(ConflictError, match="Nothing is missing"):
        panels.waive(day_later, late, "Again.", "Europe/Berlin")
    with pytest.raises(ConflictError, match="Nothing is missing"):
        panels.waive(day_later, built.seat(built.panel[0]), "Is in.", "Europe/Berlin")


def test_a_sealed_debrief_opens_by_itself_at_its_due_time_and_an_unsealed_one_does_not(session):
    sealed, missing = house(session, size=1), house(session)
    sealed.submit(sealed.panel[0])
    missing.submit(missing.panel[0])
    assert reveals.reveal_due(sealed.as_(sealed.facilitator)) == 0
    assert reveals.reveal_due(sealed.system) == 1
    assert sealed.debrief.state is State.REVEALED
    assert sealed.debrief.reveal_cause is RevealCause.DUE_TIME
    assert missing.debrief.state is State.COLLECTING


def test_the_clock_alone_moves_a_debrief_to_collecting(session):
    built = house(session)
    reveals.reveal_due(built.system)
    assert built.debrief.state is State.COLLECTING


def test_adding_a_panelist_returns_the_debrief_to_collecting_until_the_reveal(session):
    built = house(session, size=1)
    built.submit(built.panel[0])
    recruiter, newcomer = built.as_(built.recruiter), UserFactory()
    with pytest.raises(ConflictError, match="on the panel already"):
        panels.add_panelist(recruiter, built.debrief, panels.PanelistInput(built.panel[0].id, CORE))
    with pytest.raises(InvalidInputError, match="criteria"):
        panels.add_panelist(recruiter, built.debrief, panels.PanelistInput(newcomer.id, ("fit",)))
    panels.add_panelist(recruiter, built.debrief, panels.PanelistInput(newcomer.id, CORE[:2]))
    assert built.debrief.state is State.COLLECTING
    built.panel.append(newcomer)
    panels.recuse(built.as_(newcomer), built.seat(newcomer))
    reveals.reveal(built.as_(built.facilitator), built.debrief, RevealCause.FACILITATOR)
    reveals.settle(built.system, built.debrief)
    assert built.debrief.state is State.REVEALED
    with pytest.raises(ConflictError, match="settled"):
        panels.recuse(built.as_(built.panel[0]), built.seat(built.panel[0]))


def test_a_debrief_needs_a_panel_and_an_interview(session):
    built = house(session)
    stage = built.debrief.stage
    with pytest.raises(InvalidInputError, match="at least one"):
        panels.set_up_debrief(built.as_(built.recruiter), stage, built.facilitator.id, [])
    from debrief.models import StageKind
    from debrief.services.applications import add_stage

    later = add_stage(built.as_(built.recruiter), stage.application, StageKind.FINAL)
    with pytest.raises(ConflictError, match="Schedule"):
        panels.set_up_debrief(
            built.as_(built.recruiter),
            later,
            built.facilitator.id,
            [panels.PanelistInput(built.panel[0].id, CORE)],
        )


def test_the_cards_of_a_cancelled_debrief_stay_sealed(session):
    built = house(session, size=1)
    built.submit(built.panel[0])
    reveals.cancel(built.as_(built.recruiter), built.debrief)
    with pytest.raises(ConflictError):
        reveals.reveal(built.as_(built.facilitator), built.debrief, RevealCause.FACILITATOR)
    with pytest.raises(ConflictError):
        reveals.cancel(built.as_(built.recruiter), built.debrief)
    assert built.debrief.revealed_at is None


def test_a_decision_within_the_gate_takes_effect_at_once_and_closes(session):
    built = revealed(session)
    manager = built.as_(built.manager)
    with pytest.raises(ConflictError):
        reveals.close(manager, built.debrief)
    outcome = outcomes.decide(manager, built.debrief, outcome_input(), Gate.ABOVE, [])
    assert outcome.stands
    assert built.debrief.state is State.DECIDED
    with pytest.raises(ConflictError, match="decided once"):
        outcomes.decide(manager, built.debrief, outcome_input(), Gate.ABOVE, [outcome])
    with pytest.raises(ConflictError, match="no co-sign"):
        outcomes.cosign(built.as_(built.recruiter), outcome, agreed=True, remark="")
    reveals.close(manager, built.debrief)
    assert built.debrief.state is State.CLOSED


@pytest.mark.parametrize(
    ("result", "gate", "departing"),
    [
        (Result.ADVANCE, Gate.BELOW, True),
        (Result.DO_NOT_ADVANCE, Gate.ABOVE, True),
        (Result.ADVANCE, Gate.ABOVE, False),
        (Result.DO_NOT_ADVANCE, Gate.BELOW, False),
        (Result.MORE_EVIDENCE, Gate.BELOW, False),
        (Result.ADVANCE, Gate.OPEN, False),
    ],
)
def test_departing_is_advancing_below_the_gate_or_stopping_above_it(result, gate, departing):
    assert outcomes.departs(result, gate) is departing


def test_a_departing_decision_needs_a_reason_and_hrs_co_sign(session):
    built = revealed(session, level=2)
    manager, hr = built.as_(built.manager), built.as_(UserFactory())
    with pytest.raises(InvalidInputError, match="departs"):
        outcomes.decide(manager, built.debrief, outcome_input(), Gate.BELOW, [])
    first = outcomes.decide(manager, built.debrief, outcome_input(**DEPARTURE), Gate.BELOW, [])
    assert not first.stands
    assert built.debrief.state is State.REVEALED
    with pytest.raises(ConflictError, match="with HR"):
        outcomes.decide(manager, built.debrief, outcome_input(**DEPARTURE), Gate.BELOW, [first])
    with pytest.raises(ConflictError, match="other than"):
        outcomes.cosign(manager, first, agreed=True, remark="")
    with pytest.raises(InvalidInputError, match="still needs"):
        outcomes.cosign(hr, first, agreed=False, remark=" ")
    outcomes.cosign(hr, first, agreed=False, remark="Name the criterion it rests on.")
    again = outcomes.decide(manager, built.debrief, outcome_input(**DEPARTURE), Gate.BELOW, [first])
    outcomes.cosign(hr, again, agreed=True, remark="")
    assert again.stands
    assert built.debrief.state is State.DECIDED


def test_a_reason_rests_on_the_requisitions_criteria(session):
    built = revealed(session)
    for grounds in ((), ("fit",)):
        with pytest.raises(InvalidInputError, match="Tie the reason"):
            outcomes.decide(
                built.as_(built.manager),
                built.debrief,
                outcome_input(grounds=grounds),
                Gate.ABOVE,
                [],
            )


def test_a_dissent_stands_beside_the_decision_once(session):
    built = revealed(session)
    outcome = outcomes.decide(
        built.as_(built.manager), built.debrief, outcome_input(), Gate.ABOVE, []
    )
    own = outcomes.dissent(built.as_(built.panel[0]), outcome, "The check came after a prompt.")
    assert own.words.text == "The check came after a prompt."
    with pytest.raises(ConflictError, match="on record"):
        outcomes.dissent(built.as_(built.panel[0]), outcome, "Again.")


@pytest.mark.parametrize("table", [ScorecardVersion, Rating, Outcome])
def test_versions_and_decisions_cannot_be_changed_or_deleted(session, table):
    built = revealed(session)
    outcomes.decide(built.as_(built.manager), built.debrief, outcome_input(), Gate.ABOVE, [])
    name = table.__tablename__
    column = "criterion" if table is Rating else "id"
    for change in (f"DELETE FROM {name}", f"UPDATE {name} SET {column} = {column}"):
        with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
            session.connection().exec_driver_sql(change)


def test_the_log_of_a_whole_debrief_holds_no_word_and_no_level(session):
    built = revealed(session)
    outcomes.decide(built.as_(built.manager), built.debrief, outcome_input(), Gate.ABOVE, [])
    log = b"\n".join(session.scalars(select(AuditEntry.body)))
    for told in (b"causes", b"Nguy", b"level", b"Platform", b"strong", b"@"):
        assert told not in log
