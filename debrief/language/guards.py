"""Reasons to let a match stand unflagged: each is named by the rules that ask for it."""

import re
from collections.abc import Callable, Mapping
from functools import cache

from debrief.language.lexicon import expand
from debrief.language.normalise import Reading

QUOTED_WORDS = (
    4  # a shorter quotation is a word picked out by the author ("mentioned 'my husband'")
)
REACH = 60  # characters around a quotation in which a verb of saying stands

_LAST_WORD = re.compile(r"([\w'.-]{1,40})\W{0,3}\Z")


@cache
def _pattern(macro: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{expand(f'{{{macro}}}')})(?!\w)")


def not_a_person(text: Reading, start: int, end: int) -> bool:
    """The subject is a thing: a build, a cache, a sauce."""
    if _pattern("PERSON").match(text.folded, start):
        return False
    begin, _ = text.sentence(start, end)
    subject = _LAST_WORD.search(text.cased[max(begin, start - REACH) : start])
    if subject is None:
        return False  # telegraphic: "Bossy in the handover"
    word = subject[1].lower()
    if _pattern("PERSON").fullmatch(word):
        return False
    if _pattern("JOINT").fullmatch(word) or subject.end(1) < len(subject.string.rstrip()):
        return _is_about_a_thing(text.cased[begin:start])
    return not _pattern("NAME").fullmatch(subject[1])


def _is_about_a_thing(lead: str) -> bool:
    """A clause goes on here: whoever was named before it is still the subject."""
    if _pattern("PERSON").search(lead.lower()) or _pattern("NAME").search(lead):
        return False
    return bool(_pattern("THING").search(lead.lower()))


def technical(text: Reading, start: int, end: int) -> bool:
    """The words belong to a trade's own term: "aggressive caching", "parent process"."""
    after = text.folded[end : end + REACH].lstrip(" /-")
    if _pattern("TECHNICAL").match(after):
        return True
    before = _LAST_WORD.search(text.folded[max(0, start - REACH) : start])
    return before is not None and bool(_pattern("TECHNICAL_BEFORE").fullmatch(before[1]))


def quoted(text: Reading, start: int, end: int) -> bool:
    """The words are the candidate's own, quoted as evidence."""
    for begin, finish in text.quotations:
        if begin <= start and end <= finish:
            words = text.folded[begin:finish]
            around = text.folded[max(0, begin - REACH) : finish + REACH]
            return len(words.split()) >= QUOTED_WORDS and bool(
                _pattern("SAYING").search(around) or _pattern("FIRST_PERSON").search(words),
            )
    return False


def reported(text: Reading, start: int, end: int) -> bool:
    """The candidate told it of themselves, as part of an answer."""
    begin, _ = text.sentence(start, end)
    return bool(_pattern("REPORTED").search(text.folded, max(begin, start - REACH), end))


def _in_sentence(macro: str) -> Callable[[Reading, int, int], bool]:
    def found(text: Reading, start: int, end: int) -> bool:
        return bool(_pattern(macro).search(text.folded, *text.sentence(start, end)))

    return found


GUARDS: Mapping[str, Callable[[Reading, int, int], bool]] = {
    "person": not_a_person,
    "technical": technical,
    "quoted": quoted,
    "reported": reported,
    "denied": _in_sentence("DENIED"),  # it did not count, was struck, or was not asked
    "subject_matter": _in_sentence("SUBJECT_MATTER"),  # the case, the customer, the product
    "job_related": _in_sentence("JOB_RELATED"),  # the same was asked of every applicant
}
