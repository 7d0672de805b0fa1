"""What the report says of numbers: each criterion, the gate and the agenda, in words."""

from dataclasses import replace

import pytest

from debrief.models import (
    EvidenceKind,
    NeReason,
    ResultCorrectness,
)
from debrief.reports.panel import candidate_gate
from debrief.scoring.agenda import Topic
from debrief.scoring.gate import Gate
from debrief.scoring.scale import Recommendation
from tests.integration.house import card
from tests.integration.panel import BLUFF, DISPARAGED, rated, report_of, revealed


def test_a_criterion_says_in_words_what_its_ratings_say(session):
    ne = NeReason.NOT_REACHED
    built = revealed(session, rated((4, 3, 3, ne)), rated((2, 3, 2, ne)), rated((4, 3, 5, 4)))
    first, agreed, spread, thin = report_of(built).rows
    assert (first.shape, first.bar_words) == ("lone dissent, lower", "2 of 3 at or above the bar")
    assert first.must_have == "divided"
    assert first.verdict_words == "Median 4, at or above the bar."
    assert first.difference_words == "Two panelists differ by 1.3 levels on average."
    assert (first.median_words, first.range_words) == (
        "Median 4, at or above the bar of 3.",
        "From 2 to 4.",
    )
    assert first.distribution == ((1, 0), (2, 1), (3, 0), (4, 2), (5, 0))
    assert (first.asked, first.count_words) == (3, "Three ratings.")
    assert (agreed.difference_words, agreed.range_words) == ("All gave the same level.", None)
    assert (agreed.must_have, agreed.verdict_words, agreed.gap_words) == (None, None, None)
    assert spread.shape == "split" if spread.indices.n == 2 else "spread"
    assert thin.count_words == "One rating, two without enough evidence."
    assert (thin.gap_words, thin.difference_words) == ("Only one rating.", None)
    assert thin.cells[0].ne
    assert thin.cells[0].answer.ne_words == "not reached"
    assert thin.cells[0].evidence is None


def test_two_raters_read_as_two(session):
    built = revealed(session, rated((2, 4, 4, 3)), rated((3, 1, 4, 5)))
    report = report_of(built)
    assert report.rows[0].difference_words == "The two differ by 1 level."
    assert report.rows[1].difference_words == "The two differ by 3 levels."
    assert (
        report.rows[0].verdict_words == "Median 2.5, below the bar; one rating could change this."
    )
    assert report.rows[0].median_words == "Median 2.5, below the bar of 3."


def test_an_unrated_criterion_says_so_and_gives_no_number(session):
    ne = NeReason.NO_CLEAR_ANSWER
    built = revealed(session, rated((ne, 3, 3, 3)))
    report = report_of(built)
    row = report.rows[0]
    assert (row.bar_words, row.median_words, row.difference_words, row.range_words) == (
        "",
        None,
        None,
        None,
    )
    assert (row.must_have, row.verdict_words) == ("not covered", "Nobody has rated it.")
    assert (report.gate, report.gaps[0].words) == (Gate.OPEN, "Nobody has rated it.")
    assert report.gate_words == "No rating yet: Problem-solving process."
    assert report.agenda[0].reason == "Nobody has rated this must-have."


def test_the_gate_names_what_it_hangs_on(session):
    below = revealed(session, rated((2, 3, 3, 3)), rated((2, 3, 3, 3)))
    above = revealed(session, rated((3, 3, 3, 3)), rated((3, 3, 3, 3)))
    assert report_of(below).gate_words == ("Below the bar on the median: Problem-solving process.")
    assert report_of(above).gate_words == "Every must-have is at or above the bar on the median."
    assert (report_of(below).gate, candidate_gate(session, above.debrief)) == (
        Gate.BELOW,
        Gate.ABOVE,
    )
    report = report_of(above)
    bare = replace(report, rows=tuple(replace(row, standing=None) for row in report.rows))
    assert bare.gate_words == "No must-have was set for this opening."


def test_the_agenda_gives_its_reasons_in_words(session):
    built = revealed(
        session,
        rated((2, 3, 2, 3), recommendation=Recommendation.NO, signals=(BLUFF,)),
        rated((2, 5, 3, 5), recommendation=Recommendation.NO_DECISION),
        rated((3, 3, 3, 5), signals=(DISPARAGED,)),
        rated((4, 3, 3, 5)),
    )
    flips = "leaving one rating out would change whether it is met"
    raised = "Red signal, raised with its evidence by one panelist."
    apart = "Two panelists differ by 1 level on average. The ratings run from 3 to 5."
    assert [(line.topic, line.title, line.reason) for line in report_of(built).agenda] == [
        (
            Topic.GATE_COULD_FLIP,
            "Problem-solving process",
            f"Two of four below the bar on a must-have; {flips}.",
        ),
        (
            Topic.RECOMMENDATIONS_DIFFER,
            "Recommendations",
            "Two in favour, one against, one without a decision.",
        ),
        (Topic.RED_SIGNAL, "Bluff confirmed", raised),
        (Topic.RED_SIGNAL, "Personal disparagement", f"{raised} HR takes part."),
        (Topic.CROSSES_BAR, "Honesty about limits", "One of four below the bar."),
        (Topic.RATINGS_DIFFER, "Communication for the audience", apart),
        (Topic.RATINGS_DIFFER, "Ownership when things go wrong (blame framing)", apart),
    ]


@pytest.mark.parametrize(("level", "side"), [(2, "below the bar"), (4, "at or above the bar")])
def test_a_panel_of_one_says_that_its_must_have_rests_on_one_rating(session, level, side):
    built = revealed(session, rated((level, 3, 3, 3)))
    (line,) = report_of(built).agenda
    assert line.reason == f"A must-have that rests on one rating, {side}."
    assert line.shape == "one rating"


def test_whether_the_result_was_right_stands_apart_from_the_level(session):
    first, *others = card().ratings
    right = replace(
        first,
        correctness=ResultCorrectness.PARTLY,
        kind=EvidenceKind.BEHAVIOUR,
        question="What broke?",
    )
    built = revealed(session, card(ratings=(right, *others)))
    cell = report_of(built).rows[0].cells[0]
    assert cell.answer.correctness_words == "result partly correct"
    assert cell.answer.kind_words == "behaviour"
    assert cell.question.text == "What broke?"
