"""The interval of alpha: drawn by candidate, the same for the same seed."""

import numpy as np
import pytest

from debrief.scoring.agreement import Metric, alpha, alpha_interval, units
from tests.unit.scoring.agreement.tables import PUBLISHED, from_table, read, simulated

FIRM = simulated(150)


def interval(given, metric=Metric.ORDINAL, **how):
    return alpha_interval(units(read(given)), metric, **how)


@pytest.fixture(scope="module")
def one_by_one():
    """Units of 400 firms, each of 150 candidates drawn with all their ratings."""
    random = np.random.default_rng(7)
    people = {}
    for candidate, *rest in FIRM:
        people.setdefault(candidate, []).append(rest)
    firms = []
    for _ in range(400):
        drawn = enumerate(random.choice(150, 150))
        firms.append([(place, *rest) for place, one in drawn for rest in people[one]])
    return [units(read(given)) for given in firms]


@pytest.mark.parametrize("metric", Metric)
def test_it_is_what_drawing_candidates_one_by_one_gives(one_by_one, metric):
    values = [alpha(counted, metric).value for counted in one_by_one]
    found = interval(FIRM, metric, replicates=2000)
    spread = np.std(values)
    # Within the chance of 400 and 2,000 draws, 4 standard errors of each figure.
    assert found.standard_error == pytest.approx(spread, rel=0.16)
    low, high = np.quantile(values, [0.025, 0.975])
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.6 * spread)
    assert found.low < alpha(units(read(FIRM)), metric).value < found.high


def test_the_same_seed_gives_the_same_interval_in_any_order_of_the_file():
    found = interval(FIRM, replicates=50)
    assert interval(FIRM[::-1], replicates=50) == found
    assert interval(FIRM, replicates=50, seed=1) != found
    assert (found.replicates, found.candidates, found.confidence) == (50, 150, 0.95)


def test_candidates_who_hang_together_are_drawn_together():
    """One finding copied to five criteria is no surer; five candidates with it are."""
    copied = [
        (c, i, k, level) for c, i, criterion, level in FIRM if not criterion for k in range(5)
    ]
    apart = [(c * 5 + k, i, 0, level) for c, i, k, level in copied]
    alone = [(c, i, k, level) for c, i, k, level in copied if not k]
    errors = [interval(each, replicates=2000).standard_error for each in (alone, copied, apart)]
    assert errors[1] == pytest.approx(errors[0], rel=0.12)
    assert errors[2] < errors[0] / 1.8


def test_few_kinds_of_candidates_are_drawn_as_kinds_with_the_same_result():
    """Seven kinds of 14 candidates each are drawn one by one, of 16 each as kinds."""
    levels = [(1, 1), (1, 2), (3, 3), (4, 3), (5, 5), (5, 4), (2, 4)]

    def firm(times):
        people = range(7 * times)
        return [(c, i, 0, level) for c in people for i, level in enumerate(levels[c % 7])]

    single, kinds = (interval(firm(times), replicates=3000) for times in (14, 16))
    assert (single.candidates, kinds.candidates) == (98, 112)
    assert single.standard_error == pytest.approx(kinds.standard_error * (16 / 14) ** 0.5, rel=0.08)


def test_a_scale_of_a_hundred_levels_is_drawn_in_rounds_and_not_held_at_once():
    """The same levels, read as a few of many, are the same draws of the same candidates."""
    random = np.random.default_rng(3)
    given = [
        (c, i, k, int(level))
        for c in range(900)
        for k, quality in enumerate(random.normal(3, 1, 3))
        for i, level in enumerate(np.clip(np.rint(random.normal(quality, 0.7, 3)), 1, 5))
    ]
    short, long = (
        alpha_interval(units(read(given, scale)), replicates=12)
        for scale in ((1, 2, 3, 4, 5), range(101))
    )
    assert (long.low, long.high) == pytest.approx((short.low, short.high), abs=1e-12)


def test_a_draw_in_which_nothing_differs_is_left_out_and_told():
    """One candidate in ten differs: two draws of five do without that one."""
    given = [(c, i, 0, 3) for c in range(9) for i in range(2)] + [(9, 0, 0, 2), (9, 1, 0, 4)]
    found = interval(given)
    assert 600 < found.replicates < 700
    assert found.low is not None


@pytest.mark.parametrize(
    "given",
    [[], FIRM[:60], [(c, i, 0, 3) for c in range(20) for i in range(2)]],
    ids=["nothing", "few candidates", "all alike"],
)
def test_where_there_is_nothing_to_say_it_says_nothing(given):
    found = interval(given)
    assert (found.low, found.high, found.standard_error, found.replicates) == (None,) * 3 + (0,)


def test_one_draw_has_no_spread_and_a_scale_below_zero_no_ratios():
    assert interval(FIRM, replicates=1).low is None
    table = [[-1, 0], [0, 0], [1, 1], *([[0, 1]] * 10)]
    counted = units(from_table(table, (-1, 0, 1)))
    assert alpha_interval(counted, Metric.RATIO).low is None
    assert alpha_interval(counted, Metric.INTERVAL, replicates=20).low is not None


def test_the_printed_example_is_too_small_to_be_sure_of():
    found = alpha_interval(units(from_table(PUBLISHED["krippendorff"]["table"])))
    assert found.candidates == 11
    assert found.high - found.low > 0.3
