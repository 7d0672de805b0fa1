"""Reliability from variance components: who met whom, and what does not cancel."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from debrief.scoring.agreement import Reach, design, reliability
from debrief.scoring.agreement.components import drawn

meetings = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 5)), max_size=30)
FIT = (0.389, 0.0454, 0.1066)


def met(pairs):
    candidates, interviewers = zip(*pairs, strict=True) if pairs else ((), ())
    return design(np.array(candidates, dtype=np.intp), np.array(interviewers, dtype=np.intp))


@given(meetings)
def test_the_share_is_the_mean_over_all_pairs_of_candidates(pairs):
    raters = {}
    for candidate, interviewer in pairs:
        raters.setdefault(candidate, set()).add(interviewer)
    found = met(pairs)
    assert found.meetings == len(set(pairs))
    assert found.candidates == len(raters)
    if len(raters) < 2:
        assert (found.share, found.q) == (None, None)
        return
    shares = [
        len(one & other) / (len(one) * len(other))
        for one, other in permutations(raters.values(), 2)
    ]
    parts = [1 / len(each) for each in raters.values()]
    assert found.share == pytest.approx(np.mean(shares))
    assert found.k_hat == pytest.approx(1 / np.mean(parts))
    assert found.q == pytest.approx(np.mean(parts) - np.mean(shares))


def test_severity_cancels_when_all_meet_the_same_and_counts_whole_when_none_do():
    everyone = met([(c, i) for c in range(4) for i in range(3)])
    assert everyone.q == pytest.approx(0)
    strangers = met([(c, 3 * c + i) for c in range(4) for i in range(3)])
    assert strangers.q == pytest.approx(1 / 3)
    values = [reliability(FIT, each) for each in (everyone, strangers)]
    assert values[0][Reach.AS_MET_MEAN].value == pytest.approx(0.389 / (0.389 + 0.1066 / 3))
    assert values[1][Reach.AS_MET_MEAN].value == values[1][Reach.AGREEMENT_MEAN].value


def test_one_rating_agrees_less_than_it_is_consistent_and_less_than_the_mean():
    found = reliability(FIT, met([(c, i) for c in range(4) for i in range(3)]))
    assert found[Reach.AGREEMENT].value == pytest.approx(0.389 / (0.389 + 0.0454 + 0.1066))
    assert found[Reach.CONSISTENCY].value == pytest.approx(0.389 / (0.389 + 0.1066))
    assert found[Reach.AGREEMENT].value < found[Reach.CONSISTENCY].value
    assert found[Reach.AGREEMENT].value < found[Reach.AGREEMENT_MEAN].value
    assert found[Reach.AGREEMENT].n.meetings == 12


def test_draws_of_the_components_give_the_interval():
    firm = met([(c, c % 5 + i) for c in range(40) for i in range(3)])
    found = [
        reliability(FIT, firm, draws=drawn(FIT, np.diag([spread] * 3))) for spread in (0.01, 0.09)
    ]
    for reach in Reach:
        narrow, wide = (each[reach] for each in found)
        assert wide.low < narrow.low < narrow.value < narrow.high < wide.high
    assert reliability(FIT, firm, draws=drawn(FIT, np.diag([0.01] * 3))) == found[0]


def test_where_there_is_nothing_to_say_it_says_nothing():
    alone = met([(0, 0), (0, 1)])
    found = reliability(FIT, alone, draws=np.array([FIT, FIT]))
    assert found[Reach.AS_MET_MEAN].value is None
    assert found[Reach.AS_MET_MEAN].low is None
    assert found[Reach.AGREEMENT_MEAN].low is not None
    nobody = met([])
    assert (nobody.candidates, nobody.interviewers, nobody.k_hat) == (0, 0, None)
    assert reliability((0.0, 0.0, 0.0), alone)[Reach.AGREEMENT].value is None
