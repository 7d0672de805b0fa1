"""The editions of the rules: the one that is shipped, and those employers make of it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache, cached_property
from hashlib import sha256
from typing import cast

from debrief.language import files
from debrief.language.index import Index, telling
from debrief.language.rule import PHRASES, Rule, Severity, rule_of


@dataclass(frozen=True)
class Lexicon:
    """An edition of the rules: those that are shipped, or those an employer made of them.

    `digest` says which edition made a flag: same digest, same text, same flags.
    """

    rules: tuple[Rule, ...]
    digest: str

    @cached_property
    def index(self) -> Index:
        """What a word brings into play."""
        known = [entry["id"] for entry in files.content()["rules"]]
        return Index(self.rules, known, _told())

    def explain(self, rule_id: str) -> Rule:
        """The rule of a stored flag. Raises KeyError for an id the lexicon does not hold."""
        return self._by_id[rule_id]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where in the edition each rule stands, by id."""
        return {rule.id: place for place, rule in enumerate(self.rules)}

    @cached_property
    def _by_id(self) -> Mapping[str, Rule]:
        return {rule.id: rule for rule in self.rules}

    def adapted(
        self, severities: Mapping[str, Severity | None], own: tuple[Rule, ...]
    ) -> "Lexicon":
        """An employer's edition: rules by id made milder or (None) left out, and rules added."""
        kept = [
            replace(rule, severity=severity)
            for rule in self.rules
            if (severity := severities.get(rule.id, rule.severity)) is not None
        ]
        added = [asdict(rule) for rule in own]
        told = {"shipped": self.digest, "severities": dict(severities), "own": added}
        written = json.dumps(told, sort_keys=True, default=str, ensure_ascii=False)
        return Lexicon((*kept, *own), sha256(written.encode()).hexdigest())


@cache
def shipped() -> Lexicon:
    """The rules that come with the product, in the order of their files and places."""
    return Lexicon(tuple(map(rule_of, files.content()["rules"])), files.digest())


@cache
def _told() -> Mapping[str, str]:
    """The telling words of the shipped rules; what was made out is left for the next process."""
    content = files.content()
    if "telling" in content:
        return cast("Mapping[str, str]", content["telling"])
    rules = shipped().rules
    told = telling(rules)
    entries = [
        {**entry, **{name: getattr(rule, name) for name in PHRASES}}
        for entry, rule in zip(content["rules"], rules, strict=True)
    ]
    files.prepare({**content, "rules": entries, "telling": told})
    return told
