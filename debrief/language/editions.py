"""An employer's edition of the rules: what it changed of the shipped ones, and words of its own."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Self

from debrief.language.data import words
from debrief.language.lexicon import Lexicon, shipped
from debrief.language.rule import Rule, Severity
from debrief.language.tokens import plain_words

#: What a changed rule's document says where the rule is left out.
OFF = "off"
OWN = "own."
OWN_SOURCE = "A rule of this organisation."


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Words or phrases that an employer added; under this id they never change."""

    id: str
    category: str
    severity: Severity
    since: date
    anchors: tuple[str, ...]
    why: str
    question: str
    scaffold: str

    @property
    def rule(self) -> Rule:
        """As a rule: the words flag wherever they stand, unless quoted or denied."""
        return Rule(
            **{name: getattr(self, name) for name in self.__slots__},
            frames=("plain",),
            guards=("quoted", "denied"),
            source=OWN_SOURCE,
            must_flag=(),
            must_pass=(),
        )


@dataclass(frozen=True, slots=True)
class Edition:
    """`severities`: shipped rules by id, made milder or (None) left out; `own`: words added."""

    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    own: tuple[OwnWords, ...] = ()

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """As a database keeps it."""
        return cls(
            {
                rule: None if to == OFF else Severity(to)
                for rule, to in document["severities"].items()
            },
            tuple(
                OwnWords(
                    **entry
                    | {
                        "severity": Severity(entry["severity"]),
                        "since": date.fromisoformat(entry["since"]),
                        "anchors": tuple(entry["anchors"]),
                    }
                )
                for entry in document["own"]
            ),
        )

    @property
    def document(self) -> dict[str, Any]:
        """For a database to keep."""
        return {
            "severities": {
                rule: OFF if to is None else to.value for rule, to in self.severities.items()
            },
            "own": [
                asdict(each) | {"since": each.since.isoformat(), "anchors": list(each.anchors)}
                for each in self.own
            ],
        }

    @property
    def lexicon(self) -> Lexicon:
        """The rules by which comments are read; those that are shipped where nothing differs."""
        if not self.severities and not self.own:
            return shipped()
        return shipped().adapted(self.severities, tuple(each.rule for each in self.own))

    def changed(self, rule_id: str, severity: Severity | None) -> Self:
        """With a shipped rule at `severity`, None to leave it out."""
        others = {name: to for name, to in self.severities.items() if name != rule_id}
        if severity is shipped().explain(rule_id).severity:
            return replace(self, severities=others)
        return replace(self, severities=others | {rule_id: severity})

    def without(self, own_id: str) -> Self:
        """With own words taken out."""
        return replace(self, own=tuple(each for each in self.own if each.id != own_id))

    def taking(self, added: OwnWords) -> Self:
        """With words added."""
        return replace(self, own=(*self.own, added))


def plain_phrase(line: str) -> str:
    """A line that somebody typed as a phrase of the lexicon: its words, and nothing else."""
    return " ".join(plain_words(line))


def says_little(phrase: str) -> bool:
    """Whether a phrase is made of words that stand in almost every comment."""
    return words("COMMON").issuperset(phrase.split())
