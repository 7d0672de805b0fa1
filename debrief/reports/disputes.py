"""Comment flags whose authors said that they are wrong, for HR to answer after the reveal."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from debrief.language import Lexicon
from debrief.models import (
    Debrief,
    FlagReview,
    Handling,
    Panelist,
    Phase,
    RequisitionVersion,
    Scorecard,
    ScorecardVersion,
    Stage,
    StoredFlag,
    Verdict,
    Words,
)
from debrief.reports.audit_cards import independent_numbers
from debrief.reports.audit_sight import Sight
from debrief.reports.passages import Passage
from debrief.reports.vocabulary import SEVERITY_WORDS
from debrief.reports.wording import edition_of, lexicon_of, rule_behind
from debrief.reports.wording_rules import find_rule


@dataclass(frozen=True, slots=True)
class Dispute:
    """One flag: the words it marks within their text, and what the rule says of them.

    Who wrote the text is left out, as is the rating: flags are about text, never about people.
    """

    flag_id: UUID
    debrief_id: UUID
    title: str
    rule: str
    before: str
    marked: str
    after: str
    severity: str
    why: str | None
    question: str | None
    verdict: Verdict | None


def count_disputes(session: Session, sight: Sight) -> tuple[int, int]:
    """How many there are, and how many of them wait for an answer."""
    counted = _disputed(
        select(func.count(), func.count(sa.case((FlagReview.flag_id.is_(None), StoredFlag.id)))),
        sight,
    )
    every, waiting = session.execute(counted).one()
    return every, waiting


@dataclass(frozen=True, slots=True)
class RuleCount:
    """A rule, how often authors said that it is wrong, and how often HR agreed with them."""

    rule: str
    why: str | None
    linked: bool
    disputed: int
    dismissed: int


def disputed_rules(session: Session, sight: Sight) -> tuple[RuleCount, ...]:
    """The rules that are disputed, most often first."""
    dismissed = sa.case((FlagReview.verdict == Verdict.DISMISSED, 1))
    counted = _disputed(select(StoredFlag.rule, func.count(), func.count(dismissed)), sight)
    edition = edition_of(session)
    lexicon = lexicon_of(session)
    found = []
    for rule_id, disputed, agreed in session.execute(
        counted.group_by(StoredFlag.rule).order_by(func.count().desc(), StoredFlag.rule)
    ):
        rule = rule_behind(lexicon, rule_id)
        linked = find_rule(edition, rule_id) is not None
        found.append(RuleCount(rule_id, rule.why if rule else None, linked, disputed, agreed))
    return tuple(found)


def disputes(session: Session, sight: Sight, offset: int, size: int) -> tuple[Dispute, ...]:
    """Those that wait first, then those that were answered, the newest reveals on top."""
    statement = (
        _disputed(
            select(
                StoredFlag.id,
                Debrief.id,
                RequisitionVersion.title,
                StoredFlag.rule,
                StoredFlag.severity,
                StoredFlag.start,
                StoredFlag.end,
                FlagReview.verdict,
                Words.text,
                Words.erased_at,
                Words.erased_under,
            ),
            sight,
        )
        .join(RequisitionVersion, RequisitionVersion.id == Debrief.requisition_version_id)
        .join(Words, Words.id == StoredFlag.words_id)
        .order_by(FlagReview.flag_id.is_not(None), Debrief.revealed_at.desc(), StoredFlag.id)
        .offset(offset)
        .limit(size)
    )
    lexicon = lexicon_of(session)
    return tuple(_dispute(lexicon, row) for row in session.execute(statement))


def _disputed(statement: sa.Select[*tuple[Any, ...]], sight: Sight) -> sa.Select[*tuple[Any, ...]]:
    """In a revealed debrief, on text that stands: corrected away before the reveal is gone."""
    independent = independent_numbers()
    stands = sa.or_(
        ScorecardVersion.phase != Phase.INDEPENDENT,
        independent.c.number == ScorecardVersion.number,
    )
    return (
        statement.select_from(StoredFlag)
        .join(ScorecardVersion, ScorecardVersion.id == StoredFlag.version_id)
        .join(Scorecard, Scorecard.id == ScorecardVersion.scorecard_id)
        .join(Panelist, Panelist.id == Scorecard.panelist_id)
        .join(Debrief, Debrief.id == Panelist.debrief_id)
        .join(Stage, Stage.id == Debrief.stage_id)
        .outerjoin(independent, independent.c.scorecard_id == Scorecard.id)
        .outerjoin(FlagReview, FlagReview.flag_id == StoredFlag.id)
        .where(
            StoredFlag.handling == Handling.DISPUTED,
            Debrief.revealed_at.is_not(None),
            stands,
            sight.open(Stage.application_id),
        )
    )


def _dispute(lexicon: Lexicon, row: Sequence[Any]) -> Dispute:
    flag_id, debrief_id, title, rule_id, severity, start, end, verdict, text, *erased = row
    passage = Passage(text, *erased)
    before, marked, after = ("", passage.shown, "")
    if text is not None:
        before, marked, after = text[:start], text[start:end], text[end:]
    rule = rule_behind(lexicon, rule_id)
    return Dispute(
        flag_id,
        debrief_id,
        title,
        rule_id,
        before,
        marked,
        after,
        SEVERITY_WORDS[severity],
        rule.why if rule else None,
        rule.question if rule else None,
        verdict,
    )
