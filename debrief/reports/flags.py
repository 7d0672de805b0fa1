"""Comment flags on the words that stand, and how each was handled. About text, never people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from debrief.models import (
    FlagReview,
    Handling,
    Observation,
    Panelist,
    Rating,
    Scorecard,
    ScorecardVersion,
    SignalMark,
    StoredFlag,
    Verdict,
)
from debrief.reports.passages import DEBRIEF, Line, Passage, Reader, Statement, prepared
from debrief.reports.vocabulary import HANDLING_WORDS, SEVERITY_WORDS, VERDICT_WORDS
from debrief.reports.voices import Card, Voice


@dataclass(frozen=True, slots=True)
class FlagLine:
    """One flag; `place` says where in the card, `quote` is the words themselves where readable."""

    id: UUID
    voice: Voice
    place: str
    rule: str
    category: str
    severity: str
    quote: str | None
    handling: Handling
    verdict: Verdict | None

    @property
    def severity_words(self) -> str:
        return SEVERITY_WORDS[self.severity]

    @property
    def handling_words(self) -> str:
        return VERDICT_WORDS[self.verdict] if self.verdict else HANDLING_WORDS[self.handling]


def read_flags(
    session: Session,
    debrief_id: UUID,
    cards: Sequence[Card],
    names: Mapping[str, str],
    reader: Reader,
) -> tuple[FlagLine, ...]:
    """The flags on every text shown, in the order of the panel; in one statement.

    `names` turns the key of a criterion or a signal into its name.
    """
    standing = {card.standing.id for card in cards if card.standing}
    voices = {version.id: card.voice for card in cards for version in card.versions}
    changed = {(each.version_id, each.criterion) for card in cards for each in card.reratings}
    return tuple(
        FlagLine(
            row.id,
            voices[row.version_id],
            names.get(row.criterion or row.signal) or _elsewhere(row),
            row.rule,
            row.category,
            row.severity,
            _quote(reader.read(row, "flagged"), row.start, row.end),
            row.handling,
            row.verdict,
        )
        for row in session.connection().execute(_flags(reader), {"debrief_id": debrief_id})
        if row.version_id in standing or (row.version_id, row.criterion) in changed
    )


@prepared
def _flags(reader: Reader) -> Statement:
    on_rating = (Rating.version_id == StoredFlag.version_id) & (
        (Rating.evidence_id == StoredFlag.words_id) | (Rating.question_id == StoredFlag.words_id)
    )
    on_signal = (
        select(SignalMark.signal)
        .join(Observation, Observation.mark_id == SignalMark.id)
        .where(
            SignalMark.version_id == StoredFlag.version_id,
            (Observation.said_id == StoredFlag.words_id)
            | (Observation.question_id == StoredFlag.words_id),
        )
        .limit(1)
        .scalar_subquery()
    )
    statement: Statement = (
        select(
            StoredFlag.id,
            StoredFlag.version_id,
            StoredFlag.rule,
            StoredFlag.category,
            StoredFlag.severity,
            StoredFlag.start,
            StoredFlag.end,
            StoredFlag.handling,
            FlagReview.verdict,
            ScorecardVersion.change_of_mind_id.label("mind_id"),
            StoredFlag.words_id,
            Rating.criterion,
            on_signal.label("signal"),
        )
        .join(ScorecardVersion, ScorecardVersion.id == StoredFlag.version_id)
        .join(Scorecard, Scorecard.id == ScorecardVersion.scorecard_id)
        .join(Panelist, Panelist.id == Scorecard.panelist_id)
        .outerjoin(FlagReview, FlagReview.flag_id == StoredFlag.id)
        .outerjoin(Rating, on_rating)
        .where(Panelist.debrief_id == DEBRIEF)
        .order_by(Panelist.position, ScorecardVersion.number, StoredFlag.position)
    )
    return reader.join(statement, flagged=StoredFlag.words_id)


def _elsewhere(row: Line) -> str:
    return "What would change my mind" if row.words_id == row.mind_id else "Main reason"


def _quote(passage: Passage | None, start: int, end: int) -> str | None:
    if passage is None:
        return None
    return passage.text[start:end] if passage.text is not None else passage.shown
