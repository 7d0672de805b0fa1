"""What rules and frames share: word classes, phrases by name, the forms of a verb, spellings."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

RULES = Path(__file__).parent / "rules"
SHARED = RULES.parent / "shared.yaml"

_VOWELS = frozenset("aeiou")


# What a YAML file holds is known when it is read: the lexicon's tests hold every field to its form.
def read_yaml(path: Path) -> Any:  # noqa: ANN401
    """The content of a file of the lexicon."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@cache
def shared() -> dict[str, dict[str, str]]:
    """`words`, `phrases`, `verbs` and `guards` of shared.yaml."""
    found: dict[str, dict[str, str]] = read_yaml(SHARED)
    return found


@cache
def words(name: str) -> frozenset[str]:
    """A word class. Raises KeyError for a name that is none."""
    return frozenset(shared()["words"][name].split())


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
    return len(verb) < 3 or (verb[-3] not in _VOWELS and sum(c in _VOWELS for c in verb) == 1)


@cache
def variants(word: str) -> frozenset[str]:
    """Other spellings of a word of the lexicon: British and American, and a slip in a long word."""
    found = set()
    for british, american in (("our", "or"), ("is", "iz"), ("ys", "yz")):
        for one, other in ((british, american), (american, british)):
            if len(word) > 5 and (at := word.rfind(one)) > 1:
                found.add(word[:at] + other + word[at + len(one) :])
    for one, other in shared()["spellings"].items():
        found |= {other} if word == one else {one} if word == other else set()
    return frozenset(found) - {word}
