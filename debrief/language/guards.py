"""Reasons to let a match stand unflagged, each with a name: measured and told one by one."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import TypeAlias

from debrief.language.data import shared, words
from debrief.language.frames import subject
from debrief.language.phrases import Phrases
from debrief.language.tokens import Tokens

Guard: TypeAlias = Callable[[Tokens, int, int], bool]

#: A shorter quotation is a word picked out by the author ("mentioned 'my husband'").
QUOTED_WORDS = 4
NEAR = 3  # words before a match among which a possessive makes it somebody's
AROUND = 10  # words around a quotation in which a verb of saying stands


def technical(text: Tokens, first: int, last: int) -> bool:
    """The words belong to a trade's own term: "aggressive caching", "parent process"."""
    if not text.breaks[last] and text.words[last] in words("TECHNICAL"):
        return True
    return not text.breaks[first] and text.words[first - 1] in words("TECHNICAL_BEFORE")


def quoted(text: Tokens, first: int, last: int) -> bool:
    """The words are the candidate's own, quoted as evidence."""
    for begin, finish in text.quotations:
        if begin <= first and last <= finish:
            around = text.words[max(0, begin - AROUND) : finish + AROUND]
            own = not words("FIRST_PERSON").isdisjoint(text.words[begin:finish])
            said = own or not words("SAYING").isdisjoint(around)
            return finish - begin >= QUOTED_WORDS and said
    return False


def subject_matter(text: Tokens, first: int, last: int) -> bool:
    """The clause around the words is about a case, a customer, a lesson: the work itself."""
    if words("CASE").isdisjoint(text.held):
        return False
    low, high = first, last
    while not text.breaks[low] and text.words[low - 1] not in words("TURN"):
        low -= 1
    while not text.breaks[high] and high < last + 2:
        high += 1
    return not words("CASE").isdisjoint((*text.words[low:first], *text.words[last:high]))


def worked_on(text: Tokens, first: int, _last: int) -> bool:
    """The words are what somebody worked on: "drafted the maternity policy", "priced the ramp"."""
    if words("WORK").isdisjoint(text.held):
        return False
    place = first
    for _ in range(AROUND):
        if text.breaks[place] or text.words[place - 1] in words("SAID_OF"):
            return False
        place -= 1
        if text.words[place] in words("WORK"):
            return True
    return False


def about_the_trade(text: Tokens, first: int, last: int) -> bool:
    """Words of the vacancy's own are not said of the candidate."""
    return subject(text, first) != "person" and words("POSSESSIVE").isdisjoint(
        text.words[max(0, first - NEAR) : last]
    )


def _in_sentence(name: str) -> Guard:
    def found(text: Tokens, first: int, last: int) -> bool:
        return _phrases(name).stand_in(text, *text.sentence(first, last))

    return found


@cache
def _phrases(name: str) -> Phrases:
    """The phrases of a guard."""
    return Phrases(shared()["guards"][name])


GUARDS: Mapping[str, Guard] = {
    "technical": technical,
    "quoted": quoted,
    "subject_matter": subject_matter,
    "worked_on": worked_on,
    "denied": _in_sentence("denied"),  # it did not count, was struck, or was not asked
    "reported": _in_sentence("reported"),  # the candidate told it of themselves, as an answer
    "fairness": _in_sentence("fairness"),  # a fact or a plea about a group, no judgement of it
    "job_related": _in_sentence("job_related"),  # the same was asked of every applicant
}
