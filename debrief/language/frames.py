"""How words can be said of a person: built once, so that a word added to a rule works in all.

Each frame says whether the words `first` to `last` (half-open) are about the candidate.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from debrief.language.data import words
from debrief.language.tokens import Tokens

Frame: TypeAlias = Callable[[Tokens, int, int], bool]

WALK = 12  # words a frame looks back
MACHINES = 2  # words for parts of machines that make a sentence one about them
FAR = 40  # words a sentence is followed back to its subject
CHAIN = 3  # coordinated words a trait may stand behind: "polite, warm and rather shy"


def plain(text: Tokens, first: int, last: int) -> bool:
    """The words say it by themselves: "digital native"; not where machines are described."""
    if len(words("MACHINE").intersection(text.held)) < MACHINES:
        return True
    begin, end = text.sentence(first, last)
    told = text.words[begin:end]
    if len(words("MACHINE").intersection(told)) < MACHINES:
        return True
    begin = next((at for at in range(begin, first) if text.words[at] in words("REPORTING")), begin)
    return not words("PERSON").isdisjoint(text.words[begin:end])


def trait(text: Tokens, first: int, last: int) -> bool:
    """A quality of a person: "seemed a bit shy", "Shy.", "a shy person", "comes over as shy"."""
    if _before_person_noun(text, last):
        return True
    return _ends(text, last) and _predicated(text, first)


def bare(text: Tokens, first: int, _last: int) -> bool:
    """Words that make up a clause of a telegraphic comment: "Twins at home"."""
    place = _skip_left(text, first, "DEGREE", "DETERMINER")
    return bool(text.breaks[place + 1]) and _person_so_far(text, place + 1)


def owned(text: Tokens, first: int, last: int) -> bool:
    """Something a person has: "his bad knee", "has twins", "with a limp", "despite her accent"."""
    place = first
    for _ in range(4):
        if text.breaks[place]:
            return bare(text, first, last)
        place -= 1
        word = text.words[place]
        if word in words("POSSESSIVE"):
            return True
        if word == "'s" and place and _names_a_person(text, place - 1):
            return True
        if word in words("HAVING"):
            return subject(text, place) != "thing"
        if word in words("BECAUSE"):
            return _person_so_far(text, place)
    return False


def done(text: Tokens, first: int, _last: int) -> bool:
    """Something a person did: "she fought the branch closure", "went on strike last year"."""
    return subject(text, first) != "thing"


def told(text: Tokens, first: int, last: int) -> bool:
    """Anything in a sentence that is not about a case, a customer or a product."""
    if words("CASE").isdisjoint(text.held):
        return True
    begin, end = text.sentence(first, last)
    return words("CASE").isdisjoint((*text.words[begin:first], *text.words[last:end]))


def judged(text: Tokens, first: int, last: int) -> bool:
    """In a sentence that gives an opinion, a worry or a prospect and reports no act or figure."""
    begin, end = text.sentence(first, last)
    near = [*text.words[begin:first], *text.words[last:end]]
    if not words("CASE", "MACHINE").isdisjoint(near):
        return False
    opinions = sum(word in words("OPINION") for word in near)
    reports = sum(word in words("EVIDENCE") or word[0].isdigit() for word in near)
    return opinions > 2 * reports


FRAMES: Mapping[str, Frame] = {
    "plain": plain,
    "trait": trait,
    "bare": bare,
    "owned": owned,
    "done": done,
    "told": told,
    "judged": judged,
}


def subject(text: Tokens, place: int) -> str:
    """Who or what the words from `place` on are said of: "person", "thing", or "" if left out."""
    for _ in range(WALK):
        if text.breaks[place] == ".":
            return ""
        if text.breaks[place]:
            return _first_named(text, place)
        place -= 1
        word = text.words[place]
        if word in words("PERSON"):
            return "person"
        if word in words("JOINT"):
            return _first_named(text, place)
        if word in words("AUXILIARY", "DEGREE", "LINKING"):
            continue
        return "person" if _names_a_person(text, place) else "thing"
    return ""


def _first_named(text: Tokens, place: int) -> str:
    """A clause goes on at `place`: whoever its sentence began with is still the subject."""
    begin, _ = text.sentence(place, place + 1)
    begin = max(begin, place - FAR)
    for at in range(begin, place):
        if text.words[at] in words("PERSON") or _names_a_person(text, at):
            return "person"
    at = begin
    while at < place and text.words[at] in words("DEGREE"):
        at += 1
    lead = text.words[at]
    return "thing" if lead in words("DETERMINER", "THING") else ""


def _person_so_far(text: Tokens, place: int) -> bool:
    return _first_named(text, place) != "thing" if place < len(text) else True


def _names_a_person(text: Tokens, place: int) -> bool:
    """A capital that no sentence asks for, or a first word that is no thing and has no article."""
    word = text.words[place]
    if word in words("PERSON_NOUN"):
        return True
    if not text.capital(place) or text.shouted(place):
        return False
    return word not in words("THING", "DETERMINER", "TECHNICAL", "COMMON")


def _skip_left(text: Tokens, place: int, *classes: str) -> int:
    """The place of the first word to the left of `place` that is in none of the classes."""
    skipped = words(*classes)
    while not text.breaks[place] and text.words[place - 1] in skipped:
        place -= 1
    return place - 1


def _before_person_noun(text: Tokens, last: int) -> bool:
    for at in range(last, min(last + 2, len(text))):
        if text.breaks[at]:
            return False
        if text.words[at] in words("PERSON_NOUN"):
            return True
        if text.words[at] not in words("FILLER") and at > last:
            return False
    return False


def _ends(text: Tokens, last: int) -> bool:
    """Whether no noun follows that the words would describe instead of the person."""
    return bool(text.breaks[last]) or text.words[last] in words("FOLLOWING")


def _predicated(text: Tokens, first: int) -> bool:
    """Whether a verb, or a clause that leaves it out, says the words of a person."""
    place = first
    for _ in range(CHAIN):
        place = _skip_left(text, place, "DEGREE")
        word = text.words[place]
        if text.breaks[place + 1]:
            return text.breaks[place + 1] == "." or _person_so_far(text, place + 1)
        if word in words("LINKING"):
            return subject(text, place) != "thing"
        if word in words("PERSON_OBJECT"):
            return True  # "found him cold"
        if word not in words("COORDINATING"):
            return False
        place -= not text.breaks[place]  # step over what it is coordinated with
        if text.breaks[place]:
            return _person_so_far(text, place)
    return False
