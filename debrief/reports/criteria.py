"""One criterion across the panel: the cells, and what they say together in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from debrief.models import Assignment, Debrief, Panelist, RequisitionCriterion
from debrief.reports.passages import DEBRIEF, Passage, Statement, prepared
from debrief.reports.vocabulary import number, sentence
from debrief.reports.voices import Answer, Card, Rerating, Voice
from debrief.scoring.gate import COVERED_BY, MUST_HAVE_WORDS, MustHaveStanding, standing
from debrief.scoring.indices import SHAPE_WORDS, Indices, Shape, indices
from debrief.scoring.rubric import Criterion
from debrief.scoring.scale import BAR, LEVELS
from debrief.scoring.sides import upper_from


@dataclass(frozen=True, slots=True)
class Chosen:
    """A criterion as the requisition chose it, and how many panelists were asked to rate it."""

    key: str
    weight: int
    must_have: bool
    asked: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What one panelist said on one criterion: an answer, or None where it was not assigned.

    `id` names it within the report; `reratings` stand beside the independent answer and count
    nowhere.
    """

    id: str
    voice: Voice
    answer: Answer | None
    reratings: tuple[Rerating, ...] = ()

    @property
    def level(self) -> int | None:
        return self.answer.level if self.answer else None

    @property
    def ne(self) -> bool:
        return self.answer is not None and self.answer.level is None

    @property
    def evidence(self) -> Passage | None:
        return self.answer.evidence if self.answer else None

    @property
    def question(self) -> Passage | None:
        return self.answer.question if self.answer else None


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion across the panel; `standing` is given for must-haves alone.

    `distribution` says how many gave each level, from 1 to 5.
    """

    key: str
    name: str
    definition: str
    weight: int
    asked: int
    standing: MustHaveStanding | None
    cells: tuple[Cell, ...]
    indices: Indices
    distribution: tuple[tuple[int, int], ...]
    anchors: Mapping[int, tuple[str, ...]]

    @property
    def anchors_given(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """What each level that anybody gave stands for."""
        given = {cell.level for cell in self.cells if cell.level is not None}
        return tuple((level, self.anchors[level]) for level in sorted(given))

    @property
    def must_have(self) -> str | None:
        """How the must-have stands, in words; None for any other criterion."""
        return MUST_HAVE_WORDS[self.standing.status] if self.standing else None

    @property
    def verdict_words(self) -> str | None:
        """The must-have's median against the bar, and whether one rating decides it."""
        if self.standing is None:
            return None
        if self.standing.passes is None:
            return "Nobody has rated it."
        side = "at or above the bar" if self.standing.passes else "below the bar"
        flip = "; one rating could change this" if self.standing.could_flip else ""
        return sentence(f"median {self.indices.median:g}, {side}{flip}")

    @property
    def shape(self) -> str:
        return SHAPE_WORDS[self.indices.shape]

    @property
    def sides_words(self) -> str | None:
        """Who stands where, or who stands apart; None where the ratings have no two sides."""
        begins = upper_from(self.indices)
        if begins is None:
            return None
        counted = [cell for cell in self.cells if cell.voice.counts and cell.level is not None]
        lower = [cell.voice.name for cell in counted if cell.level and cell.level < begins]
        upper = [cell.voice.name for cell in counted if cell.level and cell.level >= begins]
        if self.indices.shape is Shape.LONE_DISSENT_LOW:
            return f"{lower[0]} stands apart, lower."
        if self.indices.shape is Shape.LONE_DISSENT_HIGH:
            return f"{upper[0]} stands apart, higher."
        return f"Lower: {', '.join(lower)}. Higher: {', '.join(upper)}."

    @property
    def bar_words(self) -> str:
        """Numbers never stand alone."""
        found = self.indices
        return f"{found.at_or_above_bar} of {found.n} at or above the bar" if found.n else ""

    @property
    def not_enough(self) -> int:
        """How many counted cards said NE."""
        return sum(cell.ne for cell in self.cells if cell.voice.counts)

    @property
    def count_words(self) -> str:
        rated = f"{number(self.indices.n)} rating{'' if self.indices.n == 1 else 's'}"
        if not self.not_enough:
            return sentence(rated)
        return sentence(f"{rated}, {number(self.not_enough)} without enough evidence")

    @property
    def median_words(self) -> str | None:
        if self.indices.median is None:
            return None
        side = "at or above" if self.indices.median >= BAR else "below"
        return f"Median {self.indices.median:g}, {side} the bar of {BAR}."

    @property
    def difference_words(self) -> str | None:
        """The mean pairwise difference (MAPD) as a sentence; None with fewer than two ratings."""
        found = self.indices.difference
        if found is None:
            return None
        if not found:
            return "All gave the same level."
        levels = f"{found:.1f}".removesuffix(".0")
        by = f"{levels} level{'' if levels == '1' else 's'}"
        if self.indices.n == COVERED_BY:
            return f"The two differ by {by}."
        return f"Two panelists differ by {by} on average."

    @property
    def range_words(self) -> str | None:
        """From the lowest to the highest; None with fewer than two ratings."""
        if not self.indices.range:
            return None
        return f"From {self.indices.levels[0]} to {self.indices.levels[-1]}."

    @property
    def distribution_words(self) -> str:
        """What the dots say: how many gave which level."""
        given = [f"{number(count)} at {level}" for level, count in self.distribution if count]
        return sentence(", ".join(given) or "no rating")

    @property
    def tallest(self) -> int:
        """How many gave the level that most gave."""
        return max(count for _, count in self.distribution)

    @property
    def gap_words(self) -> str | None:
        """What coverage lacks; None where enough panelists rated it."""
        if self.indices.n >= COVERED_BY:
            return None
        return "Only one rating." if self.indices.n else "Nobody has rated it."


def read_chosen(session: Session, debrief_id: UUID) -> tuple[Chosen, ...]:
    """The requisition's criteria in order, each with how many were asked; in one statement."""
    rows = session.connection().execute(_chosen(), {"debrief_id": debrief_id})
    return tuple(Chosen(*row) for row in rows)


@prepared
def _chosen() -> Statement:
    asked = (
        select(func.count())
        .select_from(Assignment)
        .join(Panelist, Panelist.id == Assignment.panelist_id)
        .where(
            Panelist.debrief_id == DEBRIEF,
            Assignment.criterion == RequisitionCriterion.criterion,
        )
        .scalar_subquery()
    )
    return (
        select(
            RequisitionCriterion.criterion,
            RequisitionCriterion.weight,
            RequisitionCriterion.must_have,
            asked,
        )
        .join(Debrief, Debrief.requisition_version_id == RequisitionCriterion.version_id)
        .where(Debrief.id == DEBRIEF)
        .order_by(RequisitionCriterion.position)
    )


def criterion_row(chosen: Chosen, criterion: Criterion, cards: Sequence[Card]) -> CriterionRow:
    """Put one criterion's cells beside each other and describe those that count."""
    rating = [card for card in cards if card.voice.rates]
    cells = tuple(_cell(place, card, chosen.key) for place, card in enumerate(rating, 1))
    described = indices(
        cell.level for cell in cells if cell.voice.counts and cell.level is not None
    )
    return CriterionRow(
        chosen.key,
        criterion.name,
        criterion.definition,
        chosen.weight,
        chosen.asked,
        standing(chosen.key, described.levels) if chosen.must_have else None,
        cells,
        described,
        tuple((level, described.levels.count(level)) for level in LEVELS),
        criterion.anchors,
    )


def levels_of(rows: Sequence[CriterionRow]) -> Mapping[str, tuple[int, ...]]:
    """The independent levels of each criterion."""
    return {row.key: row.indices.levels for row in rows}


def _cell(place: int, card: Card, key: str) -> Cell:
    answers = card.standing.answers if card.standing else {}
    changed = tuple(each for each in card.reratings if each.criterion == key)
    return Cell(f"{key}-{place}", card.voice, answers.get(key), changed)
