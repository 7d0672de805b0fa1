"""What a change of the rules would flag, or no longer flag: in the examples, and in past text."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from debrief.language import (
    CommentFlag,
    Edition,
    Lexicon,
    Piece,
    Reader,
    marked,
    sentence_of,
    shipped,
)
from debrief.language.files import CLEAN
from debrief.models import (
    Debrief,
    Panelist,
    Phase,
    Rating,
    Scorecard,
    ScorecardVersion,
    Stage,
    Words,
)
from debrief.reports.audit_cards import independent_numbers
from debrief.reports.audit_sight import Sight
from debrief.reports.unnamed import Names
from debrief.reports.vocabulary import SEVERITY_WORDS

SHOWN = 20
#: Of past text so many pieces are read, always the same ones: an answer comes while one types.
READ = 1500


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence whose flags would change: its words, marked, and what would become of them."""

    pieces: tuple[Piece, ...]
    becomes: str


@dataclass(frozen=True, slots=True)
class Samples:
    """The first few of those that would change, how many there are, and of how many read."""

    shown: tuple[Sample, ...]
    changed: int
    read: int


@dataclass(frozen=True, slots=True)
class Preview:
    """`examples`: the rules' own, which they must flag or pass; `clean`: ordinary comments."""

    examples: Samples
    clean: Samples
    past: Samples


def preview(session: Session, sight: Sight, was: Edition, now: Edition) -> Preview:
    """What would change from one edition to another, for HR alone to read.

    Past text is what stands on cards that are open to whoever asks: never of a sealed panel, in an
    order that tells nothing of who, about whom and when, and with the names taken out.
    """
    before, after = _apart(was, now)
    examples = tuple(
        text for rule in shipped().rules for text in (*rule.must_flag, *rule.must_pass)
    )
    hide = Names(session).hide
    return Preview(
        _samples(examples, before, after, _as_it_is),
        _samples(clean_comments(), before, after, _as_it_is),
        _samples(_past(session, sight), before, after, hide),
    )


@cache
def clean_comments() -> tuple[str, ...]:
    """Ordinary comments that ship with the product; on each of them a flag is wrong."""
    return tuple(CLEAN.read_text(encoding="utf-8").splitlines())


def _apart(was: Edition, now: Edition) -> tuple[Lexicon, Lexicon]:
    """Both editions without the categories in which nothing differs."""
    both = (was.lexicon, now.lexicon)
    kept = [{(rule.id, rule.severity, rule.anchors) for rule in each.rules} for each in both]
    differing = {rule_id for rule_id, *_ in kept[0] ^ kept[1]}
    categories = {rule.category for each in both for rule in each.rules if rule.id in differing}
    was_apart, now_apart = (
        Lexicon(tuple(r for r in each.rules if r.category in categories), each.digest)
        for each in both
    )
    return was_apart, now_apart


def _samples(
    texts: Iterable[str], before: Lexicon, after: Lexicon, hide: Callable[[str], str]
) -> Samples:
    shown: list[Sample] = []
    changed = read = 0
    for text in texts:
        read += 1
        differing = tuple(_differing(text, before, after))
        if differing:
            changed += 1
            if len(shown) < SHOWN:
                shown.append(_sample(text, differing, hide))
    return Samples(tuple(shown), changed, read)


def _differing(text: str, before: Lexicon, after: Lexicon) -> Iterator[tuple[CommentFlag, str]]:
    """The flags that only one of the editions has, or that change, each with what becomes of it."""
    was, now = (
        {(flag.start, flag.end, flag.rule_id): flag for flag in Reader(each).flags(text)}
        for each in (before, after)
    )
    for place in sorted({*was, *now}):
        if place not in now:
            yield was[place], "would no longer be flagged"
        elif place not in was:
            yield now[place], f"would be flagged: {SEVERITY_WORDS[now[place].severity]}"
        elif was[place].severity is not now[place].severity:
            old, new = (SEVERITY_WORDS[each[place].severity] for each in (was, now))
            yield now[place], f"“{old}” would become “{new}”"


def _sample(
    text: str, differing: tuple[tuple[CommentFlag, str], ...], hide: Callable[[str], str]
) -> Sample:
    """The sentence of the first of them."""
    first, becomes = differing[0]
    start, end = sentence_of(text, first)
    inside = [
        flag._replace(start=flag.start - start, end=flag.end - start)
        for flag, told in differing
        if start <= flag.start and flag.end <= end and told == becomes
    ]
    pieces = marked(text[start:end], inside)
    return Sample(tuple(replace(each, text=hide(each.text)) for each in pieces), becomes)


def _as_it_is(text: str) -> str:
    return text


def _past(session: Session, sight: Sight) -> Iterable[str]:
    """Every text once, in the order of ids, which are random and stay."""
    independent = independent_numbers()
    stands = sa.or_(
        ScorecardVersion.phase != Phase.INDEPENDENT,
        independent.c.number == ScorecardVersion.number,
    )
    versions = (
        select(ScorecardVersion.id)
        .join(Scorecard, Scorecard.id == ScorecardVersion.scorecard_id)
        .join(Panelist, Panelist.id == Scorecard.panelist_id)
        .join(Debrief, Debrief.id == Panelist.debrief_id)
        .join(Stage, Stage.id == Debrief.stage_id)
        .outerjoin(independent, independent.c.scorecard_id == Scorecard.id)
        .where(Debrief.revealed_at.is_not(None), stands, sight.open(Stage.application_id))
    )
    reasons = select(ScorecardVersion.reason_id).where(ScorecardVersion.id.in_(versions))
    evidence = select(Rating.evidence_id).where(Rating.version_id.in_(versions))
    found = session.scalars(
        select(Words.text)
        .where(Words.id.in_(reasons) | Words.id.in_(evidence), Words.text.is_not(None))
        .order_by(Words.id)
        .limit(READ)
    )
    return dict.fromkeys(text for text in found if text)
