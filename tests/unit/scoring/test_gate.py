"""Must-haves: covered, divided, met or not, and whether one rating decides."""

import pytest

from debrief.scoring.gate import MUST_HAVE_WORDS, Gate, MustHave, gate, standing


@pytest.mark.parametrize(
    ("levels", "status", "passes", "could_flip"),
    [
        ([], MustHave.NOT_COVERED, None, False),
        ([4], MustHave.NOT_COVERED, True, True),
        ([3, 4], MustHave.MET, True, False),
        ([1, 2], MustHave.NOT_MET, False, False),
        ([2, 3], MustHave.DIVIDED, False, True),
        ([2, 4], MustHave.DIVIDED, True, True),
        ([2, 3, 4, 4], MustHave.DIVIDED, True, False),
        ([2, 2, 3, 4], MustHave.DIVIDED, False, True),
    ],
)
def test_a_must_have_stands_where_its_median_is(levels, status, passes, could_flip):
    found = standing("communication", levels)
    assert (found.status, found.passes, found.could_flip) == (status, passes, could_flip)
    assert found.status in MUST_HAVE_WORDS


@pytest.mark.parametrize(
    ("panels", "expected"),
    [
        ([], Gate.OPEN),
        ([[3, 4], [5]], Gate.ABOVE),
        ([[3, 4], []], Gate.OPEN),
        ([[1, 2], []], Gate.BELOW),
    ],
)
def test_the_gate_is_below_when_any_must_have_fails_and_open_while_one_is_unrated(panels, expected):
    assert gate(standing(str(place), levels) for place, levels in enumerate(panels)) is expected
