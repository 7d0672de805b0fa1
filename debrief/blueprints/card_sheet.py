"""A scorecard's fields as its pages show them: what is rated, what is flagged, what differs."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from typing_extensions import override

from debrief.blueprints.hinted import Hint, Hinted
from debrief.reports.wording import Wording
from debrief.schemas.scorecards import YES
from debrief.scoring.rubric import Criterion, Rubric, Signal, SignalKind
from debrief.scoring.scale import NOT_RATED
from debrief.services.flags import target_of


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that says one thing in the saved draft and another in this window."""

    label: str
    there: str
    here: str


@dataclass(frozen=True)
class Sheet(Hinted):
    """The fields of a card, the rubric they are about, and how their wording is read."""

    wording: Wording
    assigned: tuple[str, ...]
    answers: dict[str, str]

    @property
    def rubric(self) -> Rubric:
        return self.wording.rubric

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        known = {criterion.key: criterion for criterion in self.rubric.criteria}
        return tuple(known[key] for key in self.assigned)

    @property
    def rated(self) -> int:
        """How many criteria have a level, or NE with its reason."""
        return sum(1 for key in self.assigned if self._is_rated(key))

    @property
    def signals(self) -> tuple[Signal, ...]:
        """The signals that have been added."""
        return tuple(s for s in self.rubric.signals if self._chosen(s))

    @property
    def addable(self) -> dict[SignalKind, list[Signal]]:
        """The signals that can still be added, by what they may do to a debrief."""
        kinds: dict[SignalKind, list[Signal]] = {kind: [] for kind in SignalKind}
        for signal in self.rubric.signals:
            if not self._chosen(signal):
                kinds[signal.kind].append(signal)
        return kinds

    @property
    def carried(self) -> dict[str, str]:
        """The fields that no control shows: disputes, and what is to be asked or was answered."""
        names = ("disputed-", "asked-", "stands-")
        return {name: value for name, value in self.answers.items() if name.startswith(names)}

    @property
    def asked(self) -> dict[str, str]:
        """What was asked "does it still stand?", with its name: criteria, signals, the rest."""
        found = [name.removeprefix("asked-") for name in self.answers if name.startswith("asked-")]
        names = {criterion.key: criterion.name for criterion in self.criteria}
        names |= {signal.key: signal.name for signal in self.signals}
        names["recommendation"] = "Recommendation"
        return {key: name for key, name in names.items() if key in found}

    @override
    def read(self, field: str) -> Iterator[Hint]:
        """The rubric's own questions have no flags."""
        text = self.answers.get(field, "")
        if text in self._prompts:
            return
        for flag in self.wording.reader(target_of(field)).flags(text):
            disputed = (field, flag.rule_id, flag.text) in self._disputes
            yield Hint(field, flag, disputed=disputed)

    def label(self, field: str) -> str:
        """What people call a field."""
        kind, _, rest = field.partition("-")
        key, _, part = rest.partition("-")
        names = {criterion.key: criterion.name for criterion in self.rubric.criteria}
        names |= {signal.key: signal.name for signal in self.rubric.signals}
        last = field.rsplit("-", 1)[-1].replace("_", " ")
        if kind in {"ratings", "signals"} and key in names:
            return f"{names[key]}: {part.rsplit('-', 1)[-1].replace('_', ' ')}"
        return last.capitalize()

    def differences(self, there: dict[str, str]) -> tuple[Difference, ...]:
        """The fields in which the draft that is saved `there` says something else."""
        names = [
            name for name in {**there, **self.answers} if not name.startswith(("asked", "dis"))
        ]
        return tuple(
            Difference(self.label(name), there.get(name, ""), self.answers.get(name, ""))
            for name in names
            if there.get(name, "") != self.answers.get(name, "")
        )

    @cached_property
    def _prompts(self) -> frozenset[str]:
        return frozenset(p.text for c in self.rubric.criteria for p in c.prompts)

    @property
    def _disputes(self) -> set[tuple[str, str, str]]:
        numbers = {name.split("-")[1] for name in self.answers if name.startswith("disputed-")}
        parts = ("field", "rule", "text")
        return {
            (given[0], given[1], given[2])
            for number in numbers
            for given in [[self.answers.get(f"disputed-{number}-{part}", "") for part in parts]]
        }

    def _chosen(self, signal: Signal) -> bool:
        return self.answers.get(f"signals-{signal.key}-chosen") == YES

    def _is_rated(self, key: str) -> bool:
        level = self.answers.get(f"ratings-{key}-level", "")
        return bool(level) and (
            level != NOT_RATED or bool(self.answers.get(f"ratings-{key}-ne_reason"))
        )
