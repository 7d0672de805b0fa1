"""The rules as data: read from `rules/*.yaml`; their frames are compiled when first needed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

RULES = Path(__file__).parent / "rules"
MACROS = RULES / "macros.yaml"

_MACRO = re.compile(r"\{([A-Z_]+)\}")
_WORD = re.compile(r"[^\W_]+")
_COMMON = re.compile(
    r"a|an|and|at|be|better|big|first|for|from|going|great|her|his|in|it|just|much|not|of|off|old"
    r"|on|over|poor|real|still|strong|the|their|them|there|to|up|weak|with",
)
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
    """One entry of the lexicon. `frames` are patterns with their macros still in them.

    `cased` frames read the text as typed; all others read it in lower case. A frame's
    capturing group, where it has one, is the words to show.
    """

    id: str
    category: str
    severity: Severity
    since: date
    anchors: tuple[str, ...]
    frames: tuple[str, ...]
    guards: tuple[str, ...]
    why: str
    source: str
    question: str
    scaffold: str
    must_flag: tuple[str, ...]
    must_pass: tuple[str, ...]
    not_before: str | None = None
    not_after: str | None = None
    cased: bool = False

    @property
    def group(self) -> str:
        return CATEGORY_GROUP[self.category]

    @property
    def keys(self) -> frozenset[str]:
        """The most telling word of each anchor: a comment without any of them cannot match."""
        return frozenset(
            max(_WORD.findall(form if self.cased else form.lower()), key=_telling)
            for anchor in self.anchors
            for form in (anchor, anchor.replace("-", ""))
        )

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The frames as one pattern: the first that matches at a place is taken."""
        anchors = "|".join(_phrase(anchor) for anchor in sorted(self.anchors, reverse=True))
        frames = (expand(frame, ANCHOR=f"(?:{anchors})") for frame in self.frames)
        return re.compile(rf"(?<!\w)(?:{'|'.join(frames)})(?!\w)")

    @cached_property
    def context(self) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
        """What must not stand just before the match, and just after."""
        before, after = self.not_before, self.not_after
        return (
            re.compile(rf"(?<!\w)(?:{expand(before)})\W{{0,2}}\Z") if before else None,
            re.compile(rf"\W{{0,2}}(?:{expand(after)})(?!\w)") if after else None,
        )


def expand(pattern: str, **more: str) -> str:
    """The pattern with each `{MACRO}` replaced, and any white space where it has a space."""
    names = macros() | more
    while _MACRO.search(pattern):
        pattern = _MACRO.sub(lambda found: names[found[1]], pattern)
    return pattern.replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}")


def _telling(word: str) -> tuple[bool, int]:
    return _COMMON.fullmatch(word) is None, len(word)


def _phrase(anchor: str) -> str:
    """An anchor of several words matches with spaces or with hyphens between them."""
    return re.escape(anchor).replace(r"\-", r"[\s-]?").replace(r"\ ", r"[\s-]{1,3}")


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of its file and place."""
    files = sorted(path for path in RULES.glob("*.yaml") if path != MACROS)
    return tuple(_rule(entry) for path in files for entry in _read(path))


@cache
def macros() -> dict[str, str]:
    """The patterns that frames and guards share, by name."""
    found: dict[str, str] = _read(MACROS)
    return found


@cache
def lexicon_digest() -> str:
    """SHA-256 over the names and bytes of all rule files: says which lexicon made a flag."""
    digest = sha256()
    for path in sorted(RULES.glob("*.yaml")):
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def explain(rule_id: str) -> Rule:
    """The rule of a stored flag. Raises KeyError for an id the lexicon does not hold."""
    return _by_id()[rule_id]


@cache
def _by_id() -> dict[str, Rule]:
    return {rule.id: rule for rule in rules()}


# What a YAML file holds is known when it is read: the lexicon's tests hold every field to its form.
def _read(path: Path) -> Any:  # noqa: ANN401
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def _rule(entry: dict[str, Any]) -> Rule:
    why = entry.pop("why")
    fields: dict[str, Any] = {
        name: tuple(it) if isinstance(it, list) else it for name, it in entry.items()
    }
    fields |= {"severity": Severity(entry["severity"]), "why": why["text"], "source": why["source"]}
    return Rule(**fields)
