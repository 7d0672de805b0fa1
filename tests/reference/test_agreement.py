"""Our average deviation against R's multilevel package, on the data the folder holds."""

import json
import os
from pathlib import Path
from statistics import variance

import pytest

from debrief.scoring.indices import indices

# Beside the project is where the folder usually stands.
PLACE = os.environ.get("DEBRIEF_REFERENCE_DIR", "../shared/reference")  # noqa: TID251 - where it lies is the caller's to say
FOLDER = Path(PLACE)


@pytest.fixture
def panels() -> list[dict[str, float]]:
    file = FOLDER / "agreement_reference.json"
    assert file.is_file(), f"{file} is absent: name its folder in DEBRIEF_REFERENCE_DIR"
    return json.loads(file.read_text(encoding="utf-8"))["rwg"]


def test_the_average_deviation_is_the_one_r_computes(panels):
    for panel in panels:
        described = indices(panel["ratings"])
        assert described.deviation == pytest.approx(panel["AD_M"], abs=1e-9), panel
        assert variance(described.levels) == pytest.approx(panel["var"], abs=1e-9), panel


def test_the_reference_holds_panels_of_several_sizes(panels):
    assert {panel["n"] for panel in panels} >= {2, 3, 4}
