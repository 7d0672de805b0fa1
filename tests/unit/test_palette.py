"""Axe cannot judge every pair of colours the theme draws, so the numbers are checked here."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "debrief/static/css/app.css").read_text()
TEXT, SHAPE = 4.5, 3.0  # WCAG 2.2: 1.4.3 and 1.4.11
PAIRS = [
    *[
        (ink, ground, TEXT)
        for ink in ("ink", "soft", "action", "action-over", "red", "green")
        for ground in ("page", "card")
    ],
    *[(ink, "quiet", TEXT) for ink in ("ink", "action", "action-over")],
    ("action-ink", "action-over", TEXT),
    *[(ink, "amber-page", TEXT) for ink in ("ink", "soft", "amber")],
    *[(f"level-{level}", "low-ink", TEXT) for level in (1, 2, 3)],
    *[(f"level-{level}", "high-ink", TEXT) for level in (4, 5)],
    ("action-ink", "action", TEXT),
    ("ink", "line", TEXT),  # the letters NE over their hatching
    ("on-deep", "deep", TEXT),
    *[("edge", ground, SHAPE) for ground in ("page", "card")],
]


def palette(scheme):
    light, dark = re.findall(r":root\s*\{(.*?)\}", CSS, re.DOTALL)
    declared = light if scheme == "light" else light + dark
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", declared))


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_a_colour_can_be_read_on_the_ground_it_is_drawn_on(scheme, ink, ground, least):
    colours = palette(scheme)
    assert contrast(colours[ink], colours[ground]) >= least


def test_black_on_white_is_the_largest_contrast_there_is():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
