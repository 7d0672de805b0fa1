"""Reading the panel's cards: two statements at any panel size."""

from collections.abc import Mapping
from itertools import groupby
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from debrief.access import Opening
from debrief.models import (
    Panelist,
    Phase,
    Rating,
    Scorecard,
    ScorecardVersion,
    User,
    Waiver,
)
from debrief.reports.passages import DEBRIEF, Line, Reader, Statement, passage_in, prepared
from debrief.reports.voices import Answer, Card, Presence, Version, Voice


def read_cards(
    session: Session, debrief_id: UUID, opening: Opening, reader: Reader
) -> tuple[Card, ...]:
    """The panel in its order, in two statements."""
    answers = _answers(session, debrief_id, reader)
    rows = session.connection().execute(_panel(reader), {"debrief_id": debrief_id}).all()
    return tuple(
        _card(list(versions), answers, opening, reader)
        for _, versions in groupby(rows, key=lambda row: row.id)
    )


@prepared
def _panel(reader: Reader) -> Statement:
    """A row per panelist and version."""
    waiver_by = aliased(User)
    statement: Statement = (
        select(
            Panelist.id,
            Panelist.user_id,
            Panelist.due_at,
            Panelist.recused_at,
            User.name,
            User.title,
            Waiver.waived_at,
            waiver_by.name.label("waived_by"),
            ScorecardVersion.id.label("version_id"),
            ScorecardVersion.phase,
            ScorecardVersion.change_reason,
            ScorecardVersion.submitted_at,
            ScorecardVersion.could_not_assess,
            ScorecardVersion.recommendation,
        )
        .select_from(Panelist)
        .join(User, User.id == Panelist.user_id)
        .outerjoin(Waiver, Waiver.panelist_id == Panelist.id)
        .outerjoin(waiver_by, waiver_by.id == Waiver.waived_by_id)
        .outerjoin(Scorecard, Scorecard.panelist_id == Panelist.id)
        .outerjoin(ScorecardVersion, ScorecardVersion.scorecard_id == Scorecard.id)
        .where(Panelist.debrief_id == DEBRIEF)
        .order_by(Panelist.position, ScorecardVersion.number)
    )
    return reader.join(
        statement,
        reason=ScorecardVersion.reason_id,
        change_of_mind=ScorecardVersion.change_of_mind_id,
        waiver=Waiver.reason_id,
    )


@prepared
def _ratings(reader: Reader) -> Statement:
    statement: Statement = (
        select(
            Rating.version_id,
            Rating.criterion,
            Rating.level,
            Rating.ne_reason,
            Rating.correctness,
            Rating.kind,
        )
        .join(ScorecardVersion, ScorecardVersion.id == Rating.version_id)
        .join(Scorecard, Scorecard.id == ScorecardVersion.scorecard_id)
        .join(Panelist, Panelist.id == Scorecard.panelist_id)
        .where(Panelist.debrief_id == DEBRIEF)
        .order_by(Rating.position)
    )
    return reader.join(statement, evidence=Rating.evidence_id, question=Rating.question_id)


def _answers(session: Session, debrief_id: UUID, reader: Reader) -> dict[UUID, dict[str, Answer]]:
    found: dict[UUID, dict[str, Answer]] = {}
    rows = session.connection().execute(_ratings(reader), {"debrief_id": debrief_id}).all()
    for version_id, criterion, level, ne_reason, correctness, kind, *texts in rows:
        found.setdefault(version_id, {})[criterion] = Answer(
            level, ne_reason, correctness, kind, passage_in(texts[:4]), passage_in(texts[4:])
        )
    return found


def _card(
    rows: list[Line],
    answers: Mapping[UUID, Mapping[str, Answer]],
    opening: Opening,
    reader: Reader,
) -> Card:
    panelist = rows[0]
    # Whoever stepped back has no voice here, also where a card was in before.
    written = [row for row in rows if row.version_id and not panelist.recused_at]
    own = [row for row in written if row.phase is not Phase.AFTER_REVEAL]
    # Where cards open after the own submission, only the first was written without seeing others.
    first = opening is Opening.AFTER_OWN_SUBMISSION
    chosen = (own[0] if first else own[-1]) if own else None
    voice = Voice(
        panelist_id=panelist.id,
        user_id=panelist.user_id,
        name=panelist.name,
        title=panelist.title,
        presence=_presence(panelist, chosen),
        due_at=panelist.due_at,
        submitted_at=own[0].submitted_at if own else None,
        recommendation=chosen.recommendation if chosen else None,
        reason=reader.read(chosen, "reason") if chosen else None,
        change_of_mind=reader.read(chosen, "change_of_mind") if chosen else None,
        waived_by=panelist.waived_by,
        waived_at=panelist.waived_at,
        waiver_reason=reader.read(panelist, "waiver"),
    )
    versions = [
        Version(
            row.version_id,
            row.phase,
            row.change_reason,
            row.submitted_at,
            row.recommendation,
            reader.read(row, "reason"),
            answers.get(row.version_id, {}),
        )
        for row in written
    ]
    standing = written.index(chosen) if chosen else 0
    return Card(voice, versions[standing] if versions else None, tuple(versions[standing + 1 :]))


def _presence(panelist: Line, chosen: Line | None) -> Presence:
    if panelist.recused_at:
        return Presence.RECUSED
    if chosen is None:
        return Presence.WAIVED if panelist.waived_at else Presence.MISSING
    if chosen.phase is Phase.LATE:
        return Presence.LATE
    return Presence.COULD_NOT_ASSESS if chosen.could_not_assess else Presence.INDEPENDENT
