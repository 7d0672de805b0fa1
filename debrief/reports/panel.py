"""What a panel's cards say: the one object behind the debrief page and its paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from debrief.access import Opening
from debrief.models import Debrief, Panelist, Phase, Rating, Scorecard, ScorecardVersion
from debrief.scoring.agenda import TOPIC_WORDS, Weighted, agenda
from debrief.scoring.gate import MUST_HAVE_WORDS, Gate, gate, standing
from debrief.scoring.indices import SHAPE_WORDS, Indices, indices
from debrief.scoring.rubric import Criterion, Rubric
from debrief.scoring.scale import Recommendation

RECOMMENDATION_WORDS = {
    Recommendation.STRONG_NO: "Strong no",
    Recommendation.NO: "No",
    Recommendation.YES: "Yes",
    Recommendation.STRONG_YES: "Strong yes",
    Recommendation.NO_DECISION: "No decision",
}


@dataclass(frozen=True, slots=True)
class Voice:
    """One panelist: their independent card, or why there is none."""

    user_id: UUID
    name: str
    recommendation: str | None
    reason: str | None
    absence: str | None
    late: bool
    changed: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What one panelist said on one criterion; `level` None and `ne` False is not assigned."""

    voice: Voice
    level: int | None
    ne: bool
    evidence: str | None
    question: str | None


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion across the panel."""

    key: str
    name: str
    must_have: str | None
    cells: tuple[Cell, ...]
    indices: Indices
    shape: str

    @property
    def bar_words(self) -> str:
        """Numbers never stand alone."""
        found = self.indices
        return f"{found.at_or_above_bar} of {found.n} at or above the bar" if found.n else ""


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One thing to discuss and why it stands where it stands."""

    title: str
    reason: str
    shape: str | None


@dataclass(frozen=True, slots=True)
class PanelReport:
    """A revealed debrief."""

    voices: tuple[Voice, ...]
    rows: tuple[CriterionRow, ...]
    agenda: tuple[AgendaLine, ...]
    gate: Gate

    @property
    def recommendations(self) -> tuple[tuple[str, int], ...]:
        """How many said what, in the order of the scale."""
        said = [voice.recommendation for voice in self.voices if not voice.late]
        return tuple((word, said.count(word)) for word in RECOMMENDATION_WORDS.values())

    @property
    def must_haves(self) -> tuple[CriterionRow, ...]:
        return tuple(row for row in self.rows if row.must_have)


@dataclass(frozen=True, slots=True)
class _Card:
    panelist: Panelist
    voice: Voice
    ratings: dict[str, Rating]


def panel_report(session: Session, debrief: Debrief, *, words: bool) -> PanelReport:
    """Read a panel's cards; without `words` the free text stays where it is."""
    version = debrief.requisition_version
    rubric = Rubric.from_document(version.rubric_version.document)
    named = {criterion.key: criterion for criterion in rubric.criteria}
    cards = _cards(session, debrief, words=words)
    counted = [card for card in cards if not card.voice.late]
    levels = {
        chosen.criterion: [
            rating.level
            for card in counted
            if (rating := card.ratings.get(chosen.criterion)) and rating.level is not None
        ]
        for chosen in version.criteria
    }
    setup = [
        Weighted(chosen.criterion, chosen.weight, chosen.must_have) for chosen in version.criteria
    ]
    votes = [
        Recommendation(said)
        for card in counted
        if (said := _vote(card.voice.recommendation)) is not None
    ]
    return PanelReport(
        voices=tuple(card.voice for card in cards),
        rows=tuple(_row(each, named[each.criterion], cards, levels, words=words) for each in setup),
        agenda=tuple(
            AgendaLine(
                named[item.criterion].name if item.criterion else "Recommendations",
                TOPIC_WORDS[item.topic],
                SHAPE_WORDS[item.shape] if item.shape else None,
            )
            for item in agenda(setup, levels, votes)
        ),
        gate=gate(standing(key, levels[key]) for key in version.must_haves),
    )


def candidate_gate(session: Session, debrief: Debrief) -> Gate:
    """The gate alone, for a decision."""
    return panel_report(session, debrief, words=False).gate


def _vote(word: str | None) -> Recommendation | None:
    return next((vote for vote, said in RECOMMENDATION_WORDS.items() if said == word), None)


def _cards(session: Session, debrief: Debrief, *, words: bool) -> list[_Card]:
    found = session.scalars(
        select(Scorecard)
        .join(Panelist)
        .where(Panelist.debrief_id == debrief.id)
        .order_by(Panelist.position)
        .options(
            selectinload(Scorecard.panelist).selectinload(Panelist.waiver),
            selectinload(Scorecard.versions)
            .selectinload(ScorecardVersion.ratings)
            .options(selectinload(Rating.evidence), selectinload(Rating.question)),
            selectinload(Scorecard.versions).selectinload(ScorecardVersion.reason),
        )
    )
    return [_card(scorecard, debrief, words=words) for scorecard in found]


def _card(scorecard: Scorecard, debrief: Debrief, *, words: bool) -> _Card:
    panelist = scorecard.panelist
    own = [v for v in scorecard.versions if v.phase is not Phase.AFTER_REVEAL]
    # Where cards open after the own submission, only the first was written without seeing others.
    first = debrief.requisition_version.opening is Opening.AFTER_OWN_SUBMISSION
    version = (own[0] if first else own[-1]) if own else None
    voice = Voice(
        panelist.user_id,
        panelist.user.name,
        RECOMMENDATION_WORDS[version.recommendation]
        if version and version.recommendation
        else None,
        version.reason.text if version and words else None,
        _absence(panelist, version),
        late=version is not None and version.phase is Phase.LATE,
        changed=len(own) < len(scorecard.versions),
    )
    return _Card(panelist, voice, {r.criterion: r for r in version.ratings} if version else {})


def _absence(panelist: Panelist, version: ScorecardVersion | None) -> str | None:
    if panelist.recused_at:
        return "recused"
    if version is not None:
        return "could not assess" if version.could_not_assess else None
    return "waived" if panelist.waiver else "no card"


def _row(
    each: Weighted,
    criterion: Criterion,
    cards: Iterable[_Card],
    levels: dict[str, list[int]],
    *,
    words: bool,
) -> CriterionRow:
    described = indices(levels[each.criterion])
    status = standing(each.criterion, described.levels).status if each.must_have else None
    return CriterionRow(
        each.criterion,
        criterion.name,
        MUST_HAVE_WORDS[status] if status else None,
        tuple(_cell(card, each.criterion, words=words) for card in cards),
        described,
        SHAPE_WORDS[described.shape],
    )


def _cell(card: _Card, criterion: str, *, words: bool) -> Cell:
    rating = card.ratings.get(criterion)
    if rating is None:
        return Cell(card.voice, None, ne=False, evidence=None, question=None)
    return Cell(
        card.voice,
        rating.level,
        ne=rating.level is None,
        evidence=rating.evidence.text if words and rating.evidence else None,
        question=rating.question.text if words and rating.question else None,
    )
