"""The comment rules as HR reads them: by category, in plain words, with what was made of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from debrief.language import Edition, Rule, Severity, shipped
from debrief.language.rule import CATEGORY_GROUP
from debrief.models import WordingEdition
from debrief.reports.passages import Passage
from debrief.reports.vocabulary import CATEGORY_WORDS, SEVERITY_WORDS

AS_SHIPPED, TURNED_DOWN, OFF, OWN = "shipped", "down", "off", "own"
STATE_WORDS = {
    AS_SHIPPED: "as shipped",
    TURNED_DOWN: "turned down",
    OFF: "off",
    OWN: "your own",
}


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule, what the employer made of it, and how often its authors said that it is wrong."""

    rule: Rule
    state: str
    severity: Severity | None

    @property
    def shown(self) -> str:
        """What it says on screen as it ships, or as the employer wrote it."""
        return SEVERITY_WORDS[self.rule.severity]

    @property
    def now(self) -> str:
        """What it says on screen now."""
        return SEVERITY_WORDS[self.severity] if self.severity else STATE_WORDS[OFF]

    @property
    def state_words(self) -> str:
        return (
            f"turned down to “{self.now}”" if self.state == TURNED_DOWN else STATE_WORDS[self.state]
        )

    @property
    def category(self) -> str:
        return CATEGORY_WORDS[self.rule.category]

    @property
    def examples(self) -> Sequence[str]:
        """What it flags: comments, or the employer's own words."""
        return self.rule.must_flag or self.rule.anchors


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One edition: who made it, when and why, and what it changed of the one before."""

    number: int
    saved_by: str
    saved_at: datetime
    reason: str
    digest: str
    changes: tuple[str, ...]


def newest_number(session: Session) -> int:
    """The number of the edition in use; 0 while the rules are as shipped."""
    return session.scalar(select(func.max(WordingEdition.number))) or 0


def rule_lines(edition: Edition) -> dict[str, list[RuleLine]]:
    """Every rule, by what its category is called, shipped ones first."""
    found: dict[str, list[RuleLine]] = {words: [] for words in CATEGORY_WORDS.values()}
    for rule in _rules(edition):
        line = rule_line(edition, rule)
        found[line.category].append(line)
    return {category: lines for category, lines in found.items() if lines}


def rule_line(edition: Edition, rule: Rule) -> RuleLine:
    """A rule with what the employer made of it."""
    if rule.id not in edition.severities:
        own = any(each.id == rule.id for each in edition.own)
        return RuleLine(rule, OWN if own else AS_SHIPPED, rule.severity)
    severity = edition.severities[rule.id]
    return RuleLine(rule, OFF if severity is None else TURNED_DOWN, severity)


def find_rule(edition: Edition, rule_id: str) -> RuleLine | None:
    """A shipped rule, or words of the employer's own that are in use."""
    return next((rule_line(edition, each) for each in _rules(edition) if each.id == rule_id), None)


def categories() -> Mapping[str, str]:
    """What own words can be put under, by its code."""
    return {code: CATEGORY_WORDS[code] for code in CATEGORY_GROUP}


def editions(session: Session) -> tuple[EditionLine, ...]:
    """Every edition there was, the newest first."""
    rows = session.scalars(
        select(WordingEdition)
        .options(joinedload(WordingEdition.reason), joinedload(WordingEdition.saved_by))
        .order_by(WordingEdition.number)
    )
    found, was = [], Edition()
    for row in rows:
        now = Edition.from_document(row.content)
        reason = Passage(row.reason.text, row.reason.erased_at, row.reason.erased_under)
        found.append(
            EditionLine(
                row.number,
                row.saved_by.name,
                row.saved_at,
                reason.shown,
                row.digest,
                tuple(_changes(was, now)),
            )
        )
        was = now
    return tuple(reversed(found))


def _rules(edition: Edition) -> Iterable[Rule]:
    yield from shipped().rules
    yield from (each.rule for each in edition.own)


def _changes(was: Edition, now: Edition) -> Iterable[str]:
    """What differs, a line each; a rule that no longer ships keeps its id."""
    for rule_id in sorted({*was.severities, *now.severities}):
        before, after = (_told(each, rule_id) for each in (was, now))
        if before != after:
            yield f"{rule_id}: {after}, was {before}"
    for each in now.own:
        if each not in was.own:
            yield f"{each.id}: added “{'”, “'.join(each.anchors)}”"
    for each in was.own:
        if each not in now.own:
            yield f"{each.id}: taken out"


def _told(edition: Edition, rule_id: str) -> str:
    if rule_id not in edition.severities:
        return STATE_WORDS[AS_SHIPPED]
    severity = edition.severities[rule_id]
    return SEVERITY_WORDS[severity] if severity else STATE_WORDS[OFF]
