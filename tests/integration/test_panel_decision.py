"""What the report says of the decision: its grounds and reasons, and whether it stands."""

from debrief.scoring.gate import Gate
from debrief.services import outcomes
from tests.factories import UserFactory
from tests.integration.house import card
from tests.integration.panel import decide, rated, report_of, revealed


def test_a_decision_carries_rule_grounds_reasons_and_where_it_stands(session):
    built = revealed(session, rated((2, 3, 3, 3)), rated((2, 3, 3, 3)))
    outcome = decide(built, Gate.BELOW)
    waiting = report_of(built).decision
    assert waiting.grounds == ("Problem-solving process", "Communication for the audience")
    assert (waiting.awaits_cosign, waiting.stands) == (True, False)
    assert waiting.standing_words == "Departs; waits for HR to co-sign."
    assert (waiting.departure.text, waiting.decided_by) == (
        "The next stage tests this.",
        built.manager.name,
    )
    hr = UserFactory()
    outcomes.cosign(built.as_(hr), outcome, agreed=False, remark="Name the risk.")
    returned = report_of(built).decision
    assert (returned.returned, returned.standing_words) == (True, "Departs; returned by HR.")
    assert (returned.cosign.signed_by, returned.cosign.remark.text) == (hr.name, "Name the risk.")


def test_a_decision_in_effect_says_so(session):
    built = revealed(session, card(), card())
    decide(built, Gate.ABOVE)
    decision = report_of(built).decision
    assert decision.standing_words == "In effect."
    assert (decision.result_words, decision.disposition_words) == ("Advance", "In process")
    assert decision.rule_words.startswith("Every must-have at 3")
    assert decision.gate_words.startswith("Every must-have is at")
    assert (decision.departure, decision.dissents) == (None, ())
    assert report_of(built, words=False).decision.reason is None


def test_a_co_signed_departure_says_so(session):
    built = revealed(session, rated((2, 3, 3, 3)), rated((2, 3, 3, 3)))
    outcome = decide(built, Gate.BELOW)
    outcomes.cosign(built.as_(UserFactory()), outcome, agreed=True, remark="")
    decision = report_of(built).decision
    assert (decision.stands, decision.standing_words) == (True, "Departs; HR has co-signed.")
    assert (decision.cosign.remark, report_of(built).decisions) == (None, (decision,))
