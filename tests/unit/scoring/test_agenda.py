"""The order worth discussing."""

from debrief.scoring.agenda import Topic, Weighted, agenda
from debrief.scoring.scale import Recommendation

YES, NO, NEITHER = Recommendation.YES, Recommendation.NO, Recommendation.NO_DECISION


def order(criteria, levels, votes=()):
    return [(item.topic, item.criterion) for item in agenda(criteria, levels, votes)]


def test_a_must_have_that_could_flip_comes_first_then_votes_then_the_bar_then_the_rest():
    criteria = [
        Weighted("calm"),
        Weighted("apart"),
        Weighted("almost"),
        Weighted("crossing"),
        Weighted("flips", must_have=True),
        Weighted("firm", must_have=True),
    ]
    levels = {
        "calm": [3, 3, 4],
        "apart": [3, 5, 5],
        "almost": [3, 5, 5, 5, 5, 5, 5, 5],
        "crossing": [1, 4, 4],
        "flips": [2, 4],
        "firm": [4, 4, 4],
    }
    assert order(criteria, levels, [YES, NO]) == [
        (Topic.GATE_COULD_FLIP, "flips"),
        (Topic.RECOMMENDATIONS_DIFFER, None),
        (Topic.CROSSES_BAR, "crossing"),
        (Topic.RATINGS_DIFFER, "apart"),
    ]


def test_a_red_signal_that_must_be_discussed_opens_the_rest():
    criteria = [Weighted("crossing")]
    items = agenda(criteria, {"crossing": [1, 4]}, [YES, NO], ["bluff_confirmed"])
    assert [(item.topic, item.signal) for item in items] == [
        (Topic.RECOMMENDATIONS_DIFFER, None),
        (Topic.RED_SIGNAL, "bluff_confirmed"),
        (Topic.CROSSES_BAR, None),
    ]


def test_votes_that_lean_one_way_and_a_missing_one_are_no_disagreement():
    assert (
        order([Weighted("calm")], {"calm": [3, 4]}, [YES, Recommendation.STRONG_YES, NEITHER]) == []
    )


def test_a_panel_of_one_reads_well_and_puts_only_its_must_have_on_the_agenda():
    criteria = [Weighted("must", must_have=True), Weighted("other")]
    assert order(criteria, {"must": [4], "other": [2]}, [YES]) == [(Topic.GATE_COULD_FLIP, "must")]


def test_a_must_have_that_nobody_rated_is_the_first_thing_to_settle():
    criteria = [Weighted("other"), Weighted("must", must_have=True)]
    assert order(criteria, {"other": [1, 5]}) == [
        (Topic.NOT_RATED, "must"),
        (Topic.CROSSES_BAR, "other"),
    ]


def test_a_heavier_criterion_settles_more_and_so_comes_earlier():
    criteria = [Weighted("light"), Weighted("heavy", weight=3)]
    levels = {"light": [1, 4], "heavy": [1, 4]}
    assert [key for _, key in order(criteria, levels)] == ["heavy", "light"]


def test_the_agenda_stops_when_enough_of_the_uncertainty_is_on_it():
    criteria = [Weighted("light"), Weighted("heavy", weight=9)]
    levels = {"light": [3, 5], "heavy": [1, 5]}
    assert [key for _, key in order(criteria, levels)] == ["heavy"]


def test_ties_follow_the_rubric():
    criteria = [Weighted("first"), Weighted("second")]
    levels = {"second": [2, 4], "first": [2, 4]}
    assert [key for _, key in order(criteria, levels)] == ["first", "second"]
