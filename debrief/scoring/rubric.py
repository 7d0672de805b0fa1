"""A rubric as the interviewer meets it: scale, criteria with anchors, signals with their forms."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from debrief.scoring.scale import BAR, LEVELS, NOT_RATED, Recommendation

Document = Mapping[str, Any]
SCHEMA_VERSION = 1


class SignalKind(StrEnum):
    """What a signal may do to a debrief."""

    RED = "red"
    STANDOUT = "standout"
    CONTEXT = "context_not_scored"


class Counts(StrEnum):
    """When a kind of evidence may carry a rating or a signal."""

    ALWAYS = "always"
    CONDITIONALLY = "conditionally"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Level:
    """One step of the scale."""

    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The words of levels 1 to 5 and of NE, and the rules for choosing among them."""

    levels: Mapping[int, Level]
    not_rated: Level
    rules: tuple[str, ...]
    weights: str

    @classmethod
    def from_document(cls, document: Document) -> Self:
        return cls(
            levels={level: Level(**document["levels"][str(level)]) for level in LEVELS},
            not_rated=Level(document["not_rated"]["label"], document["not_rated"]["meaning"]),
            rules=tuple(document["rules"]),
            weights=document["weights"],
        )

    def to_document(self) -> dict[str, Any]:
        return {
            "levels": {
                str(level): {"label": words.label, "meaning": words.meaning}
                for level, words in self.levels.items()
            },
            "not_rated": {
                "code": NOT_RATED,
                "label": self.not_rated.label,
                "meaning": self.not_rated.meaning,
            },
            "bar": BAR,
            "rules": list(self.rules),
            "weights": self.weights,
        }


@dataclass(frozen=True, slots=True)
class EvidenceKind:
    """A kind of evidence and whether it counts."""

    key: str
    label: str
    counts: Counts
    definition: str

    @classmethod
    def from_document(cls, document: Document) -> Self:
        return cls(**{**document, "counts": Counts(document["counts"])})

    def to_document(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "label": self.label,
            "counts": str(self.counts),
            "definition": self.definition,
        }


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question to ask, and what sort of question it is."""

    type: str
    text: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is rated. `has_result`: the right answer is noted in a field of its own."""

    key: str
    name: str
    core: bool
    has_result: bool
    definition: str
    note: str | None
    not_this: tuple[str, ...]
    prompts: tuple[Prompt, ...]
    anchors: Mapping[int, tuple[str, ...]]

    @classmethod
    def from_document(cls, document: Document) -> Self:
        return cls(
            key=document["key"],
            name=document["name"],
            core=document["core"],
            has_result=document.get("result", False),
            definition=document["definition"],
            note=document.get("note"),
            not_this=tuple(document.get("not_this", ())),
            prompts=tuple(Prompt(**prompt) for prompt in document["prompts"]),
            anchors={level: tuple(document["anchors"][str(level)]) for level in LEVELS},
        )

    def to_document(self) -> dict[str, Any]:
        return _without_blanks(
            {
                "key": self.key,
                "name": self.name,
                "core": self.core,
                "result": self.has_result or None,
                "definition": self.definition,
                "note": self.note,
                "not_this": list(self.not_this) or None,
                "prompts": [{"type": each.type, "text": each.text} for each in self.prompts],
                "anchors": {str(level): list(texts) for level, texts in self.anchors.items()},
            }
        )


@dataclass(frozen=True, slots=True)
class Signal:
    """Something worth raising beside the ratings, and the evidence it takes to raise it."""

    key: str
    name: str
    kind: SignalKind
    severity: str | None
    definition: str
    evidence_required: tuple[str, ...]
    minimum_observations: int | None
    minimum_kinds: tuple[str, ...]
    not_this: str | None
    fairness: str | None
    effect: str | None
    why_not_scored: str | None
    related_criterion: str | None

    @property
    def must_be_discussed(self) -> bool:
        """Whether raising it, with its evidence, puts it on the agenda."""
        return self.effect == "must_discuss" or self.with_hr

    @property
    def with_hr(self) -> bool:
        """Whether HR takes part in discussing it."""
        return self.effect == "must_discuss_with_hr"

    @classmethod
    def from_document(cls, document: Document) -> Self:
        minimum = document.get("minimum", {})
        return cls(
            key=document["key"],
            name=document["name"],
            kind=SignalKind(document["kind"]),
            severity=document.get("severity"),
            definition=document["definition"],
            evidence_required=tuple(document["evidence_required"]),
            minimum_observations=minimum.get("observations"),
            minimum_kinds=tuple(minimum.get("kinds", ())),
            not_this=document.get("not_this"),
            fairness=document.get("fairness"),
            effect=document.get("effect"),
            why_not_scored=document.get("why_not_scored"),
            related_criterion=document.get("related_criterion"),
        )

    def to_document(self) -> dict[str, Any]:
        minimum = {"observations": self.minimum_observations, "kinds": list(self.minimum_kinds)}
        return _without_blanks(
            {
                "key": self.key,
                "name": self.name,
                "kind": str(self.kind),
                "severity": self.severity,
                "definition": self.definition,
                "evidence_required": list(self.evidence_required),
                "minimum": minimum if self.minimum_observations else None,
                "not_this": self.not_this,
                "fairness": self.fairness,
                "effect": self.effect,
                "why_not_scored": self.why_not_scored,
                "related_criterion": self.related_criterion,
            }
        )


@dataclass(frozen=True, slots=True)
class Rubric:
    """One version of a rubric, complete."""

    key: str
    title: str
    language: str
    status: str
    scale: Scale
    recommendations: Mapping[Recommendation, str]
    recommendation_note: str
    evidence_kinds: tuple[EvidenceKind, ...]
    criteria: tuple[Criterion, ...]
    signals: tuple[Signal, ...]

    @classmethod
    def from_document(cls, document: Document) -> Self:
        """Build from a document that `rubric.schema.json` allows."""
        recommendation = document["recommendation"]
        return cls(
            key=document["key"],
            title=document["title"],
            language=document["language"],
            status=document["status"],
            scale=Scale.from_document(document["scale"]),
            recommendations={
                Recommendation(option["key"]): option["label"]
                for option in recommendation["options"]
            },
            recommendation_note=recommendation["note"],
            evidence_kinds=tuple(map(EvidenceKind.from_document, document["evidence_kinds"])),
            criteria=tuple(map(Criterion.from_document, document["criteria"])),
            signals=tuple(map(Signal.from_document, document["signals"])),
        )

    def to_document(self) -> dict[str, Any]:
        """The document this came from, in the file's own order."""
        return {
            "schema_version": SCHEMA_VERSION,
            "key": self.key,
            "title": self.title,
            "language": self.language,
            "status": self.status,
            "scale": self.scale.to_document(),
            "recommendation": {
                "options": [
                    {"key": str(key), "label": label} for key, label in self.recommendations.items()
                ],
                "note": self.recommendation_note,
            },
            "evidence_kinds": [each.to_document() for each in self.evidence_kinds],
            "criteria": [each.to_document() for each in self.criteria],
            "signals": [each.to_document() for each in self.signals],
        }


def _without_blanks(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if value is not None}
