"""What hangs on one side or one card, as the report says it."""

import pytest

from debrief.models import NeReason
from debrief.scoring.scale import Recommendation
from tests.integration.panel import rated, report_of, revealed

NE = NeReason.NOT_REACHED


def test_who_stands_apart_is_said_and_what_hangs_on_either_side(session):
    built = revealed(
        session,
        rated((2, 2, 5, 4), recommendation=Recommendation.NO),
        rated((4, 4, 3, 4)),
        rated((4, 4, 3, 2)),
    )
    report = report_of(built)
    first, second, third = (user.name for user in built.panel)
    assert [row.sides_words for row in report.rows] == [
        f"{first} stands apart, lower.",
        f"{first} stands apart, lower.",
        f"{first} stands apart, higher.",
        f"{third} stands apart, lower.",
    ]
    hangs = {line.criterion: line.what_if for line in report.agenda}
    assert hangs["communication"] == "No must-have hangs on it."
    assert hangs["honesty_about_limits"] is None
    assert report.leave_one_out == ("The recommendations would lean one way without one card.",)
    assert second not in " ".join(report.leave_one_out)


def test_two_raters_are_named_by_side_and_one_card_turns_what_they_divide(session):
    built = revealed(session, rated((2, 3, 3, 3)), rated((3, 3, 3, 3)))
    report = report_of(built)
    low, high = (user.name for user in built.panel)
    assert report.rows[0].sides_words == f"Lower: {low}. Higher: {high}."
    assert report.leave_one_out == (
        "Problem-solving process would be met without one card.",
        "Every must-have would be at or above the bar without one card.",
    )


@pytest.mark.parametrize("cards", [((4, 3, 3, 3),), ((4, 3, 3, 3), (4, 3, 3, 3))])
def test_a_small_panel_of_one_mind_reads_well(session, cards):
    report = report_of(revealed(session, *map(rated, cards)))
    assert report.leave_one_out == (
        () if len(cards) == 1 else ("Nothing turns, whichever of the two cards is left out.",)
    )
    assert all(row.sides_words is None for row in report.rows)


def test_not_enough_evidence_never_counts_as_low(session):
    plain = report_of(revealed(session, rated((2, 4, 3, 3)), rated((3, 4, 4, 3))))
    joined = revealed(session, rated((2, 4, 3, 3)), rated((3, 4, 4, 3)), rated((NE, NE, NE, NE)))
    with_ne = report_of(joined)
    assert [row.indices for row in with_ne.rows] == [row.indices for row in plain.rows]
    assert [row.standing for row in with_ne.rows] == [row.standing for row in plain.rows]
    assert [line.reason for line in with_ne.agenda] == [line.reason for line in plain.agenda]
