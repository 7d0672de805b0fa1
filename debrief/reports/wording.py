"""The rules in use, and how they read a card: in the light of its vacancy and of its criteria."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from debrief.language import AdvertReader, Edition, Lexicon, Reader, Rule, shipped, trade_words
from debrief.models import RequisitionVersion, RubricVersion, WordingEdition
from debrief.reports.rubrics import DOCUMENT, read_rubric
from debrief.scoring.rubric import Criterion, Rubric

#: As text: most of the time this very edition has been read before.
_NEWEST = (
    select(sa.cast(WordingEdition.content, sa.Text)).order_by(WordingEdition.number.desc()).limit(1)
)
_HERE = (
    select(RequisitionVersion.title, RequisitionVersion.level, DOCUMENT, _NEWEST.scalar_subquery())
    .join(RubricVersion, RubricVersion.id == RequisitionVersion.rubric_version_id)
    .where(RequisitionVersion.id == sa.bindparam("version"))
)


@dataclass(frozen=True, slots=True)
class Wording:
    """How the cards of a vacancy are read. Who writes, and about whom, is no part of it."""

    rubric: Rubric
    lexicon: Lexicon
    vacancy: frozenset[str]
    criteria: Mapping[str, frozenset[str]]

    def reader(self, criterion: str) -> Reader:
        """For what is written on a criterion; on anything else the vacancy's own words count."""
        return Reader(self.lexicon, self.vacancy | self.criteria.get(criterion, frozenset()))


def wording_of(session: Session, requisition_version_id: UUID) -> Wording:
    """For the cards of this version of an opening, in one statement."""
    found = session.execute(_HERE, {"version": requisition_version_id}).one()
    return _wording(*found)


def advert_reader(session: Session, title: str, level: str) -> AdvertReader:
    """For what an opening of this title tells of the work: nobody has applied yet."""
    return AdvertReader(lexicon_of(session), trade_words(title, level))


def edition_of(session: Session) -> Edition:
    """What the employer made of the shipped rules, as of now."""
    return _edition(session.scalar(_NEWEST))


def lexicon_of(session: Session) -> Lexicon:
    """The rules in use, wherever a text stands."""
    return _lexicon(session.scalar(_NEWEST))


def rule_behind(lexicon: Lexicon, rule_id: str) -> Rule | None:
    """The rule of a stored flag as it is now, or as it ships if it is off; None where it left."""
    for edition in (lexicon, shipped()):
        try:
            return edition.explain(rule_id)
        except KeyError:
            continue
    return None


@lru_cache(maxsize=4)
def _lexicon(content: str | None) -> Lexicon:
    """Editions never change, and to read one takes longer than to read a card by it."""
    return _edition(content).lexicon


def _edition(content: str | None) -> Edition:
    return Edition() if content is None else Edition.from_document(json.loads(content))


@lru_cache(maxsize=16)
def _wording(title: str, level: str, document: str, content: str | None) -> Wording:
    rubric = read_rubric(document)
    said = {each.key: _said_of(each) for each in rubric.criteria}
    # What is said of the criteria that every trade shares is of no trade: "someone", "people".
    everyday = frozenset().union(*(said[each.key] for each in rubric.criteria if each.core))
    criteria = {key: words - everyday for key, words in said.items()}
    return Wording(rubric, _lexicon(content), trade_words(title, level), criteria)


def _said_of(criterion: Criterion) -> frozenset[str]:
    anchors = (anchor for level in criterion.anchors.values() for anchor in level)
    return trade_words(criterion.name, *anchors)
