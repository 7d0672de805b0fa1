"""A rule of the lexicon: what it looks for, of whom it must be said, what it says and asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from debrief.language.matching import Neighbours
from debrief.language.phrases import sequences, written_phrases

_GROUPS: Mapping[str, str] = {
    "protected": "age sex_gender race_origin disability_health family_pregnancy religion"
    " orientation_identity protected_activity restricted_topic",
    "proxy": "appearance_manner pedigree culture_fit gut_feeling personality double_standard"
    " commitment hearsay lawful_question referral comparison accusation",
    "advisory": "vague_verdict doubt_raiser effort_praise",
}
CATEGORY_GROUP: Mapping[str, str] = {
    category: group for group, names in _GROUPS.items() for category in names.split()
}


#: What of a rule is written in the language of phrases.
PHRASES = ("anchors", "not_before", "not_after")


class Severity(StrEnum):
    """What a flag asks of the author: resolve it, look at the wording, or only read it."""

    BLOCK = "block"
    WARN = "warn"
    ADVISE = "advise"

    @property
    def rank(self) -> int:
        """The graver, the larger."""
        return {"advise": 1, "warn": 2, "block": 3}[self]


SEVERITY_WORDS: Mapping[Severity, str] = {
    Severity.BLOCK: "protected topic",
    Severity.WARN: "check wording",
    Severity.ADVISE: "note",
}
GROUP_SEVERITY: Mapping[str, Severity] = {
    "protected": Severity.BLOCK,
    "proxy": Severity.WARN,
    "advisory": Severity.ADVISE,
}


@dataclass(frozen=True)
class Rule:
    """One entry of the lexicon.

    `anchors` are phrases in the language of phrases.py; one of the `frames` must say that they are
    about the candidate, and none of the `guards` that they are not. `not_before` and `not_after`
    are phrases that give the words another meaning when they stand right before or after them.
    `cased` anchors match only words typed in capitals.
    """

    id: str
    category: str
    severity: Severity
    since: date
    frames: tuple[str, ...]
    guards: tuple[str, ...]
    anchors: tuple[str, ...]
    why: str
    source: str
    question: str
    scaffold: str
    must_flag: tuple[str, ...]
    must_pass: tuple[str, ...]
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    cased: bool = False

    @property
    def group(self) -> str:
        return CATEGORY_GROUP[self.category]

    @cached_property
    def before(self) -> Neighbours:
        """Phrases that give the words another meaning when they stand right before them."""
        return Neighbours((one for text in self.not_before for one in sequences(text)), -1)

    @cached_property
    def after(self) -> Neighbours:
        """As `before`, for those right after them."""
        return Neighbours((one for text in self.not_after for one in sequences(text)), 1)


def rule_of(entry: dict[str, Any]) -> Rule:
    """A rule as its file, an employer, or a prepared copy wrote it."""
    why = entry["why"]
    fields: dict[str, Any] = {
        name: tuple(it) if isinstance(it, list) else it for name, it in entry.items()
    }
    for name in PHRASES:
        if isinstance(written := fields.get(name, ""), str):
            fields[name] = tuple(written_phrases(written))
    fields |= {
        "severity": Severity(entry["severity"]),
        "since": date.fromisoformat(str(entry["since"])),
        "why": why["text"],
        "source": why["source"],
    }
    return Rule(**fields)
