"""What changes after the reveal, held to panels whose pull is known."""

import random
from statistics import fmean

import pytest

from debrief.scoring.herding import Direction, Pair, after_reveal


def panel(candidate, *levels, criterion="a", **leads):
    return [
        Pair(
            candidate,
            f"d{candidate}",
            criterion,
            str(place),
            before,
            after,
            **leads if not place else {},
        )
        for place, (before, after) in enumerate(levels)
    ]


def drawn(pull, noise, candidates=800, size=4):
    """Panels on an unbounded scale of whole levels; each goes `pull` of the way to the others."""
    rng = random.Random(7)  # noqa: S311 - a simulation
    for candidate in range(candidates):
        true = rng.gauss(30, 8)
        before = [round(rng.gauss(true, 10)) for _ in range(size)]
        yield from panel(
            f"{candidate:04}",
            *(
                (
                    x,
                    round(
                        x + pull * (fmean(before[:i] + before[i + 1 :]) - x) + rng.gauss(0, noise)
                    ),
                )
                for i, x in enumerate(before)
            ),
        )


@pytest.mark.parametrize("pull", [0.0, 0.2, 0.5])
def test_a_known_pull_is_found_and_the_placebo_stays_at_nothing(pull):
    found = after_reveal(drawn(pull, 3)).pull
    assert found.plain.value == pytest.approx(pull, abs=0.02)
    assert found.own.value == pytest.approx(pull, abs=0.02)
    assert found.placebo.value == pytest.approx(0, abs=0.02)
    assert found.own.low < found.own.value < found.own.high


def test_drift_towards_the_middle_shows_in_the_placebo_too():
    rng = random.Random(3)  # noqa: S311 - a simulation
    pairs = [
        pair
        for candidate in range(800)
        for pair in panel(
            f"{candidate:04}",
            *((x, round(x + 0.5 * (30 - x))) for x in (rng.randint(0, 60) for _ in range(4))),
        )
    ]
    found = after_reveal(pairs).pull
    assert found.placebo.value > 0.1


def test_below_ten_candidates_no_pull_is_told():
    found = after_reveal(pair for n in range(9) for pair in panel(str(n), (1, 2), (4, 4))).pull
    assert (found.plain, found.own, found.placebo, found.n, found.candidates) == (
        None,
        None,
        None,
        18,
        9,
    )


def test_panels_all_alike_tell_no_control_from_their_own_gap():
    found = after_reveal(pair for n in range(12) for pair in panel(f"{n:02}", (1, 2), (4, 4))).pull
    assert found.plain.value == pytest.approx(1 / 6)


def test_criteria_that_no_other_candidate_has_leave_out_the_control():
    pairs = [p for n in range(10) for p in panel(str(n), (1, 2), (4, 4), criterion=str(n))]
    found = after_reveal(pairs).pull
    assert (found.own, found.placebo) == (None, None)
    assert found.plain


def test_nothing_read_is_nothing_said():
    found = after_reveal([])
    assert (found.n, found.revision_rate, found.convergence, found.towards_panel) == (
        0,
        None,
        None,
        None,
    )


def test_rates_and_directions_count_what_moved_where():
    found = after_reveal(
        [*panel("x", (2, 2), (4, 3), (5, 5), manager=True), *panel("y", (3, 2), criterion="b")]
    )
    assert (found.changed, found.up, found.down, found.revision_rate) == (2, 0, 2, 0.5)
    assert found.towards_panel == Direction(0, 0, 1)
    assert found.towards_manager == Direction(1, 0, 1)
    assert found.towards_discloser is None
    assert found.convergence == pytest.approx(1.0)


def test_a_leader_who_is_alone_leads_nobody_and_one_may_go_farther():
    found = after_reveal(panel("x", (3, 3), (4, 5), discloser=True))
    assert found.towards_discloser == Direction(0, 1, 1)


def test_the_order_of_ratings_changes_nothing():
    pairs = list(drawn(0.3, 2, candidates=20))
    assert after_reveal(pairs) == after_reveal(reversed(pairs))
