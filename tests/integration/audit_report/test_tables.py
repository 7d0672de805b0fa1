"""What each file of a period's audit report tells."""

from datetime import date

import pytest

from debrief.access import Opening
from debrief.models import NeReason, Result
from debrief.reports.audit_report import audit_report
from debrief.reports.audit_table import Period
from debrief.scoring.gate import Gate
from debrief.services import applications, outcomes, scorecards
from tests.factories import UserFactory
from tests.integration.audit_report.story import HR, LATER, decide, reveal, rows_of, whole_story
from tests.integration.house import CORE, card, house
from tests.integration.panel import rated, report_of, revealed


def test_ratings_keep_every_version_and_mark_the_independent_one(session, built):
    whole_story(built)
    found = [row for row in rows_of(session, "ratings") if row["criterion"] == CORE[0]]
    told = {
        (row["panelist_user_id"], row["version"], row["phase"], row["level"]): row[
            "is_independent_version"
        ]
        for row in found
    }
    first, second, third = (str(user.id) for user in built.panel)
    assert told == {
        (first, "1", "independent", "2"): "no",
        (first, "2", "independent", "4"): "yes",
        (second, "1", "independent", "2"): "yes",
        (second, "2", "after_reveal", "3"): "no",
        (third, "1", "late", "5"): "no",
    }
    assert {row["must_have"] for row in found} == {"yes"}
    assert found[0]["submitted_at"].endswith("Z")
    cards = rows_of(session, "scorecards")
    assert [row["recommendation"] for row in cards] == ["yes"] * 5
    assert sorted(row["change_reason"] for row in cards) == ["", "", "", "", "slip"]


def test_where_cards_open_after_the_own_one_the_first_version_is_the_independent_one(session):
    built = house(session, size=2, opening=Opening.AFTER_OWN_SUBMISSION)
    built.submit(built.panel[0], 2)
    built.submit(built.panel[0], 4, replaces=1)
    built.submit(built.panel[1], 3)
    reveal(built)
    found = {
        (row["level"], row["is_independent_version"])
        for row in rows_of(session, "ratings")
        if row["panelist_user_id"] == str(built.panel[0].id)
    }
    assert found == {("2", "yes"), ("4", "no")}


def test_outcomes_tell_rule_grounds_departure_and_cosign(session, built):
    whole_story(built)
    (row,) = rows_of(session, "outcomes")
    assert row["grounds"] == f"{CORE[1]} {CORE[0]}"
    told = ("result", "gate", "departs_from_gate", "cosign", "in_effect", "dissents")
    assert [row[name] for name in told] == ["advance", "below", "yes", "given", "yes", "1"]
    (flow,) = rows_of(session, "applicant_flow")
    assert (flow["result"], flow["debrief_state"], flow["stage_number"]) == (
        "advance",
        "decided",
        "1",
    )


@pytest.mark.parametrize(("agreed", "told"), [(None, "awaited"), (False, "returned")])
def test_a_departure_that_is_not_cosigned_is_not_in_effect(session, built, agreed, told):
    for user in built.panel:
        built.submit(user, 2)
    reveal(built)
    outcome = decide(built, Result.ADVANCE, Gate.BELOW, departure="The work sample shows it.")
    if agreed is not None:
        outcomes.cosign(built.as_(UserFactory()), outcome, agreed=agreed, remark="Which sample?")
    (row,) = rows_of(session, "outcomes")
    assert (row["cosign"], row["in_effect"]) == (told, "no")
    (flow,) = rows_of(session, "applicant_flow")
    assert (flow["result"], flow["debrief_state"]) == ("", "revealed")


def test_flags_name_rules_and_their_handling_and_no_person(session, built):
    whole_story(built)
    (row,) = rows_of(session, "flags")
    told = ("rule", "severity", "handling", "verdict", "is_independent_version")
    assert [row[name] for name in told] == ["fit.culture", "warn", "disputed", "dismissed", "yes"]
    assert not any(str(user.id) in row.values() for user in built.panel)


def test_structural_flags_name_cards_and_criteria_and_are_those_of_the_debriefs_page(
    session, built
):
    whole_story(built)
    found = rows_of(session, "structural_flags")
    first, second, third = built.panel
    assert [
        (row["flag"], row["panelist_user_id"], row["criteria"], row["number"]) for row in found
    ] == [
        ("straight_line", str(first.id), " ".join(CORE), "4"),
        ("vote_score_mismatch", str(second.id), CORE[0], ""),
        ("straight_line", str(second.id), " ".join(CORE), "2"),
        ("late_score", str(second.id), "", ""),
        ("straight_line", str(third.id), " ".join(CORE), "5"),
        ("late_score", str(third.id), "", ""),
    ]
    assert {row["scorecard_id"] for row in found} == {
        str(built.card(user).id) for user in built.panel
    }
    assert {row["debrief_id"] for row in found} == {str(built.debrief.id)}
    told = [line.kind.value for line in report_of(built).structure]
    assert [row["flag"] for row in found] == told


def test_a_flag_on_the_whole_panel_names_no_card(session):
    revealed(session, rated([NeReason.NOT_REACHED, 3, 4, 4]))
    row = rows_of(session, "structural_flags")[0]
    assert (row["flag"], row["criteria"], row["number"]) == ("coverage_gap", CORE[0], "0")
    assert row["scorecard_id"] == row["panelist_user_id"] == ""


def test_timeliness_and_coverage_count_cards_and_independent_levels(session, built):
    whole_story(built)
    first, second, third = rows_of(session, "timeliness")
    assert (first["card"], first["on_time"]) == ("in", "yes")
    assert (second["card"], second["on_time"]) == ("in", "no")
    assert (third["card"], third["on_time"]) == ("in", "no")
    assert first["card_due_at"] == "2026-11-25T12:00:00Z"
    covered = rows_of(session, "coverage")
    assert [row["criterion"] for row in covered] == list(CORE)
    counts = ("panelists_assigned", "independent_levels", "not_enough_evidence", "is_covered")
    assert [covered[0][name] for name in counts] == ["3", "2", "0", "yes"]


def test_something_outside_the_period_is_not_in_the_report(session, built):
    whole_story(built)
    october = Period(date(2026, 10, 1), date(2026, 10, 31))
    for table in audit_report(session, october, HR).tables[:-1]:
        assert list(table.rows) == []


def test_an_application_without_a_stage_is_in_the_flow(session, built):
    requisition = built.debrief.stage.application.requisition
    applications.add_candidate(built.as_(built.recruiter, LATER), requisition, "Amara Okafor")
    found = rows_of(session, "applicant_flow")
    assert [(row["stage_number"], row["debrief_id"] != "") for row in found] == [
        ("1", True),
        ("", False),
    ]


def test_a_could_not_assess_card_has_a_row_without_a_recommendation(session, built):
    empty = card(ratings=(), recommendation=None, could_not_assess=True)
    user = built.panel[0]
    asked = scorecards.Request("k")
    scorecards.submit_scorecard(built.as_(user), built.card(user), empty, asked)
    for other in built.panel[1:]:
        built.submit(other)
    reveal(built)
    found = [row for row in rows_of(session, "scorecards") if row["could_not_assess"] == "yes"]
    assert [row["recommendation"] for row in found] == [""]
