"""A scorecard as given: what the border hands to the use cases."""

import hashlib
from dataclasses import asdict, dataclass
from typing import Any

from debrief.audit.keys import canonical
from debrief.models import EvidenceKind, NeReason, ResultCorrectness
from debrief.scoring.scale import Recommendation


@dataclass(frozen=True, slots=True)
class RatingInput:
    """One criterion's answer, as given."""

    criterion: str
    level: int | None = None
    ne_reason: NeReason | None = None
    evidence: str = ""
    question: str = ""
    kind: EvidenceKind | None = None
    correctness: ResultCorrectness | None = None


@dataclass(frozen=True, slots=True)
class ObservationInput:
    """One piece of a signal's evidence form."""

    kind: EvidenceKind
    question: str
    said: str


@dataclass(frozen=True, slots=True)
class SignalInput:
    """A signal and its evidence."""

    signal: str
    observations: tuple[ObservationInput, ...] = ()


@dataclass(frozen=True, slots=True)
class ScorecardInput:
    """A whole scorecard, as given."""

    reason: str
    recommendation: Recommendation | None = None
    could_not_assess: bool = False
    change_of_mind: str = ""
    ratings: tuple[RatingInput, ...] = ()
    signals: tuple[SignalInput, ...] = ()

    def content(self) -> dict[str, Any]:
        """Everything given, for the commitment."""
        return asdict(self)

    def digest(self) -> str:
        """What tells one body from another, in hex."""
        return hashlib.sha256(canonical(self.content())).hexdigest()
