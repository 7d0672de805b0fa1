"""Who sits on a panel, what their card says, and what they changed after seeing others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

from debrief.models import ChangeReason, EvidenceKind, NeReason, Phase, ResultCorrectness
from debrief.reports.passages import Passage
from debrief.reports.vocabulary import (
    CHANGE_WORDS,
    CORRECTNESS_WORDS,
    KIND_WORDS,
    NE_WORDS,
    RECOMMENDATION_WORDS,
)
from debrief.scoring.scale import NOT_RATED, Recommendation


class Presence(StrEnum):
    """How a panelist stands to this debrief."""

    INDEPENDENT = "independent"
    LATE = "late"
    COULD_NOT_ASSESS = "could_not_assess"
    RECUSED = "recused"
    WAIVED = "waived"
    MISSING = "missing"


PRESENCE_WORDS = {
    Presence.INDEPENDENT: "independent card",
    Presence.LATE: "late card, not independent, not counted",
    Presence.COULD_NOT_ASSESS: "could not assess",
    Presence.RECUSED: "recused",
    Presence.WAIVED: "waived",
    Presence.MISSING: "no card",
}


@dataclass(frozen=True, slots=True)
class Voice:
    """One panelist: their independent card, or why there is none.

    `on_time` is None without a card; `reason` explains the recommendation, or why the panelist
    could not assess.
    """

    panelist_id: UUID
    user_id: UUID
    name: str
    title: str
    presence: Presence
    due_at: datetime
    submitted_at: datetime | None
    recommendation: Recommendation | None
    reason: Passage | None
    change_of_mind: Passage | None
    waived_by: str | None
    waived_at: datetime | None
    waiver_reason: Passage | None

    @property
    def presence_words(self) -> str:
        return PRESENCE_WORDS[self.presence]

    @property
    def late(self) -> bool:
        return self.presence is Presence.LATE

    @property
    def counts(self) -> bool:
        return self.presence is Presence.INDEPENDENT

    @property
    def rates(self) -> bool:
        """Whether there are ratings to show, counted or not."""
        return self.presence in {Presence.INDEPENDENT, Presence.LATE}

    @property
    def on_time(self) -> bool | None:
        return self.submitted_at <= self.due_at if self.submitted_at else None

    @property
    def recommendation_words(self) -> str | None:
        return RECOMMENDATION_WORDS[self.recommendation] if self.recommendation else None


@dataclass(frozen=True, slots=True)
class Answer:
    """A level, or NE with its reason, and what it rests on."""

    level: int | None
    ne_reason: NeReason | None
    correctness: ResultCorrectness | None
    kind: EvidenceKind | None
    evidence: Passage | None
    question: Passage | None

    @property
    def mark(self) -> str:
        return NOT_RATED if self.level is None else str(self.level)

    @property
    def ne_words(self) -> str | None:
        return NE_WORDS[self.ne_reason] if self.ne_reason else None

    @property
    def correctness_words(self) -> str | None:
        return CORRECTNESS_WORDS[self.correctness] if self.correctness else None

    @property
    def kind_words(self) -> str | None:
        return KIND_WORDS[self.kind] if self.kind else None


@dataclass(frozen=True, slots=True)
class Rerating:
    """A change made after seeing others; `criterion` is None for the recommendation."""

    voice: Voice
    version_id: UUID
    criterion: str | None
    before: str
    after: str
    reason: ChangeReason | None
    at: datetime
    evidence: Passage | None

    @property
    def reason_words(self) -> str:
        """Cards that opened after the own submission could be corrected without a code."""
        return CHANGE_WORDS[self.reason] if self.reason else "corrected while cards were open"


@dataclass(frozen=True, slots=True)
class Version:
    """One submitted version of a card."""

    id: UUID
    phase: Phase
    change_reason: ChangeReason | None
    submitted_at: datetime
    recommendation: Recommendation | None
    reason: Passage | None
    answers: Mapping[str, Answer]

    def mark_of(self, criterion: str) -> str:
        given = self.answers.get(criterion)
        return given.mark if given else "no rating"

    @property
    def recommendation_words(self) -> str:
        said = self.recommendation
        return RECOMMENDATION_WORDS[said] if said else "Could not assess"


@dataclass(frozen=True, slots=True)
class Card:
    """A panelist's card: the version that counts, and those written after seeing others."""

    voice: Voice
    standing: Version | None
    seen_others: tuple[Version, ...]

    @property
    def versions(self) -> tuple[Version, ...]:
        return (self.standing, *self.seen_others) if self.standing else ()

    @property
    def reratings(self) -> tuple[Rerating, ...]:
        """Each change, in the order made."""
        return tuple(
            change
            for before, after in pairwise(self.versions)
            for change in _changes(self.voice, before, after)
        )


def _changes(voice: Voice, before: Version, after: Version) -> list[Rerating]:
    """What one version says otherwise than the one before it."""

    def change(criterion: str | None, was: str, now: str, words: Passage | None) -> Rerating:
        return Rerating(
            voice, after.id, criterion, was, now, after.change_reason, after.submitted_at, words
        )

    found = [
        change(criterion, was, now.mark, now.evidence)
        for criterion, now in after.answers.items()
        if (was := before.mark_of(criterion)) != now.mark
    ]
    if before.recommendation_words != after.recommendation_words:
        words = before.recommendation_words, after.recommendation_words
        found.append(change(None, *words, after.reason))
    return found
