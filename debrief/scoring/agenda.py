"""What to discuss, in the order that settles most; the reason for each place in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from debrief.scoring.gate import MustHaveStanding, standing
from debrief.scoring.indices import PRIOR_VARIANCE, Indices, Shape, indices
from debrief.scoring.scale import Recommendation

#: Nothing below is worth the panel's time once this share of the uncertainty is on the agenda.
ENOUGH = 0.8
#: Two panelists who differ by less than this on average need no discussion, unless the bar lies
#: between them.
QUIET = 0.75


class Topic(StrEnum):
    """Why something is on the agenda."""

    NOT_RATED = "not_rated"
    GATE_COULD_FLIP = "gate_could_flip"
    RECOMMENDATIONS_DIFFER = "recommendations_differ"
    RED_SIGNAL = "red_signal"
    CROSSES_BAR = "crosses_bar"
    RATINGS_DIFFER = "ratings_differ"


@dataclass(frozen=True, slots=True)
class Weighted:
    """A criterion as the requisition set it up.

    `usual_variance` is the prior within a panel until a calibration fit gives one.
    """

    criterion: str
    weight: float = 1
    must_have: bool = False
    usual_variance: float = PRIOR_VARIANCE


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One thing to discuss; the recommendations have neither a criterion nor a signal."""

    topic: Topic
    criterion: str | None
    shape: Shape | None
    standing: MustHaveStanding | None = None
    signal: str | None = None


def agenda(
    criteria: Sequence[Weighted],
    levels: Mapping[str, Iterable[int]],
    recommendations: Iterable[Recommendation],
    red_signals: Iterable[str] = (),
) -> tuple[AgendaItem, ...]:
    """Must-haves unrated or that could flip, differing recommendations, then what settles most.

    `red_signals` are those that must be discussed and have their evidence: they open the rest.

    A criterion settles as much as its share of the weighted mean's error variance,
    w^2 * s^2 / n with s^2 shrunken. Late and shadow cards are left out by the caller.
    """
    described = {each.criterion: indices(levels.get(each.criterion, ())) for each in criteria}
    shares = _shares(criteria, described)
    order = {each.criterion: place for place, each in enumerate(criteria)}

    def settles(each: Weighted) -> tuple[float, int, int]:
        found = described[each.criterion]
        return -shares[each.criterion], -(found.range or 0), order[each.criterion]

    standings = {
        each.criterion: standing(each.criterion, described[each.criterion].levels)
        for each in criteria
        if each.must_have
    }
    by_weight = sorted(criteria, key=settles)
    flipping = [
        each for each in by_weight if each.must_have and standings[each.criterion].could_flip
    ]
    rest = [each for each in by_weight if each not in flipping]
    items = [
        AgendaItem(Topic.NOT_RATED, key, Shape.NO_RATING, each)
        for key, each in standings.items()
        if each.passes is None
    ]
    items += [
        AgendaItem(
            Topic.GATE_COULD_FLIP,
            each.criterion,
            described[each.criterion].shape,
            standings[each.criterion],
        )
        for each in flipping
    ]
    if len({vote.in_favour for vote in recommendations} - {None}) > 1:
        items.append(AgendaItem(Topic.RECOMMENDATIONS_DIFFER, None, None))
    items += [AgendaItem(Topic.RED_SIGNAL, None, None, signal=key) for key in red_signals]
    crossing = [each for each in rest if described[each.criterion].crosses_bar]
    items += [_item(Topic.CROSSES_BAR, each, described) for each in crossing]
    covered = sum(shares[each.criterion] for each in flipping + crossing)
    for each in rest:
        found = described[each.criterion]
        if each in crossing or not _worth_a_word(found):
            continue
        if covered >= ENOUGH:
            break
        items.append(_item(Topic.RATINGS_DIFFER, each, described))
        covered += shares[each.criterion]
    return tuple(items)


def _worth_a_word(found: Indices) -> bool:
    """Apart by more than a level, and by enough on average."""
    if found.difference is None or found.shape is Shape.AGREE:
        return False
    return found.difference >= QUIET


def _item(topic: Topic, each: Weighted, described: Mapping[str, Indices]) -> AgendaItem:
    return AgendaItem(topic, each.criterion, described[each.criterion].shape)


def _shares(criteria: Sequence[Weighted], described: Mapping[str, Indices]) -> dict[str, float]:
    """Each criterion's share of the error variance; nothing to settle where nobody rated."""
    parts = {
        each.criterion: each.weight**2 * found.shrunken_variance(each.usual_variance) / found.n
        if found.n
        else 0.0
        for each in criteria
        for found in [described[each.criterion]]
    }
    total = sum(parts.values())
    return {key: part / total if total else 0.0 for key, part in parts.items()}
