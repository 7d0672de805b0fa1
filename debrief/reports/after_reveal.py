"""What changed after the reveal, over the debriefs of a period: never told person by person."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from debrief.access import Opening
from debrief.models import (
    Application,
    Debrief,
    Panelist,
    Rating,
    Requisition,
    RequisitionVersion,
    Scorecard,
    ScorecardVersion,
)
from debrief.reports.audit_cards import independent_numbers
from debrief.reports.audit_place import APPLICATION, placed
from debrief.reports.audit_sight import Sight
from debrief.reports.audit_table import Period
from debrief.scoring.herding import AfterReveal, Pair, after_reveal


def after_reveal_report(session: Session, period: Period, sight: Sight) -> AfterReveal:
    """Independent and final levels of the period's revealed debriefs, in one statement."""
    standing, newest = independent_numbers(), aliased(ScorecardVersion)
    before, after = aliased(ScorecardVersion), aliased(ScorecardVersion)
    was, now = aliased(Rating), aliased(Rating)
    last = (
        select(func.max(newest.number)).where(newest.scorecard_id == Scorecard.id).scalar_subquery()
    )
    levels = select(
        Application.candidate_id,
        Debrief.id,
        was.criterion,
        Scorecard.id,
        was.level,
        now.level,
        Panelist.user_id == Requisition.hiring_manager_id,
        RequisitionVersion.opening,
        before.submitted_at,
    ).select_from(Debrief)
    statement = (
        placed(cast("sa.Select[Any]", levels))
        .join(Panelist, Panelist.debrief_id == Debrief.id)
        .join(Scorecard, Scorecard.panelist_id == Panelist.id)
        .join(standing, standing.c.scorecard_id == Scorecard.id)
        .join(
            before,
            (before.scorecard_id == Scorecard.id) & (before.number == standing.c.number),
        )
        .join(after, (after.scorecard_id == Scorecard.id) & (after.number == last))
        .join(was, was.version_id == before.id)
        .join(now, (now.version_id == after.id) & (now.criterion == was.criterion))
        .where(
            period.holds(Debrief.revealed_at),
            sight.open(APPLICATION.source),
            Panelist.recused_at.is_(None),
            was.level.is_not(None),
            now.level.is_not(None),
        )
    )
    rows = session.execute(statement).all()
    first: dict[UUID, tuple[datetime, UUID]] = {}
    for _, debrief_id, _, card, *_, opening, at in rows:
        # Only where cards open one by one does the record tell whose could be read first.
        if opening is Opening.AFTER_OWN_SUBMISSION:
            first[debrief_id] = min(first.get(debrief_id, (at, card)), (at, card))
    return after_reveal(
        Pair(
            str(candidate),
            str(debrief_id),
            criterion,
            str(card),
            independent,
            final,
            bool(manager),
            debrief_id in first and first[debrief_id][1] == card,
        )
        for candidate, debrief_id, criterion, card, independent, final, manager, _, _ in rows
    )
