"""What hangs on one side or on one card, in words: no numbers, and never whose card it is."""

from collections.abc import Mapping, Sequence

from debrief.reports.criteria import CriterionRow
from debrief.reports.vocabulary import number
from debrief.reports.voices import Card
from debrief.scoring.gate import Gate
from debrief.scoring.leave_out import IndependentCard, Turn, leave_one_out
from debrief.scoring.sides import what_if

_GATES = {
    Gate.ABOVE: "Every must-have would be at or above the bar without one card.",
    Gate.BELOW: "A must-have would be below the bar without one card.",
    Gate.OPEN: "The must-haves would give no verdict without one card.",
}


def what_if_words(key: str, rows: Sequence[CriterionRow]) -> str | None:
    """What follows if either side of a criterion that crosses the bar is right."""
    row = next(each for each in rows if each.key == key)
    if not row.indices.crosses_bar:
        return None
    if row.standing is None:
        return "No must-have hangs on it."
    found = what_if(key, [each.standing for each in rows if each.standing])
    right = {
        Gate.ABOVE: "every must-have is met",
        Gate.BELOW: "it is met, though another must-have is not",
        Gate.OPEN: "it is met, though another must-have has no rating yet",
    }
    upper = right[found.upper_right]
    return f"If those at or above the bar are right, {upper}; if those below are, it is not met."


def leave_one_out_words(cards: Sequence[Card], rows: Sequence[CriterionRow]) -> tuple[str, ...]:
    """What would read otherwise without one of the counted cards; empty with fewer than two."""
    counted = [
        IndependentCard(
            {key: each.level for key, each in card.standing.answers.items() if each.level},
            card.voice.recommendation,
        )
        for card in cards
        if card.voice.counts and card.standing
    ]
    names = {row.key: row.name for row in rows if row.standing}
    found = leave_one_out(counted, names)
    if found is None:
        return ()
    if found.holds:
        return (f"Nothing turns, whichever of the {number(found.n)} cards is left out.",)
    said = [words for turn in found.turns for words in _turned(turn, names)]
    said += [_GATES[each] for each in Gate if each in found.gates]
    if found.one_card_divides:
        said.append("The recommendations would lean one way without one card.")
    return tuple(said)


def _turned(turn: Turn, names: Mapping[str, str]) -> list[str]:
    called = names[turn.criterion]
    words = {
        True: f"{called} would be met without one card.",
        False: f"{called} would not be met without one card.",
        None: f"{called} would have no rating without one card.",
    }
    return [words[each] for each in (True, False, None) if each in turn.without]
