"""Growing a plan row by row from what is there: each row adds, repeats, or cannot be done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from debrief.services.applications import folded
from debrief.services.import_plan import (
    Fate,
    ImportRow,
    Part,
    PlannedCandidate,
    PlannedInterview,
    PlannedStage,
)
from debrief.services.panels import MOST_CRITERIA


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What rows may name: colleagues by address, and the requisition's criteria by key and name."""

    colleagues: Mapping[str, UUID]
    criteria: Mapping[str, str]


class CannotError(Exception):
    """A row that cannot be done; its text says why and what to do."""


class Planner:
    """Takes rows in the order of the file; starts from the requisition's `candidates`."""

    def __init__(self, surroundings: Surroundings, candidates: Iterable[PlannedCandidate]) -> None:
        self._around = surroundings
        self.candidates = {each.email: each for each in candidates}
        self.fates: list[Fate] = []

    def take(self, row: ImportRow) -> None:
        """Add the row to the plan."""
        fate = Fate(row, problems=list(row.problems))
        self.fates.append(fate)
        if fate.problems:
            return
        try:
            self._check_people(row)
            self._candidate(fate)
        except CannotError as problem:
            fate.problems.append(str(problem))

    def finish(self) -> None:
        """Say what only the whole file can tell: panels without an interview or a facilitator."""
        for candidate in self.candidates.values():
            for stage in candidate.stages.values():
                self._check_panel(stage)

    def _check_people(self, row: ImportRow) -> None:
        for address in filter(None, (row.panelist, row.facilitator)):
            if address not in self._around.colleagues:
                raise CannotError(
                    f"Nobody with an account has the address {address}. Correct it, or have an "
                    "administrator add the account first."
                )

    def _candidate(self, fate: Fate) -> None:
        row = fate.row
        candidate = self.candidates.get(row.email)
        if candidate and folded(candidate.name) != folded(row.name):
            raise CannotError(
                f"{row.email} belongs to {candidate.name} on this requisition. Use that name, or "
                "another address."
            )
        if candidate is None:
            candidate = PlannedCandidate(row.name, row.email)
            self._source(fate, candidate)
            self._stage(fate, candidate)
            self.candidates[row.email] = candidate
            fate.adds.insert(0, Part.CANDIDATE)
        else:
            self._source(fate, candidate)
            self._stage(fate, candidate)

    def _source(self, fate: Fate, candidate: PlannedCandidate) -> None:
        source = fate.row.source
        noted = candidate.source or candidate.new_source
        if source and noted and source != noted:
            raise CannotError(
                f"{candidate.name} came in another way, as noted before. Leave this cell empty, "
                "or correct it on the candidate's page."
            )
        if source and not noted:
            candidate.new_source = source
            fate.adds.append(Part.SOURCE)

    def _stage(self, fate: Fate, candidate: PlannedCandidate) -> None:
        row = fate.row
        if row.stage is None:
            return
        stage = candidate.stages.get(row.stage) or PlannedStage()
        interview = self._interview(row, stage)
        seat = self._seat(row, stage)
        self._facilitator(row, stage)
        if row.stage not in candidate.stages:
            candidate.stages[row.stage] = stage
            fate.adds.append(Part.STAGE)
        if interview:
            self._hold(fate, stage, interview)
        if seat:
            stage.joining[seat[0]] = seat[1]
            fate.adds.append(Part.PANELIST)
        stage.rows.append(fate)

    def _interview(self, row: ImportRow, stage: PlannedStage) -> PlannedInterview | None:
        """The session that the row names: one of the stage's, or a new one."""
        if row.starts_at is None or row.ends_at is None or row.format is None:
            return None
        times = (row.starts_at, row.ends_at)
        held = next((e for e in stage.interviews if (e.starts_at, e.ends_at) == times), None)
        if held is None:
            if not stage.open:
                raise CannotError(OPENED)
            return PlannedInterview(*times, row.format, row.place)
        if held.format is not row.format or row.place not in {"", held.place}:
            raise CannotError(
                "The interview at this time has another format or place, here or in an earlier "
                "row. Make them the same."
            )
        if self._around.colleagues[row.panelist] not in held.people and not stage.open:
            raise CannotError(OPENED)
        return held

    def _seat(self, row: ImportRow, stage: PlannedStage) -> tuple[UUID, tuple[str, ...]] | None:
        """The panelist to add; None for one who sits there, and for an interviewer alone."""
        if not row.criteria:
            return None
        user_id = self._around.colleagues[row.panelist]
        unknown = [name for name in row.criteria if folded(name) not in self._around.criteria]
        if unknown:
            raise CannotError(
                f"This requisition does not rate {', '.join(unknown)}. Use the criteria listed "
                "on this page."
            )
        keys = tuple(dict.fromkeys(self._around.criteria[folded(name)] for name in row.criteria))
        if len(keys) > MOST_CRITERIA:
            raise CannotError(f"Give each panelist one to {MOST_CRITERIA} criteria.")
        sits = stage.panel.get(user_id) or frozenset(stage.joining.get(user_id, ()))
        if sits and sits != frozenset(keys):
            raise CannotError(
                f"{row.panelist} is on this panel with other criteria. Make them the same, or "
                "change them on the debrief's page."
            )
        if sits:
            return None
        if not stage.open:
            raise CannotError(OPENED)
        return user_id, keys

    def _facilitator(self, row: ImportRow, stage: PlannedStage) -> None:
        if not row.facilitator:
            return
        user_id = self._around.colleagues[row.facilitator]
        if stage.facilitator_id not in {None, user_id}:
            raise CannotError(
                "This debrief has another facilitator, here or in an earlier row. Name the same "
                "one, or leave the cell empty."
            )
        stage.facilitator_id = user_id

    def _hold(self, fate: Fate, stage: PlannedStage, interview: PlannedInterview) -> None:
        user_id = self._around.colleagues[fate.row.panelist]
        if interview not in stage.interviews:
            stage.interviews.append(interview)
            fate.adds.append(Part.INTERVIEW)
        if user_id not in interview.people:
            interview.people.append(user_id)
            interview.joining.append(user_id)
            fate.adds.append(Part.INTERVIEWER)

    def _check_panel(self, stage: PlannedStage) -> None:
        wrong = []
        if stage.joining and not stage.interviews:
            wrong.append(
                "A panel needs an interview: its cards fall due after it. Give date, start, end "
                "and format."
            )
        if stage.joining and stage.facilitator_id is None:
            wrong.append("A panel needs a facilitator. Name one on any row of this stage.")
        for fate in stage.rows:
            if Part.PANELIST in fate.adds:
                fate.problems.extend(wrong)
            elif fate.row.facilitator and stage.state is None and not stage.joining:
                fate.problems.append(
                    "A facilitator needs a panel. Give at least one row of this stage criteria."
                )


OPENED = "The cards of this stage are open or called off, so its panel and interviews are fixed."
