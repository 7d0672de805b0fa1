"""What would read otherwise without one of the cards; whose card it is, nobody is told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from debrief.scoring.gate import Gate, gate, standing
from debrief.scoring.scale import Recommendation

#: Without one of two cards a single view is left, and that one always leans one way.
LEANING_NEEDS = 3


@dataclass(frozen=True, slots=True)
class IndependentCard:
    """A card that counts: its levels by criterion (NE and not assigned are not among them)."""

    levels: Mapping[str, int]
    recommendation: Recommendation | None


@dataclass(frozen=True, slots=True)
class Turn:
    """A must-have whose verdict is another without some one card; None: no rating is left."""

    criterion: str
    before: bool
    without: frozenset[bool | None]


@dataclass(frozen=True, slots=True)
class LeaveOneOut:
    """Everything that turns when some one of `n` cards is left out.

    `gates` are the other verdicts on all must-haves together; `one_card_divides` says that the
    recommendations differ, and without some one card would not.
    """

    n: int
    turns: tuple[Turn, ...]
    gates: frozenset[Gate]
    one_card_divides: bool

    @property
    def holds(self) -> bool:
        """Whether nothing turns, whichever card is left out."""
        return not (self.turns or self.gates or self.one_card_divides)


def leave_one_out(
    cards: Sequence[IndependentCard], must_haves: Iterable[str]
) -> LeaveOneOut | None:
    """Leave out each card in turn; None with fewer than two, since nothing would be left."""
    if len(cards) <= 1:
        return None
    keys = tuple(must_haves)
    less = [[*cards[:place], *cards[place + 1 :]] for place in range(len(cards))]
    whole, found = _passes(cards, keys), [_passes(each, keys) for each in less]
    turns = (
        Turn(key, before, frozenset(each[key] for each in found) - {before})
        for key, before in whole.items()
        if before is not None
    )
    return LeaveOneOut(
        len(cards),
        tuple(turn for turn in turns if turn.without),
        frozenset(_gate(each, keys) for each in less) - {_gate(cards, keys)},
        len(cards) >= LEANING_NEEDS and _divided(cards) and not all(map(_divided, less)),
    )


def _passes(cards: Sequence[IndependentCard], keys: Sequence[str]) -> dict[str, bool | None]:
    return {key: standing(key, _levels(cards, key)).passes for key in keys}


def _gate(cards: Sequence[IndependentCard], keys: Sequence[str]) -> Gate:
    return gate(standing(key, _levels(cards, key)) for key in keys)


def _levels(cards: Sequence[IndependentCard], key: str) -> list[int]:
    return [card.levels[key] for card in cards if key in card.levels]


def _divided(cards: Sequence[IndependentCard]) -> bool:
    said = {card.recommendation.in_favour for card in cards if card.recommendation}
    return len(said - {None}) > 1
