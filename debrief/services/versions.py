"""What a version holds: its words, ratings and signals, each kind put down in one statement."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from debrief.models import Observation, Rating, SignalMark, Words, insert_rows
from debrief.services.answers import ScorecardInput, SignalInput
from debrief.services.context import Context


def write_words(context: Context, given: ScorecardInput, application_id: UUID) -> dict[str, UUID]:
    """Keep every text where erasure can reach it; its id, by the field it was written in."""
    texts = {field: text for field, text in given.texts() if text}
    words = {field: uuid4() for field in texts}
    rows = [
        {
            "id": words[field],
            "application_id": application_id,
            "author_id": context.user_id,
            "text": text,
            "written_at": context.at,
        }
        for field, text in texts.items()
    ]
    insert_rows(context.session, Words, rows)
    return words


def write_ratings(
    session: Session, version_id: UUID, given: ScorecardInput, words: Mapping[str, UUID]
) -> None:
    """Keep the levels and NEs, each with its words."""
    rows = [
        {
            "version_id": version_id,
            "criterion": rating.criterion,
            "position": place,
            "level": rating.level,
            "ne_reason": rating.ne_reason,
            "correctness": rating.correctness,
            "kind": rating.kind,
            "evidence_id": words.get(f"ratings-{rating.criterion}-evidence"),
            "question_id": words.get(f"ratings-{rating.criterion}-question"),
        }
        for place, rating in enumerate(given.ratings, start=1)
    ]
    insert_rows(session, Rating, rows)


def write_signals(
    session: Session, version_id: UUID, given: ScorecardInput, words: Mapping[str, UUID]
) -> None:
    """Keep the signals, each with its observations."""
    marks = [
        {
            "id": uuid4(),
            "version_id": version_id,
            "signal": signal.signal,
            "position": place,
            "complete": True,
        }
        for place, signal in enumerate(given.signals, start=1)
    ]
    insert_rows(session, SignalMark, marks)
    observations = [
        row
        for mark, signal in zip(marks, given.signals, strict=True)
        for row in _observations(mark["id"], signal, words)
    ]
    insert_rows(session, Observation, observations)


def _observations(
    mark_id: object, signal: SignalInput, words: Mapping[str, UUID]
) -> list[dict[str, object]]:
    return [
        {
            "mark_id": mark_id,
            "position": number,
            "kind": seen.kind,
            "question_id": words[f"signals-{signal.signal}-{number}-question"],
            "said_id": words[f"signals-{signal.signal}-{number}-said"],
        }
        for number, seen in enumerate(signal.observations, start=1)
    ]
