"""How often the 90 % intervals hold the truth, in a young house and in grown ones (simulated)."""

import numpy as np
import pytest

from debrief.scoring.calibration import Rating, adjusted, calibrate
from tests.unit.scoring.interviews import CRITERIA, house

REPLICATES = 100
EQUAL = {f"k{n}": 1.0 for n in range(CRITERIA)}


def covered(seed, candidates, interviewers, spread):
    """Shares of severities, and of candidates' estimates, whose interval holds what was drawn."""
    drawn = house(seed, candidates, interviewers, spread)
    found = calibrate(drawn.table)
    severities = [
        abs(each.mean - drawn.severity[int(name[1:])]) <= each.half
        for name, each in found.severities.items()
    ]
    panels = {}
    for row in drawn.rows:
        panels.setdefault(row[0], []).append(Rating(*row[1:4]))
    house_mean = drawn.severity.mean()
    estimates = [
        (adjusted(panel, found, EQUAL), drawn.worth[int(name[1:])].mean() + house_mean)
        for name, panel in panels.items()
    ]
    return np.mean(severities), np.mean([e.low <= truth <= e.high for e, truth in estimates])


@pytest.mark.parametrize(("candidates", "interviewers"), [(30, 8), (60, 12), (100, 20)])
@pytest.mark.parametrize("spread", [0.15, 0.3, 0.5])
def test_ninety_percent_intervals_hold_the_truth(candidates, interviewers, spread, record_property):
    seeds = range(REPLICATES)
    found = np.mean([covered(seed, candidates, interviewers, spread) for seed in seeds], axis=0)
    record_property("coverage", found.round(3).tolist())
    print(candidates, interviewers, spread, *found.round(3))  # noqa: T201 - `pytest -s` shows them
    severities, candidates_held = found
    assert severities >= 0.88
    assert candidates_held >= 0.88
