"""The signals a panel recorded, each with its evidence form."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from debrief.models import (
    EvidenceKind,
    Observation,
    Panelist,
    Scorecard,
    ScorecardVersion,
    SignalMark,
)
from debrief.reports.passages import DEBRIEF, Passage, Reader, Statement, prepared
from debrief.reports.vocabulary import KIND_WORDS
from debrief.reports.voices import Card, Voice
from debrief.scoring.rubric import Rubric, Signal, SignalKind

SIGNAL_WORDS = {
    SignalKind.RED: "red signal",
    SignalKind.STANDOUT: "standout",
    SignalKind.CONTEXT: "context, not scored",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """One observation of an evidence form."""

    kind: EvidenceKind
    question: Passage | None
    said: Passage | None

    @property
    def kind_words(self) -> str:
        return KIND_WORDS[self.kind]


@dataclass(frozen=True, slots=True)
class SignalLine:
    """One signal by one panelist; an incomplete red one is dropped, so it is not discussed."""

    voice: Voice
    signal: Signal
    complete: bool
    seen: tuple[Seen, ...]

    @property
    def kind_words(self) -> str:
        return SIGNAL_WORDS[self.signal.kind]

    @property
    def form_words(self) -> str:
        """How its evidence form stands."""
        if self.signal.kind is SignalKind.CONTEXT:
            return "needs no evidence form"
        return "evidence form complete" if self.complete else "evidence form incomplete, dropped"

    @property
    def must_be_discussed(self) -> bool:
        """Red, with its evidence, on a card that counts."""
        red = self.signal.kind is SignalKind.RED and self.signal.must_be_discussed
        return red and self.complete and self.voice.counts


def read_signals(
    session: Session, debrief_id: UUID, cards: Iterable[Card], rubric: Rubric, reader: Reader
) -> tuple[SignalLine, ...]:
    """Red ones first, then standouts, then context; in one statement."""
    rows_read = session.connection().execute(_marks(reader), {"debrief_id": debrief_id})
    known = {signal.key: signal for signal in rubric.signals}
    voices = {card.standing.id: card.voice for card in cards if card.standing}
    lines = []
    for _, group in groupby(rows_read, key=lambda row: row.id):
        rows = list(group)
        mark = rows[0]
        if mark.version_id in voices:
            seen = tuple(
                Seen(row.kind, reader.read(row, "question"), reader.read(row, "said"))
                for row in rows
                if row.kind
            )
            lines.append(
                SignalLine(voices[mark.version_id], known[mark.signal], mark.complete, seen)
            )
    order = list(SIGNAL_WORDS)
    return tuple(sorted(lines, key=lambda line: order.index(line.signal.kind)))


@prepared
def _marks(reader: Reader) -> Statement:
    """A row per signal and observation."""
    statement: Statement = (
        select(
            SignalMark.id,
            SignalMark.version_id,
            SignalMark.signal,
            SignalMark.complete,
            Observation.kind,
        )
        .join(ScorecardVersion, ScorecardVersion.id == SignalMark.version_id)
        .join(Scorecard, Scorecard.id == ScorecardVersion.scorecard_id)
        .join(Panelist, Panelist.id == Scorecard.panelist_id)
        .outerjoin(Observation, Observation.mark_id == SignalMark.id)
        .where(Panelist.debrief_id == DEBRIEF)
        .order_by(Panelist.position, SignalMark.position, SignalMark.id, Observation.position)
    )
    return reader.join(statement, question=Observation.question_id, said=Observation.said_id)
