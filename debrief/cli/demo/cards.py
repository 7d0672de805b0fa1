"""Cards of the demo: levels from the story, evidence from the requisition's bank."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from debrief.models import EvidenceKind, NeReason
from debrief.reports.wording import Wording
from debrief.scoring.scale import NOT_RATED, Recommendation
from debrief.services.answers import (
    ObservationInput,
    RatingInput,
    ScorecardInput,
    SignalInput,
)
from debrief.services.flags import flags_in, target_of

Told = Mapping[str, Any]


@dataclass(frozen=True)
class Bank:
    """What candidates said and did, by criterion and level, and reasons by recommendation."""

    wording: Wording
    evidence: Mapping[str, Mapping[int, Sequence[str]]]
    reasons: Mapping[str, Sequence[str]]

    @staticmethod
    def is_written(card: Told) -> bool:
        """Whether the story has this card come in."""
        return "levels" in card or "could_not" in card

    def card(self, stage: Told, short: str, place: int) -> ScorecardInput:
        """One panelist's card; `place` picks among observations so that neighbours differ."""
        told = stage["cards"][short]
        if "could_not" in told:
            return ScorecardInput(told["could_not"], could_not_assess=True)
        said = stage.get("said", {}).get(short, {})
        reasons = self.reasons[told["vote"]]
        given = ScorecardInput(
            reasons[place % len(reasons)],
            Recommendation(told["vote"]),
            ratings=tuple(
                self._rating(criterion, level, place, said.get(criterion))
                for criterion, level in zip(told["criteria"], told["levels"], strict=True)
            ),
            signals=tuple(
                SignalInput(
                    signal,
                    tuple(
                        ObservationInput(EvidenceKind(kind), question, answer)
                        for kind, question, answer in observations
                    ),
                )
                for signal, observations in stage.get("signals", {}).get(short, {}).items()
            ),
        )
        # What a rule marks as a protected topic comes in disputed: that is the story.
        disputed = tuple(each.dispute for each in flags_in(given, self.wording) if each.blocks)
        stands = tuple({target_of(each.field) for each in disputed})
        return replace(given, disputed=disputed, stands=stands)

    def _rating(
        self, criterion: str, level: int | str, place: int, said: str | None
    ) -> RatingInput:
        if level == NOT_RATED:
            return RatingInput(criterion, ne_reason=NeReason.INTERRUPTED)
        observed = self.evidence[criterion][int(level)]
        prompts = next(
            each.prompts for each in self.wording.rubric.criteria if each.key == criterion
        )
        return RatingInput(
            criterion,
            int(level),
            evidence=said or observed[place % len(observed)],
            question=prompts[place % len(prompts)].text,
        )
