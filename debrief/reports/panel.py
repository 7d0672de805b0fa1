"""What a panel's cards say: the one object behind the debrief page, its paper and the API."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from debrief.models import Debrief
from debrief.reports.about import About
from debrief.reports.cards import read_cards
from debrief.reports.criteria import CriterionRow, criterion_row, levels_of, read_chosen
from debrief.reports.decision import Decision, read_decisions
from debrief.reports.flags import FlagLine, read_flags
from debrief.reports.heading import Heading, read_heading
from debrief.reports.passages import Reader
from debrief.reports.robustness import leave_one_out_words
from debrief.reports.signals import SignalLine, read_signals
from debrief.reports.structure import StructuralLine, read_structure
from debrief.reports.topics import AgendaLine, agenda_line
from debrief.reports.vocabulary import GATE_WORDS, RECOMMENDATION_WORDS
from debrief.reports.voices import Rerating, Voice
from debrief.scoring.agenda import Weighted, agenda
from debrief.scoring.gate import Gate, gate
from debrief.scoring.scale import Recommendation


@dataclass(frozen=True, slots=True)
class Gap:
    """A criterion that too few rated."""

    criterion: str
    name: str
    must_have: bool
    words: str


@dataclass(frozen=True, slots=True)
class PanelReport:
    """A debrief whose cards may be read; without the words every passage in it is None."""

    heading: Heading
    voices: tuple[Voice, ...]
    rows: tuple[CriterionRow, ...]
    agenda: tuple[AgendaLine, ...]
    gate: Gate
    reratings: tuple[Rerating, ...]
    signals: tuple[SignalLine, ...]
    flags: tuple[FlagLine, ...]
    structure: tuple[StructuralLine, ...]
    decisions: tuple[Decision, ...]
    with_words: bool
    leave_one_out: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[Voice, ...]:
        """Who has ratings to show, in the order of every row's cells."""
        return tuple(voice for voice in self.voices if voice.rates)

    @property
    def absent(self) -> tuple[Voice, ...]:
        """Who has none, and why."""
        return tuple(voice for voice in self.voices if not voice.rates)

    @property
    def counted(self) -> int:
        """How many independent cards the report rests on."""
        return sum(voice.counts for voice in self.voices)

    @property
    def recommendations(self) -> tuple[tuple[str, int], ...]:
        """How many independent cards said what, in the order of the scale."""
        said = _votes(self.voices)
        return tuple((word, said.count(vote)) for vote, word in RECOMMENDATION_WORDS.items())

    @property
    def must_haves(self) -> tuple[CriterionRow, ...]:
        return tuple(row for row in self.rows if row.standing)

    @property
    def gate_words(self) -> str:
        """The gate, and the must-haves it hangs on."""
        if not self.must_haves:
            return "No must-have was set for this opening."
        if self.gate is Gate.ABOVE:
            return GATE_WORDS[self.gate]
        wanted = None if self.gate is Gate.OPEN else False
        named = ", ".join(
            row.name for row in self.must_haves if row.standing and row.standing.passes is wanted
        )
        return f"{'No rating yet' if wanted is None else 'Below the bar on the median'}: {named}."

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Criteria with one rating or none."""
        return tuple(
            Gap(row.key, row.name, row.standing is not None, row.gap_words)
            for row in self.rows
            if row.gap_words
        )

    @property
    def decision(self) -> Decision | None:
        """The outcome that counts, in effect or waiting for HR."""
        return self.decisions[-1] if self.decisions else None


def panel_report(session: Session, debrief: Debrief | About, *, words: bool) -> PanelReport:
    """Read a debrief, in eight statements; without `words` no free text is loaded at all."""
    reader = Reader(words)
    heading, rubric = read_heading(session, debrief.id)
    named = {criterion.key: criterion for criterion in rubric.criteria}
    chosen = read_chosen(session, debrief.id)
    cards = read_cards(session, debrief.id, heading.opening, reader)
    signals = read_signals(session, debrief.id, cards, rubric, reader)
    names = {each.key: named[each.key].name for each in chosen}
    rows = tuple(criterion_row(each, named[each.key], cards) for each in chosen)
    voices = tuple(card.voice for card in cards)
    votes = _votes(voices)
    discussed = [line for line in signals if line.must_be_discussed]
    items = agenda(
        [Weighted(each.key, each.weight, each.must_have) for each in chosen],
        levels_of(rows),
        votes,
        dict.fromkeys(line.signal.key for line in discussed),
    )
    by_key = {row.key: row for row in rows}
    return PanelReport(
        heading,
        voices,
        rows,
        tuple(agenda_line(item, by_key, discussed, votes) for item in items),
        gate(row.standing for row in rows if row.standing),
        tuple(change for card in cards for change in card.reratings),
        signals,
        read_flags(
            session,
            debrief.id,
            cards,
            names | {signal.key: signal.name for signal in rubric.signals},
            reader,
        ),
        read_structure(cards, [each.key for each in chosen if each.must_have], names),
        read_decisions(session, debrief.id, names, reader),
        words,
        leave_one_out_words(cards, rows),
    )


def candidate_gate(session: Session, debrief: Debrief) -> Gate:
    """The gate alone, for a decision."""
    return panel_report(session, debrief, words=False).gate


def _votes(voices: tuple[Voice, ...]) -> list[Recommendation]:
    return [voice.recommendation for voice in voices if voice.counts and voice.recommendation]
