"""Sheets of ratings for `debrief ratings analyse`, and the command run on them."""

import json

import numpy as np
from click.testing import CliRunner

from debrief.cli import main


def analyse(file, *words, given=None):
    return CliRunner().invoke(main, ["ratings", "analyse", str(file), *words], input=given)


def figures(file, *words, given=None):
    found = analyse(file, *words, "--format", "json", given=given)
    assert found.exit_code == 0, found.output
    return json.loads(found.output)


def drawn(candidates=40, interviewers=9, criteria=3, shift=0):
    """Rows of a small house: three interviewers a candidate; the first one rates a level lower."""
    draw = np.random.default_rng(4)
    for who in range(candidates):
        merit = draw.normal()
        for by in draw.choice(interviewers, size=3, replace=False):
            for on in range(criteria):
                level = np.clip(round(3 + merit - (by == 0) + draw.normal() / 2), 1, 5)
                yield f"c{who + shift:02}", f"i{by + shift}", f"k{on}", int(level)


def sheet(rows, header=("candidate", "interviewer", "criterion", "level"), separator=","):
    lines = [separator.join(map(str, row)) for row in (header, *rows)]
    return "\n".join(lines) + "\n"
