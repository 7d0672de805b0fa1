"""HR makes an edition of the comment rules: each a whole, with a reason, and none ever changed."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from debrief.audit import Tag
from debrief.errors import InvalidInputError, StaleError
from debrief.language import Edition, OwnWords, Severity, shipped
from debrief.models import WordingEdition
from debrief.reports.wording import edition_of
from debrief.services.context import Context

UNCHANGED = "Nothing would change. Choose something else, or go back."


@dataclass(frozen=True, slots=True)
class Asked:
    """Why an edition is made, and the number of the one that was in view; 0 for the shipped one."""

    reason: str
    replaces: int


@dataclass(frozen=True, slots=True)
class OwnInput:
    """Words that HR adds, each phrase a line of its own."""

    category: str
    severity: Severity
    anchors: tuple[str, ...]
    why: str
    question: str
    scaffold: str


def change_rule(
    context: Context, rule_id: str, severity: Severity | None, asked: Asked
) -> WordingEdition:
    """Turn a shipped rule down to `severity`, off with None, or back to what it ships as.

    Raises InvalidInputError where that is graver than the rule ships, KeyError for no such rule.
    """
    ships = shipped().explain(rule_id).severity
    if severity is not None and severity.rank > ships.rank:
        message = "A rule can be turned down, not up."
        raise InvalidInputError(message, {"state": [message]})
    was = edition_of(context.session)
    return _save(context, was, was.changed(rule_id, severity), asked)


def add_words(context: Context, given: OwnInput, asked: Asked) -> WordingEdition:
    """Put words of the employer's own under a category; they never keep a card from going in."""
    was = edition_of(context.session)
    return _save(context, was, was.taking(own_words(context, given, asked.replaces + 1)), asked)


def own_words(context: Context, given: OwnInput, number: int) -> OwnWords:
    """As the edition of this number would hold them: an edition adds words once, so names them."""
    return OwnWords(
        f"own.{number}",
        given.category,
        given.severity,
        context.at.date(),
        given.anchors,
        given.why,
        given.question,
        given.scaffold,
    )


def remove_words(context: Context, own_id: str, asked: Asked) -> WordingEdition:
    """Take words of the employer's own out; flags that they made stay as they are."""
    was = edition_of(context.session)
    return _save(context, was, was.without(own_id), asked)


def back_to_shipped(context: Context, asked: Asked) -> WordingEdition:
    """Leave every rule as it ships, and no words of the employer's own."""
    was = edition_of(context.session)
    return _save(context, was, Edition(), asked)


def _save(context: Context, was: Edition, now: Edition, asked: Asked) -> WordingEdition:
    newest = context.session.scalar(select(func.max(WordingEdition.number))) or 0
    if newest != asked.replaces:
        raise StaleError("Somebody changed the rules since you opened this page.")
    if now == was:
        raise InvalidInputError(UNCHANGED, {"state": [UNCHANGED]})
    row = WordingEdition(
        number=newest + 1,
        content=now.document,
        digest=now.lexicon.digest,
        saved_by_id=context.user_id,
        saved_at=context.at,
        reason=context.words(asked.reason, None),
    )
    try:
        with context.session.begin_nested():
            context.session.add(row)
    except IntegrityError:  # two at once: the other was the first to take the number
        raise StaleError("Somebody changed the rules since you opened this page.") from None
    off = sum(to is None for to in now.severities.values())
    context.record(
        Tag.WORDING_CHANGED,
        f"edition:{row.number}",
        details={
            "turned_down": len(now.severities) - off,
            "off": off,
            "own": len(now.own),
        },
    )
    return row
