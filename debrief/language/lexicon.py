"""The rules as data: read from `rules/*.yaml`, their phrases found by their most telling words."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from hashlib import sha256
from typing import Any

from debrief.language.data import RULES, SHARED, read_yaml
from debrief.language.phrases import Phrase, phrase, sequences, written_phrases

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
    def phrases(self) -> tuple[Phrase, ...]:
        return tuple(one for anchor in self.anchors for one in phrase(anchor))

    @cached_property
    def before(self) -> tuple[Any, ...]:
        return tuple(one for text in self.not_before for one in sequences(text))

    @cached_property
    def after(self) -> tuple[Any, ...]:
        return tuple(one for text in self.not_after for one in sequences(text))


#: Beside the telling word of some phrases no word must stand.
ALONE: tuple[int, frozenset[str]] = (0, frozenset())


@dataclass(frozen=True, slots=True)
class Candidates:
    """Phrases, with their rules, that one telling word may be part of.

    `groups` are those that need a word beside it: before it (-1) or after it (1). `before` and
    `after` are all such words: most texts hold none of them, and no group need be looked at.
    """

    alone: tuple[tuple[Rule, Phrase], ...]
    before: frozenset[str]
    after: frozenset[str]
    groups: tuple[tuple[int, frozenset[str], tuple[tuple[Rule, Phrase], ...]], ...]

    @classmethod
    def of(
        cls, groups: Mapping[tuple[int, frozenset[str]], list[tuple[Rule, Phrase]]]
    ) -> "Candidates":
        """The phrases by what must stand beside their telling word."""
        sides = [(step, words, tuple(found)) for (step, words), found in groups.items() if step]
        before, after = (
            frozenset[str]().union(*(words for step, words, _ in sides if step == side))
            for side in (-1, 1)
        )
        return cls(tuple(groups.get(ALONE, ())), before, after, tuple(sides))


@dataclass(frozen=True)
class Lexicon:
    """An edition of the rules: those that are shipped, or those an employer made of them.

    `digest` says which edition made a flag: same digest, same text, same flags.
    """

    rules: tuple[Rule, ...]
    digest: str

    @cached_property
    def index(self) -> Mapping[str, "Candidates"]:
        """What a word brings into play."""
        found: dict[str, dict[tuple[int, frozenset[str]], list[tuple[Rule, Phrase]]]] = {}
        for rule in self.rules:
            for one in rule.phrases:
                beside = one.beside or ALONE
                for word in one.words:
                    found.setdefault(word, {}).setdefault(beside, []).append((rule, one))
        return {word: Candidates.of(groups) for word, groups in found.items()}

    def explain(self, rule_id: str) -> Rule:
        """The rule of a stored flag. Raises KeyError for an id the lexicon does not hold."""
        return self._by_id[rule_id]

    @cached_property
    def _by_id(self) -> Mapping[str, Rule]:
        return {rule.id: rule for rule in self.rules}

    def adapted(self, severities: Mapping[str, Severity | None], own: tuple[Rule, ...]) -> "Lexicon":
        """An employer's edition: rules by id made milder or (None) left out, and rules added."""
        kept = [
            replace(rule, severity=severity)
            for rule in self.rules
            if (severity := severities.get(rule.id, rule.severity)) is not None
        ]
        told = {"shipped": self.digest, "severities": dict(severities), "own": list(map(asdict, own))}
        written = json.dumps(told, sort_keys=True, default=str, ensure_ascii=False)
        return Lexicon((*kept, *own), sha256(written.encode()).hexdigest())


@cache
def shipped() -> Lexicon:
    """The rules that come with the product, in the order of their files and places.

    Its digest is the SHA-256 over the names and bytes of all files of the lexicon.
    """
    digest = sha256()
    for path in (SHARED, *sorted(RULES.glob("*.yaml"))):
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode())
        digest.update(content)
    rules = (rule_of(entry) for path in sorted(RULES.glob("*.yaml")) for entry in read_yaml(path))
    return Lexicon(tuple(rules), digest.hexdigest())


def rule_of(entry: dict[str, Any]) -> Rule:
    """A rule as its file, or an employer, wrote it."""
    why = entry["why"]
    fields: dict[str, Any] = {
        name: tuple(it) if isinstance(it, list) else it for name, it in entry.items()
    }
    for name in ("anchors", "not_before", "not_after"):
        fields[name] = tuple(written_phrases(entry.get(name, "")))
    fields |= {"severity": Severity(entry["severity"]), "why": why["text"], "source": why["source"]}
    return Rule(**fields)
