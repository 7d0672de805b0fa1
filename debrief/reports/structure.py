"""Structural flags of a panel in words, from the same cards as the rest of its report."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from debrief.models import ChangeReason
from debrief.reports.voices import Answer, Card, Presence, Version, Voice
from debrief.scoring.structure import CardFacts, Found, Structural, card_flags, coverage_gaps

STRUCTURAL_WORDS = {
    Structural.COVERAGE_GAP: "Few ratings on a must-have",
    Structural.VOTE_SCORE_MISMATCH: "Recommendation and ratings point different ways",
    Structural.STRAIGHT_LINE: "The same level throughout",
    Structural.EMPTY_EVIDENCE: "Hardly any evidence",
    Structural.LATE_SCORE: "Late card",
    Structural.EDIT_AFTER_REVEAL: "Changed after the reveal without a stated ground",
}


@dataclass(frozen=True, slots=True)
class StructuralLine:
    """One flag; `voice` is None where it is about the panel, not about one card."""

    kind: Structural
    voice: Voice | None
    words: str

    @property
    def kind_words(self) -> str:
        return STRUCTURAL_WORDS[self.kind]


def read_structure(
    cards: Sequence[Card], must_haves: Sequence[str], names: Mapping[str, str]
) -> tuple[StructuralLine, ...]:
    """What to look at again, in words."""
    return tuple(_line(voice, found, names) for voice, found in findings(cards, must_haves))


def findings(
    cards: Sequence[Card], must_haves: Sequence[str]
) -> Iterator[tuple[Voice | None, Found]]:
    """First what the panel lacks, then card by card."""
    levels = [_levels(card.standing) for card in cards if card.standing and card.voice.counts]
    for gap in coverage_gaps(must_haves, levels):
        yield None, gap
    for card in cards:
        if card.standing:
            for found in card_flags(_facts(card, card.standing), frozenset(must_haves)):
                yield card.voice, found


def _facts(card: Card, standing: Version) -> CardFacts:
    evidence = {
        key: answer.evidence.text
        for key, answer in standing.answers.items()
        if answer.evidence and answer.evidence.text is not None
    }
    return CardFacts(
        _levels(standing),
        evidence,
        standing.recommendation,
        overdue=card.voice.on_time is False,
        after_others=card.voice.presence is Presence.LATE,
        unfounded=tuple(dict.fromkeys(_unfounded(card))),
    )


def _levels(version: Version) -> dict[str, int | None]:
    return {key: answer.level for key, answer in version.answers.items()}


def _unfounded(card: Card) -> Iterator[str]:
    """Criteria whose rating changed after seeing others, for no reason or on no new evidence."""
    for before, after in pairwise(card.versions):
        for key, now in after.answers.items():
            was = before.answers.get(key)
            if was and was.mark != now.mark and not _is_founded(after, was, now):
                yield key


def _is_founded(after: Version, was: Answer, now: Answer) -> bool:
    if after.change_reason is ChangeReason.NEW_EVIDENCE:
        known = was.evidence and now.evidence and now.evidence.text is not None
        return not known or was.evidence != now.evidence
    return after.change_reason is not None


def _line(voice: Voice | None, found: Found, names: Mapping[str, str]) -> StructuralLine:
    named = ", ".join(names[key] for key in found.criteria)
    return StructuralLine(found.kind, voice, _WORDS[found.kind](found, named, voice))


def _coverage(found: Found, named: str, _voice: Voice | None) -> str:
    count = "one rating" if found.number else "no rating"
    return f"{named}: {count} written before the cards were opened, where two are asked for."


def _mismatch(_found: Found, named: str, voice: Voice | None) -> str:
    said = ((voice and voice.recommendation_words) or "").lower()
    side = "below" if said.endswith("yes") else "at or above"
    return f"Says “{said}”, and rated {named} {side} the bar. The main reason should say why."


def _straight(found: Found, _named: str, _voice: Voice | None) -> str:
    return f"Rated all {len(found.criteria)} criteria {found.number}. Does the evidence differ?"


def _empty(_found: Found, named: str, _voice: Voice | None) -> str:
    return f"{named}: fewer than three words of what was said or done."


def _late(_found: Found, _named: str, voice: Voice | None) -> str:
    if voice and voice.late:
        return "Came in after the cards were opened; it counts nowhere."
    return "Came in after it was due."


def _edited(_found: Found, named: str, _voice: Voice | None) -> str:
    return f"{named}: no reason, or new evidence named and none written."


_WORDS = {
    Structural.COVERAGE_GAP: _coverage,
    Structural.VOTE_SCORE_MISMATCH: _mismatch,
    Structural.STRAIGHT_LINE: _straight,
    Structural.EMPTY_EVIDENCE: _empty,
    Structural.LATE_SCORE: _late,
    Structural.EDIT_AFTER_REVEAL: _edited,
}
