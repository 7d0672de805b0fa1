"""What a file of candidates and panels would do to a requisition, row by row; nothing is written.

The plan starts from what is there and grows row by row, so that a row that repeats another one, or
a whole file applied before, finds everything "already there".
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from debrief.access import State
from debrief.access.predicates import OPEN_STATES
from debrief.models import InterviewFormat, StageKind


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row as the border read it; `problems` are what it could not read, if anything."""

    line: int
    name: str = ""
    email: str = ""
    source: str = ""
    stage: StageKind | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    format: InterviewFormat | None = None
    place: str = ""
    panelist: str = ""
    criteria: tuple[str, ...] = ()
    facilitator: str = ""
    problems: tuple[str, ...] = ()


class Part(StrEnum):
    """What a row can add."""

    CANDIDATE = "candidate"
    SOURCE = "source"
    STAGE = "stage"
    INTERVIEW = "interview"
    INTERVIEWER = "interviewer"
    PANELIST = "panelist"


class Kind(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    THERE = "there"
    PROBLEM = "problem"


@dataclass
class Fate:
    """What becomes of one row, and why."""

    row: ImportRow
    adds: list[Part] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        if self.problems:
            return Kind.PROBLEM
        return Kind.ADDED if self.adds else Kind.THERE


@dataclass
class PlannedInterview:
    """A session as it is to be; `id` is None for a new one."""

    starts_at: datetime
    ends_at: datetime
    format: InterviewFormat
    place: str
    id: UUID | None = None
    people: list[UUID] = field(default_factory=list)
    joining: list[UUID] = field(default_factory=list)


@dataclass
class PlannedStage:
    """A step and its debrief as they are to be; `state` is None where no debrief is set up."""

    id: UUID | None = None
    interviews: list[PlannedInterview] = field(default_factory=list)
    state: State | None = None
    debrief_id: UUID | None = None
    facilitator_id: UUID | None = None
    panel: dict[UUID, frozenset[str]] = field(default_factory=dict)
    joining: dict[UUID, tuple[str, ...]] = field(default_factory=dict)
    rows: list[Fate] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """Whether its panel and its interviews may still change."""
        return self.state is None or self.state in OPEN_STATES


@dataclass
class PlannedCandidate:
    """A candidate as they are to be; `id` is the application's, None for a new one."""

    name: str
    email: str
    id: UUID | None = None
    source: str = ""
    new_source: str = ""
    stages: dict[StageKind, PlannedStage] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """Every row's fate, what would stand afterwards, and what to look at though it would work."""

    fates: Sequence[Fate]
    candidates: Sequence[PlannedCandidate]
    thin: Sequence[tuple[str, StageKind, tuple[str, ...]]]

    @property
    def can_apply(self) -> bool:
        """All or nothing: no problem anywhere, and something to add."""
        kinds = {fate.kind for fate in self.fates}
        return Kind.PROBLEM not in kinds and Kind.ADDED in kinds

    def count(self, kind: Kind) -> int:
        return sum(fate.kind is kind for fate in self.fates)

    @property
    def digest(self) -> str:
        """Equal for equal plans: what is applied must be what was shown."""
        told = [(fate.row, fate.kind, fate.adds, fate.problems) for fate in self.fates]
        ids = [
            (each.id, kind, stage.id, stage.debrief_id, [held.id for held in stage.interviews])
            for each in self.candidates
            for kind, stage in each.stages.items()
        ]
        return hashlib.sha256(repr((told, ids)).encode()).hexdigest()


def unresolved(rows: Iterable[ImportRow]) -> set[str]:
    """The addresses of colleagues that the rows name."""
    return {each for row in rows for each in (row.panelist, row.facilitator) if each}
