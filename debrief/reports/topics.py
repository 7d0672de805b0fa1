"""The agenda in words: what to discuss, and why it stands where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from debrief.reports.criteria import CriterionRow
from debrief.reports.robustness import what_if_words
from debrief.reports.signals import SignalLine
from debrief.reports.vocabulary import number, sentence
from debrief.scoring.agenda import AgendaItem, Topic
from debrief.scoring.indices import Indices
from debrief.scoring.scale import Recommendation


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One thing to discuss; `criterion` and `signal` are keys, None where it is about neither."""

    topic: Topic
    criterion: str | None
    signal: str | None
    title: str
    reason: str
    shape: str | None
    what_if: str | None = None


def agenda_line(
    item: AgendaItem,
    rows: Mapping[str, CriterionRow],
    signals: Sequence[SignalLine],
    votes: Sequence[Recommendation],
) -> AgendaLine:
    """One item of the agenda with its reason."""
    if item.signal is not None:
        raised = [line for line in signals if line.signal.key == item.signal]
        name = raised[0].signal.name
        return AgendaLine(item.topic, None, item.signal, name, _raised(raised), None)
    if item.criterion is None:
        return AgendaLine(item.topic, None, None, "Recommendations", _leaning(votes), None)
    row = rows[item.criterion]
    hangs = what_if_words(row.key, tuple(rows.values()))
    reason = _rated(item.topic, row)
    return AgendaLine(item.topic, row.key, None, row.name, reason, row.shape, hangs)


def _rated(topic: Topic, row: CriterionRow) -> str:
    found = row.indices
    if topic is Topic.NOT_RATED:
        return "Nobody has rated this must-have."
    if topic is Topic.RATINGS_DIFFER:
        lowest, highest = found.levels[0], found.levels[-1]
        return f"{row.difference_words} The ratings run from {lowest} to {highest}."
    if topic is Topic.CROSSES_BAR:
        where = " on a must-have" if row.standing else ""
        return sentence(f"{_below(found)}{where}")
    if found.n == 1:
        return f"A must-have that rests on one rating, {_side(found)}."
    turns = "leaving one rating out would change whether it is met"
    return sentence(f"{_below(found)} on a must-have; {turns}")


def _below(found: Indices) -> str:
    return f"{number(found.n - found.at_or_above_bar)} of {number(found.n)} below the bar"


def _side(found: Indices) -> str:
    return "at or above the bar" if found.at_or_above_bar else "below the bar"


def _leaning(votes: Sequence[Recommendation]) -> str:
    yes = sum(vote.in_favour is True for vote in votes)
    no = sum(vote.in_favour is False for vote in votes)
    undecided = len(votes) - yes - no
    parts = [f"{number(yes)} in favour", f"{number(no)} against"]
    if undecided:
        parts.append(f"{number(undecided)} without a decision")
    return sentence(", ".join(parts))


def _raised(lines: Sequence[SignalLine]) -> str:
    by = f"{number(len(lines))} panelist{'' if len(lines) == 1 else 's'}"
    with_hr = " HR takes part." if lines[0].signal.with_hr else ""
    return f"{sentence(f'red signal, raised with its evidence by {by}')}{with_hr}"
