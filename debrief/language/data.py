"""What rules and frames share: word classes, phrases by name, the forms of a verb, spellings."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from debrief.language import files

_VOWELS = frozenset("aeiou")
#: Endings that are spelled in two ways, each part of a word with what it may be instead.
_ENDINGS = {
    re.compile(r"(\w{3,})(our|or)(|s|ed|ing|ite|ites|able|al|ful|less)"): {
        "our": "or",
        "or": "our",
    },
    re.compile(r"(\w{3,}[iy])(s|z)(e|ed|es|er|ers|ing|ation|ations)"): {"s": "z", "z": "s"},
}


def shared() -> dict[str, dict[str, str]]:
    """`words`, `phrases`, `verbs`, `spellings` and `guards` of shared.yaml."""
    found: dict[str, dict[str, str]] = files.content()["shared"]
    return found


@cache
def words(*names: str) -> frozenset[str]:
    """The words of one word class or of several. Raises KeyError for a name that is none."""
    return frozenset(word for name in names for word in shared()["words"][name].split())


@cache
def commonness() -> Mapping[str, float]:
    """How common the words of COMMON are, which are listed by that: the n-th as 1 / n (Zipf)."""
    return {word: 1 / place for place, word in enumerate(shared()["words"]["COMMON"].split(), 1)}


def macro(name: str) -> str:
    """A word class or a phrase, as it is written. Raises KeyError for a name that is neither."""
    if name in shared()["words"]:
        return f"({'|'.join(shared()['words'][name].split())})"
    return shared()["phrases"][name].strip()


@cache
def forms(verb: str) -> tuple[tuple[str, ...], ...]:
    """Every form of a verb as words: an irregular one as listed, a regular one by rule."""
    if verb in shared()["verbs"]:
        return tuple((form,) for form in (verb, *shared()["verbs"][verb].split()))
    return tuple((form,) for form in {verb, *_regular(verb)})


def _regular(verb: str) -> Iterator[str]:
    """-s, -ed, -ing, with what the ending does to the stem."""
    if verb[-1] == "y" and verb[-2] not in _VOWELS:
        yield from (f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing")
        return
    yield f"{verb}es" if verb.endswith(("s", "x", "z", "ch", "sh")) else f"{verb}s"
    stem = verb[:-1] if verb[-1] == "e" else verb
    if _doubles(verb):
        stem = verb + verb[-1]
    yield f"{stem}ed"
    yield f"{verb if verb.endswith(('ee', 'ye', 'oe')) else stem}ing"


def _doubles(verb: str) -> bool:
    """Short verbs that end in one vowel and one consonant: stop, stopped."""
    if verb[-1] in _VOWELS or verb[-1] in "wxy" or verb[-2] not in _VOWELS:
        return False
    return verb[-3:-2] not in _VOWELS and sum(letter in _VOWELS for letter in verb) == 1


@cache
def variants(word: str) -> frozenset[str]:
    """Other spellings of a word of the lexicon, British and American."""
    found = set(_spellings().get(word, ()))
    for ending, pairs in _ENDINGS.items():
        if parts := ending.fullmatch(word):
            found.add(parts[1] + pairs[parts[2]] + parts[3])
    return frozenset(found)


@cache
def _spellings() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one, other in shared()["spellings"].items():
        found.setdefault(one, []).append(other)
        found.setdefault(other, []).append(one)
    return found
