"""The summary on paper: complete for a panel of any size."""

import io
from datetime import timedelta

import pypdf
import pytest

from debrief.models import (
    ChangeReason,
    Disposition,
    NeReason,
    Result,
)
from debrief.scoring.scale import Recommendation
from debrief.services import outcomes, panels
from tests.factories import NOON
from tests.integration.house import house
from tests.integration.panel import (
    open_cards,
    rated,
    revealed,
    send,
)
from tests.integration.summaries.paper import NAMES, decided, headings_of, panel_of, text_of


def test_a_name_too_long_for_its_column_is_cut_there_alone(session, printed):
    built = panel_of(session, 6)
    long = built.panel[4].name = "Bartholomew Featherstonehaugh-Cholmondeley of Massachusetts"
    text = text_of(printed(built))
    assert long in text
    assert "Where the panel agrees and where it does not" in text
    assert text.count("Said at 4.") == 2 * len(built.panel)


@pytest.mark.parametrize("size", [1, 2, 8])
def test_it_prints_every_section_for_a_panel_of_any_size(session, size, printed):
    built = panel_of(session, size)
    decided(built)
    pdf = printed(built)
    text, headings = text_of(pdf), headings_of(pdf)
    assert headings[0] == "Łukasz Nguyễn-Öztürk"
    for section in (
        "Outcome",
        "Recommendations",
        "Must-haves",
        "To discuss, in this order",
        "The role",
        "Who rated, when, and how independently",
        "How the ratings lie",
        "Evidence",
        "Problem-solving process",
        "Main reasons",
        "Signals",
        "Comment flags and how they were handled",
        "Decision",
        "Dates",
        "How to check this paper",
    ):
        assert any(heading.startswith(section) for heading in headings), section
    for told in (*NAMES[:size], "Said at 4.", "Level 4", "In 90 days", "Page 1 of"):
        assert told in text
    pages = len(pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert f"Page {pages} of {pages}" in text
    assert text.count("Confidential. May be disclosed") == pages


def test_a_change_after_seeing_others_stands_beside_the_independent_rating(session, printed):
    built = panel_of(session, 2)
    given = rated((3, 4, 4, 4), reason="Heard the second example.")
    asked = {"key": "again", "replaces": 1, "change_reason": ChangeReason.NEW_EVIDENCE}
    send(built, built.panel[1], given, **asked)
    text = text_of(printed(built))
    assert "Changed after seeing others" in text
    assert "new evidence: Heard the second example." in text


def test_waived_recused_and_late_cards_are_told_as_what_they_are(session, printed):
    built = house(session, 4)
    send(built, built.panel[0], rated((4, 4, 4, 4)))
    panels.recuse(built.as_(built.panel[1]), built.seat(built.panel[1]))
    later = built.as_(built.facilitator, NOON + timedelta(days=4))
    for user in built.panel[2:]:
        panels.waive(later, built.seat(user), "On leave.", "Europe/Berlin")
    open_cards(built)
    send(built, built.panel[3], rated((1, 1, 1, 1)))
    text = text_of(printed(built))
    assert "recused" in text
    assert "waived by" in text
    assert "On leave." in text
    assert "late card, not independent, not counted" in text


def test_a_departing_decision_shows_why_and_what_hr_answered(session, printed):
    built = house(session, 2)
    for user in built.panel:
        send(built, user, rated((2, 2, 2, 2), recommendation=Recommendation.NO))
    open_cards(built)
    outcome = decided(
        built,
        result=Result.ADVANCE,
        disposition=Disposition.IN_PROCESS,
        departure="The trial week answers the gap.",
    )
    assert "Departs; waits for HR to co-sign." in text_of(printed(built))
    outcomes.cosign(built.as_(built.recruiter), outcome, agreed=True, remark="The trial is booked.")
    text = text_of(printed(built))
    assert "The trial week answers the gap." in text
    assert "The trial is booked." in text


def test_what_is_worth_a_second_look_is_printed_from_the_same_report(session, printed):
    assert "Worth a second look" not in text_of(printed(panel_of(session, 2)))
    text = text_of(
        printed(revealed(session, rated([4, 4, 4, 4]), rated([NeReason.NOT_REACHED, 3, 4, 4])))
    )
    assert "Worth a second look" in text
    assert "Few ratings on a must-have: " in text
    assert "Rated all 4 criteria 4." in text
