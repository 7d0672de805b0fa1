"""A scorecard as given: what the border hands to the use cases."""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from debrief.audit.keys import canonical
from debrief.models import (
    EvidenceKind,
    Handling,
    NeReason,
    ResultCorrectness,
    ScorecardVersion,
)
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

    kind: EvidenceKind | None
    question: str
    said: str

    def tidied(self) -> "ObservationInput":
        """The same without blanks around its texts."""
        return replace(self, question=self.question.strip(), said=self.said.strip())


@dataclass(frozen=True, slots=True)
class SignalInput:
    """A signal and its evidence."""

    signal: str
    observations: tuple[ObservationInput, ...] = ()


@dataclass(frozen=True, slots=True)
class DisputeInput:
    """Words in a field that a rule marks and the author says it marks wrongly."""

    field: str
    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class ScorecardInput:
    """A whole scorecard, as given; `stands` names what was asked again and still holds."""

    reason: str
    recommendation: Recommendation | None = None
    could_not_assess: bool = False
    change_of_mind: str = ""
    ratings: tuple[RatingInput, ...] = ()
    signals: tuple[SignalInput, ...] = ()
    disputed: tuple[DisputeInput, ...] = ()
    stands: tuple[str, ...] = ()

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every free text with the name of its field."""
        yield "reason", self.reason
        yield "change_of_mind", self.change_of_mind
        for rating in self.ratings:
            yield f"ratings-{rating.criterion}-evidence", rating.evidence
            yield f"ratings-{rating.criterion}-question", rating.question
        for signal in self.signals:
            for number, seen in enumerate(signal.observations, start=1):
                yield f"signals-{signal.signal}-{number}-question", seen.question
                yield f"signals-{signal.signal}-{number}-said", seen.said

    def tidied(self) -> "ScorecardInput":
        """The same without blanks around its texts, which is how it is kept."""
        return replace(
            self,
            reason=self.reason.strip(),
            change_of_mind=self.change_of_mind.strip(),
            ratings=tuple(
                replace(each, evidence=each.evidence.strip(), question=each.question.strip())
                for each in self.ratings
            ),
            signals=tuple(
                replace(each, observations=tuple(seen.tidied() for seen in each.observations))
                for each in self.signals
            ),
        )

    def content(self) -> dict[str, Any]:
        """Everything that is kept, for the commitment."""
        return {name: value for name, value in asdict(self).items() if name != "stands"}


def digest_of(content: dict[str, Any]) -> str:
    """What tells the content of one card from another's, in hex."""
    return hashlib.sha256(canonical(content)).hexdigest()


def given_in(version: ScorecardVersion) -> ScorecardInput:
    """What was given, rebuilt from a version; erased words are blank."""
    kept = dict(version.texts())
    places = {words.id: field for field, words in kept.items()}

    def text(field: str) -> str:
        return (kept[field].text or "") if field in kept else ""

    return ScorecardInput(
        reason=text("reason"),
        recommendation=version.recommendation,
        could_not_assess=version.could_not_assess,
        change_of_mind=text("change_of_mind"),
        ratings=tuple(
            RatingInput(
                rating.criterion,
                rating.level,
                rating.ne_reason,
                text(f"ratings-{rating.criterion}-evidence"),
                text(f"ratings-{rating.criterion}-question"),
                rating.kind,
                rating.correctness,
            )
            for rating in version.ratings
        ),
        signals=tuple(
            SignalInput(
                mark.signal,
                tuple(
                    ObservationInput(
                        seen.kind,
                        text(f"signals-{mark.signal}-{seen.position}-question"),
                        text(f"signals-{mark.signal}-{seen.position}-said"),
                    )
                    for seen in mark.observations
                ),
            )
            for mark in version.signals
        ),
        disputed=tuple(
            DisputeInput(field, flag.rule, text(field)[flag.start : flag.end])
            for flag in version.flags
            if flag.handling is Handling.DISPUTED
            for field in [places[flag.words_id]]
        ),
    )
