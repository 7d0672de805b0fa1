"""The sides a criterion's ratings fall into, and what hangs on which of them is right."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from debrief.scoring.gate import Gate, MustHaveStanding, gate
from debrief.scoring.indices import Indices, Shape
from debrief.scoring.scale import BAR

_TORN = frozenset({Shape.LONE_DISSENT_LOW, Shape.LONE_DISSENT_HIGH, Shape.SPLIT})


@dataclass(frozen=True, slots=True)
class WhatIf:
    """How the candidate stands on all must-haves if one side of a divided one is right."""

    lower_right: Gate
    upper_right: Gate


def upper_from(found: Indices) -> int | None:
    """The level at which the upper side begins; None where the ratings have no two sides.

    The one largest gap parts them; where there is none, the bar does if it lies between them.
    """
    if found.shape in _TORN:
        return max(pairwise(found.levels), key=lambda pair: pair[1] - pair[0])[1]
    return BAR if found.crosses_bar else None


def what_if(criterion: str, standings: Iterable[MustHaveStanding]) -> WhatIf:
    """What the gate would say if those below the bar were right, or those at or above it."""
    all_of_them = tuple(standings)

    def supposing(*, passes: bool) -> Gate:
        return gate(
            replace(each, passes=passes) if each.criterion == criterion else each
            for each in all_of_them
        )

    return WhatIf(supposing(passes=False), supposing(passes=True))
