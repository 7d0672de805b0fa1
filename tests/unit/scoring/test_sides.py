"""Who stands on which side, and what hangs on it."""

import pytest

from debrief.scoring.gate import Gate, standing
from debrief.scoring.indices import indices
from debrief.scoring.leave_out import IndependentCard, LeaveOneOut, Turn, leave_one_out
from debrief.scoring.scale import Recommendation
from debrief.scoring.sides import WhatIf, upper_from, what_if

YES, NO = Recommendation.YES, Recommendation.NO


@pytest.mark.parametrize(
    ("levels", "upper"),
    [
        ([], None),
        ([2], None),
        ([3, 4], None),
        ([3, 4, 5], None),
        ([2, 3], 3),
        ([2, 3, 5], 5),
        ([1, 4, 4], 4),
        ([1, 1, 4, 5], 4),
        ([1, 3, 5], 3),
        ([3, 5], 5),
    ],
)
def test_the_upper_side_begins_behind_the_largest_gap_or_at_the_bar(levels, upper):
    assert upper_from(indices(levels)) == upper


@pytest.mark.parametrize(
    ("other", "if_upper"), [([4, 4], Gate.ABOVE), ([1, 1], Gate.BELOW), ([], Gate.OPEN)]
)
def test_each_side_s_being_right_leaves_the_other_must_haves_as_they_are(other, if_upper):
    standings = [standing("torn", [2, 4]), standing("other", other)]
    assert what_if("torn", standings) == WhatIf(Gate.BELOW, if_upper)


def cards(*given):
    return [IndependentCard({"a": a} if a else {}, vote) for a, vote in given]


@pytest.mark.parametrize("given", [(), ((4, YES),)])
def test_with_fewer_than_two_cards_nothing_can_be_left_out(given):
    assert leave_one_out(cards(*given), ["a"]) is None


def test_a_panel_of_one_mind_stands_without_any_card():
    found = leave_one_out(cards((4, YES), (4, YES), (5, YES)), ["a"])
    assert found == LeaveOneOut(3, (), frozenset(), one_card_divides=False)
    assert found.holds


def test_two_cards_on_two_sides_turn_a_must_have_but_never_the_recommendations():
    found = leave_one_out(cards((2, NO), (3, YES)), ["a"])
    assert found.turns == (Turn("a", before=False, without=frozenset({True})),)
    assert found.gates == {Gate.ABOVE}
    assert not found.one_card_divides
    assert not found.holds


def test_a_must_have_that_one_card_rates_loses_its_rating_and_one_nobody_rates_says_nothing():
    found = leave_one_out(cards((4, YES), (None, YES)), ["a", "b"])
    assert found.turns == (Turn("a", before=True, without=frozenset({None})),)
    assert found.gates == frozenset()


def test_one_card_can_be_all_that_divides_the_recommendations():
    one = leave_one_out(cards((4, NO), (4, YES), (4, YES)), ["a"])
    two = leave_one_out(cards((4, NO), (4, NO), (4, YES), (4, YES), (4, None)), ["a"])
    assert (one.one_card_divides, two.one_card_divides) == (True, False)
