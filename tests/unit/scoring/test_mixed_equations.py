"""Both models' criterion, gradient and effects against the same model written out whole."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debrief.scoring.mixed import Ratings
from debrief.scoring.mixed.crossed import Crossed
from debrief.scoring.mixed.interview import Interviews
from debrief.scoring.mixed.reml import evaluate
from tests.unit.scoring.dense_model import indicators, whole

ratio = st.floats(1e-3, 4.0)
seeds = st.integers(0, 10_000)


def coded(values):
    return np.unique(values, return_inverse=True)[1]


def panel(seed, *, requisitions):
    """A few candidates with holes, repeats and criteria that not everybody is rated on."""
    draw = np.random.default_rng(seed)
    n = int(draw.integers(25, 60))
    candidate = coded(draw.integers(0, 7, n))
    interviewer, criterion = coded(draw.integers(0, 5, n)), coded(draw.integers(0, 4, n))
    level = draw.integers(1, 6, n).astype(float)
    requisition = coded(candidate % 3) if requisitions else None
    return Ratings(level, candidate, interviewer, criterion, requisition)


def by_term(given):
    terms = [
        indicators(given.candidate),
        indicators(given.candidate, given.criterion),
        indicators(given.candidate, given.interviewer),
        indicators(given.interviewer),
    ]
    if given.requisition is not None:
        terms.append(indicators(given.requisition))
    return indicators(given.criterion), terms


def effects_of(design, point):
    blocks, dense = design.scales(point.ratios)
    estimates = [
        point.effects.of(term)[:, 0] * (blocks if term.in_blocks else dense)[term.at.start]
        for term in design.terms
    ]
    return estimates, dense


def slopes(design, ratios):
    """Of the criterion in log ratios, by central differences."""
    step = 1e-5
    for k in range(len(ratios)):
        shift = np.exp(step * (np.arange(len(ratios)) == k))
        up, down = evaluate(design, ratios * shift), evaluate(design, ratios / shift)
        yield (up.criterion - down.criterion) / (2 * step)


@settings(max_examples=25, deadline=None)
@given(seeds, st.booleans(), st.lists(ratio, min_size=5, max_size=5))
def test_the_interview_model_is_the_one_written_out_whole(seed, requisitions, drawn):
    ratings = panel(seed, requisitions=requisitions)
    design = Interviews(ratings)
    ratios = np.array(drawn[: len(design.terms)])
    columns, terms = by_term(ratings)
    point, expected = evaluate(design, ratios), whole(ratings.level, columns, terms, ratios)

    assert point.criterion == pytest.approx(expected.criterion, abs=1e-8)
    assert point.residual == pytest.approx(expected.residual, rel=1e-9)
    estimates, _ = effects_of(design, point)
    back = np.argsort(design.patterns.order)
    assert estimates[0][back] == pytest.approx(expected.estimates[0], abs=1e-9)
    for ours, theirs in zip(estimates[3:], expected.estimates[3:], strict=True):
        assert ours == pytest.approx(theirs, abs=1e-9)
    assert list(slopes(design, ratios)) == pytest.approx(list(point.gradient), abs=1e-5)


@settings(max_examples=25, deadline=None)
@given(seeds, st.booleans(), st.integers(1, 3), st.lists(ratio, min_size=3, max_size=3))
def test_crossed_intercepts_are_the_model_written_out_whole(seed, reml, factors, drawn):
    draw = np.random.default_rng(seed)
    n = int(draw.integers(15, 50))
    y = draw.normal(size=n)
    columns = np.column_stack([np.ones(n), draw.normal(size=n)])
    codes = {f"f{k}": coded(draw.integers(0, 3 + 3 * k, n)) for k in range(factors)}
    design = Crossed(y, columns, codes, reml=reml)
    ratios = np.array(drawn[:factors])
    terms = [indicators(codes[term.name]) for term in design.terms]
    point = evaluate(design, ratios)
    expected = whole(y, columns, terms, ratios, reml=reml)

    assert point.criterion == pytest.approx(expected.criterion, abs=1e-8)
    estimates, dense = effects_of(design, point)
    for ours, theirs in zip(estimates, expected.estimates, strict=True):
        assert ours == pytest.approx(theirs, abs=1e-9)
    beta = design.offset + point.effects.dense[-2:, 0] * dense[-2:]
    assert beta == pytest.approx(expected.fixed, abs=1e-9)
    assert list(slopes(design, ratios)) == pytest.approx(list(point.gradient), abs=1e-5)


def test_the_information_is_that_of_the_textbook():
    ratings = panel(3, requisitions=True)
    design = Interviews(ratings)
    ratios = np.array([0.8, 0.2, 0.3, 0.4, 0.1])
    point = evaluate(design, ratios)
    columns, terms = by_term(ratings)
    n, fixed = columns.shape
    inverse = np.linalg.inv(
        np.eye(n) + sum(r * z @ z.T for r, z in zip(ratios, terms, strict=True))
    )
    covariance = np.linalg.inv(columns.T @ inverse @ columns)
    projector = inverse - inverse @ columns @ covariance @ columns.T @ inverse
    working = [r * z @ z.T @ projector @ ratings.level for r, z in zip(ratios, terms, strict=True)]
    table = np.array([[a @ projector @ b for b in working] for a in working]) / point.residual
    own = np.array([ratings.level @ projector @ w for w in working]) / point.residual
    assert point.curvature == pytest.approx(table - np.outer(own, own) / (n - fixed), abs=1e-8)
