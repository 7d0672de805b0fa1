"""Whether must-haves are met, and whether that could still turn."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from debrief.scoring.scale import BAR

#: A must-have is covered by two independent levels.
COVERED_BY = 2


class MustHave(StrEnum):
    """How a must-have stands."""

    NOT_COVERED = "not_covered"
    DIVIDED = "divided"
    MET = "met"
    NOT_MET = "not_met"


class Gate(StrEnum):
    """How the candidate stands on all must-haves together."""

    ABOVE = "above"
    BELOW = "below"
    OPEN = "open"


MUST_HAVE_WORDS = {
    MustHave.NOT_COVERED: "not covered",
    MustHave.DIVIDED: "divided",
    MustHave.MET: "met",
    MustHave.NOT_MET: "not met",
}


@dataclass(frozen=True, slots=True)
class MustHaveStanding:
    """One must-have; `passes` is None without a rating."""

    criterion: str
    status: MustHave
    passes: bool | None
    could_flip: bool


def standing(criterion: str, levels: Iterable[int]) -> MustHaveStanding:
    """Where a must-have stands on its independent levels: the gate is median >= 3."""
    rated = sorted(levels)
    passes = _passes(rated)
    others = [rated[:place] + rated[place + 1 :] for place in range(len(rated))]
    # Leaving out the only rating leaves none, which is no verdict: so one rating can always flip.
    could_flip = any(_passes(left) is not passes for left in others)
    return MustHaveStanding(criterion, _status(rated), passes, could_flip)


def gate(standings: Iterable[MustHaveStanding]) -> Gate:
    """Below when any must-have fails, open while any (or every) rating is missing, else above."""
    verdicts = [each.passes for each in standings]
    if False in verdicts:
        return Gate.BELOW
    return Gate.ABOVE if verdicts and None not in verdicts else Gate.OPEN


def _passes(rated: list[int]) -> bool | None:
    return median(rated) >= BAR if rated else None


def _status(rated: list[int]) -> MustHave:
    if len(rated) < COVERED_BY:
        return MustHave.NOT_COVERED
    if rated[0] >= BAR:
        return MustHave.MET
    return MustHave.NOT_MET if rated[-1] < BAR else MustHave.DIVIDED
