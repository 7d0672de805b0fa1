"""The rating scale, its bar, and the recommendation that follows the criteria."""

from enum import StrEnum

LEVELS = (1, 2, 3, 4, 5)
BAR = 3
NOT_RATED = "NE"


class Recommendation(StrEnum):
    """What a panelist says once every criterion is answered."""

    STRONG_NO = "strong_no"
    NO = "no"
    YES = "yes"
    STRONG_YES = "strong_yes"
    NO_DECISION = "no_decision"

    @property
    def in_favour(self) -> bool | None:
        """Which way it leans; None for "no decision"."""
        if self is Recommendation.NO_DECISION:
            return None
        return self in {Recommendation.YES, Recommendation.STRONG_YES}
