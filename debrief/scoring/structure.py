"""Structural flags: facts about a panel's cards that follow from numbers and times, not words.

Each is a reason to look again, never a verdict on anybody. docs/methods.md gives the sources.
A conflict of interest is told to HR alone and so stands in no report.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from debrief.scoring.gate import COVERED_BY
from debrief.scoring.scale import BAR, Recommendation

#: So many criteria rated alike are a straight line.
STRAIGHT = 4
#: Evidence of fewer words names no question and no answer: "ok", "see notes".
EVIDENCE_WORDS = 3

_FOR = frozenset({Recommendation.YES, Recommendation.STRONG_YES})
_AGAINST = frozenset({Recommendation.NO, Recommendation.STRONG_NO})


class Structural(StrEnum):
    """The kinds there are; ids never change meaning."""

    COVERAGE_GAP = "coverage_gap"
    VOTE_SCORE_MISMATCH = "vote_score_mismatch"
    STRAIGHT_LINE = "straight_line"
    EMPTY_EVIDENCE = "empty_evidence"
    LATE_SCORE = "late_score"
    EDIT_AFTER_REVEAL = "edit_after_reveal"


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a card is judged by here.

    `levels` has None for NE; `evidence` holds what may be read of it; `unfounded` are the criteria
    changed after the reveal without a reason, or for new evidence of which there is none.
    """

    levels: Mapping[str, int | None]
    evidence: Mapping[str, str]
    recommendation: Recommendation | None
    overdue: bool = False
    after_others: bool = False
    unfounded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """One flag: which kind, on which criteria, and the number it rests on where there is one."""

    kind: Structural
    criteria: tuple[str, ...] = ()
    number: int | None = None


def card_flags(card: CardFacts, must_haves: frozenset[str]) -> Iterator[Found]:
    """What is to be looked at again on one card."""
    rated = {key: level for key, level in card.levels.items() if level is not None}
    required = {key: level for key, level in rated.items() if key in must_haves}
    if mismatch := _mismatch(card.recommendation, required):
        yield Found(Structural.VOTE_SCORE_MISMATCH, mismatch)
    if len(rated) >= STRAIGHT and len(set(rated.values())) == 1:
        yield Found(Structural.STRAIGHT_LINE, tuple(rated), next(iter(rated.values())))
    empty = tuple(
        key
        for key, said in card.evidence.items()
        if key in rated and len(said.split()) < EVIDENCE_WORDS
    )
    if empty:
        yield Found(Structural.EMPTY_EVIDENCE, empty)
    if card.overdue or card.after_others:
        yield Found(Structural.LATE_SCORE)
    if card.unfounded:
        yield Found(Structural.EDIT_AFTER_REVEAL, card.unfounded)


def coverage_gaps(
    must_haves: Iterable[str], independent: Iterable[Mapping[str, int | None]]
) -> tuple[Found, ...]:
    """Must-haves that fewer than two independent levels cover, each with how many do."""
    cards = tuple(independent)
    counts = {key: sum(card.get(key) is not None for card in cards) for key in must_haves}
    return tuple(
        Found(Structural.COVERAGE_GAP, (key,), count)
        for key, count in counts.items()
        if count < COVERED_BY
    )


def names_somebody(source: str, name: str, email: str) -> bool:
    """Whether how an application came in names a person: first and last name, or the address."""
    words = {word.strip(".,;:()\"'") for word in source.casefold().split()}
    parts = name.casefold().split()
    return email.casefold() in words or (len(parts) > 1 and words.issuperset((parts[0], parts[-1])))


def _mismatch(said: Recommendation | None, required: Mapping[str, int]) -> tuple[str, ...]:
    """The must-haves that a recommendation goes against."""
    below = tuple(key for key, level in required.items() if level < BAR)
    if said in _FOR:
        return below
    return tuple(required) if said in _AGAINST and not below else ()
