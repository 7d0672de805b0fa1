"""Ratings for the tests: the published tables, and any that hypothesis may think of."""

import json
from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from debrief.scoring.agreement import SCALE, coded

FILE = Path(__file__).parents[3] / "data/reference/agreement_published.json"
PUBLISHED = json.loads(FILE.read_text(encoding="utf-8"))

#: Few of each, so that units meet several raters: (candidate, interviewer, criterion, level).
places = st.tuples(st.integers(0, 5), st.integers(0, 4), st.integers(0, 2))
rows = st.dictionaries(places, st.integers(1, 5), max_size=40).map(
    lambda rated: [(*place, level) for place, level in rated.items()]
)


def read(given, scale=SCALE):
    """From rows of candidate, interviewer, criterion and level."""
    candidates, interviewers, criteria, levels = zip(*given, strict=True) if given else [()] * 4
    return coded(candidates, interviewers, criteria, levels, scale)


def from_table(table, scale=SCALE):
    """One candidate a row, one interviewer a column, None where nobody rated."""
    return read(
        [
            (row, column, 0, level)
            for row, levels in enumerate(table)
            for column, level in enumerate(levels)
            if level is not None
        ],
        scale,
    )


def by_unit(given):
    """The levels of each unit, as a naive reader would gather them."""
    found = {}
    for candidate, _, criterion, level in given:
        found.setdefault((candidate, criterion), []).append(level)
    return list(found.values())


def simulated(candidates, *, interviewers=40, panel=3, criteria=4, seed=1):
    """Rows of a plausible firm: quality, severity, halo and noise, some ratings missing."""
    random = np.random.default_rng(seed)
    quality = random.normal(0, 0.6, (candidates, criteria)) + random.normal(0, 0.6, (candidates, 1))
    severity = random.normal(0, 0.3, interviewers)
    given = []
    for candidate in range(candidates):
        for interviewer in random.choice(interviewers, panel, replace=False):
            halo = random.normal(0, 0.3)
            for criterion in range(criteria):
                if random.random() < 0.9:
                    score = quality[candidate, criterion] + severity[interviewer] + halo
                    level = int(np.clip(np.rint(3 + score + random.normal(0, 0.6)), 1, 5))
                    given.append((candidate, int(interviewer), criterion, level))
    return given
