"""Structural flags of the debriefs revealed in a period, as their own pages tell them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from debrief.access import Opening
from debrief.models import Debrief, Panelist, RequisitionVersion, Scorecard
from debrief.reports.audit_place import APPLICATION, PLACE, placed
from debrief.reports.audit_sight import Sight
from debrief.reports.audit_table import Column, Kind, Period, Table, one_of, selected
from debrief.reports.cards import read_cards
from debrief.reports.criteria import read_chosen
from debrief.reports.passages import Reader
from debrief.reports.structure import findings
from debrief.scoring.structure import Structural

_COLUMNS = (
    *PLACE,
    Column(
        "flag",
        None,
        "Which kind of fact: a reason to look again, never a verdict on anybody.",
        Kind.CODE,
        one_of(Structural),
    ),
    Column(
        "scorecard_id", None, "The card it is about; empty where it is about the panel.", Kind.ID
    ),
    Column(
        "panelist_user_id",
        None,
        "Who wrote that card; empty where the flag is about the panel.",
        Kind.ID,
    ),
    Column(
        "criteria",
        None,
        "The criteria it rests on: keys of the rubric; empty for a late card.",
        Kind.CODES,
    ),
    Column(
        "number",
        None,
        "coverage_gap: independent levels there are; straight_line: the level; else empty.",
        Kind.NUMBER,
        unit="levels, or step of the rubric's scale",
    ),
)


@dataclass(frozen=True, slots=True)
class _Rows:
    """One debrief after the other, each read when its rows are written."""

    session: Session
    statement: sa.Select[Any]

    def __iter__(self) -> Iterator[Sequence[Any]]:
        for opening, *place in self.session.execute(self.statement).all():
            for found in _found(self.session, place[-1], opening):
                yield (*place, *found)


def structural_flags(session: Session, period: Period, sight: Sight) -> Table:
    """What is worth a second look in the numbers and times of the cards."""
    statement = (
        placed(selected(PLACE).select_from(Debrief))
        .with_only_columns(RequisitionVersion.opening, *(column.source for column in PLACE))
        .where(period.holds(Debrief.revealed_at), sight.open(APPLICATION.source))
        .order_by(Debrief.id)
    )
    about = (
        "One row per structural flag of a debrief revealed in the period, by the cards as they "
        "are: from numbers and times, and from whether evidence has words, not from which."
    )
    return Table("structural_flags", about, _COLUMNS, _Rows(session, statement))


def _found(session: Session, debrief_id: UUID, opening: Opening) -> Iterator[Sequence[Any]]:
    chosen = read_chosen(session, debrief_id)
    cards = read_cards(session, debrief_id, opening, Reader(may_read=True))
    rows = session.execute(
        select(Scorecard.panelist_id, Scorecard.id)
        .join(Panelist, Panelist.id == Scorecard.panelist_id)
        .where(Panelist.debrief_id == debrief_id)
    )
    ids = dict(iter(rows))
    for voice, found in findings(cards, [each.key for each in chosen if each.must_have]):
        card_id, writer = (ids[voice.panelist_id], voice.user_id) if voice else (None, None)
        yield found.kind, card_id, writer, " ".join(found.criteria), found.number
