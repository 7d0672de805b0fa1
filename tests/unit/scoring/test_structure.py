"""Structural flags: what follows from levels, recommendations and times."""

from dataclasses import replace

import pytest

from debrief.scoring.scale import Recommendation
from debrief.scoring.structure import (
    CardFacts,
    Found,
    Structural,
    card_flags,
    coverage_gaps,
    names_somebody,
)

LEVELS = {"a": 4, "b": 3, "c": 5, "d": None}
GOOD = CardFacts(LEVELS, {"a": "Named two causes."}, Recommendation.YES)
MUST = frozenset({"a", "b"})


def found(must=MUST, **changes):
    return list(card_flags(replace(GOOD, **changes), must))


def test_an_ordinary_card_has_none():
    assert found() == []


@pytest.mark.parametrize("said", [Recommendation.NO, Recommendation.STRONG_NO])
def test_a_no_with_every_must_have_at_the_bar_is_a_mismatch(said):
    assert found(recommendation=said) == [Found(Structural.VOTE_SCORE_MISMATCH, ("a", "b"))]
    assert found(recommendation=said, levels=LEVELS | {"b": 2}) == []
    assert found(frozenset(), recommendation=said) == []


@pytest.mark.parametrize("said", [Recommendation.YES, Recommendation.STRONG_YES])
def test_a_yes_with_a_must_have_below_the_bar_is_a_mismatch(said):
    below = LEVELS | {"b": 2, "c": 1}
    assert found(recommendation=said, levels=below) == [
        Found(Structural.VOTE_SCORE_MISMATCH, ("b",))
    ]


@pytest.mark.parametrize("said", [None, Recommendation.NO_DECISION])
def test_who_does_not_recommend_contradicts_nothing(said):
    assert found(recommendation=said, levels=LEVELS | {"a": 1}) == []


def test_four_criteria_rated_alike_are_a_straight_line_and_three_are_not():
    alike = dict.fromkeys("abcd", 3)
    assert found(levels=alike) == [Found(Structural.STRAIGHT_LINE, tuple("abcd"), 3)]
    assert found(levels=alike | {"d": None}) == []
    assert found(levels=alike | {"d": 4}) == []


def test_a_level_on_fewer_than_three_words_is_hardly_evidence_and_ne_needs_none():
    assert found(evidence={"a": "see notes", "b": "Named one cause.", "d": ""}) == [
        Found(Structural.EMPTY_EVIDENCE, ("a",))
    ]


def test_a_card_is_late_after_its_due_time_or_after_others_could_be_seen():
    late = [Found(Structural.LATE_SCORE)]
    assert found(overdue=True) == found(after_others=True) == late


def test_a_change_without_ground_names_its_criteria():
    assert found(unfounded=("a",)) == [Found(Structural.EDIT_AFTER_REVEAL, ("a",))]


def test_a_must_have_needs_two_independent_levels():
    cards = [{"a": 4, "b": 2}, {"a": 3, "b": None}, {}]
    assert coverage_gaps(["a", "b", "c"], cards) == (
        Found(Structural.COVERAGE_GAP, ("b",), 1),
        Found(Structural.COVERAGE_GAP, ("c",), 0),
    )


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("Referred by Amara Lopez.", True),
        ("lopez, amara (her old team)", True),
        ("amara.lopez@example.org sent the CV", True),
        ("Referred by Amara Nilsson", False),
        ("Job fair", False),
    ],
)
def test_a_source_names_somebody_by_both_names_or_by_the_address(source, named):
    assert names_somebody(source, "Amara Lopez", "amara.lopez@example.org") is named


def test_a_single_name_is_too_little_to_go_by():
    assert not names_somebody("Referred by Amara", "Amara", "a@example.org")
