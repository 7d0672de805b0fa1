"""What changes after the reveal: how often, which way, and how far towards the panel.

A pull, never a bias: new evidence moves ratings too. Formulas and sources in docs/methods.md.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

#: Percentile interval, drawn by candidate: one panel's ratings hang together.
REPLICATES = 1000
TAIL = 2.5
#: With fewer candidates neither a pull nor its interval says anything.
FEWEST_CANDIDATES = 10
#: Closer than a level there is nowhere to be pulled to on a scale of whole levels.
GAP = 1


@dataclass(frozen=True, slots=True)
class Pair:
    """One panelist's level on one criterion, independent and final.

    `card` says whose it is within the panel; `manager` whether it is the hiring manager's,
    `discloser` whether the others could read it before they changed anything, first of all.
    """

    candidate: str
    panel: str
    criterion: str
    card: str
    independent: int
    final: int
    manager: bool = False
    discloser: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with its interval, over so many ratings of so many candidates."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Pull:
    """The pull towards the panel, and the same ratings' pull towards another candidate's panel.

    `plain` is the pooled weight of advice; `own` and `placebo` are estimated together. All three
    are None below ten candidates.
    """

    plain: Measured | None
    own: Measured | None
    placebo: Measured | None
    n: int
    candidates: int


@dataclass(frozen=True, slots=True)
class Direction:
    """Of `n` changed ratings that had somewhere to go: nearer to it, or farther from it."""

    nearer: int
    farther: int
    n: int


@dataclass(frozen=True, slots=True)
class AfterReveal:
    """Everything that can be said of a period's changes; None where nothing can."""

    n: int
    candidates: int
    changed: int
    up: int
    pull: Pull
    convergence: float | None
    convergence_n: int
    towards_panel: Direction | None
    towards_manager: Direction | None
    towards_discloser: Direction | None

    @property
    def down(self) -> int:
        return self.changed - self.up

    @property
    def revision_rate(self) -> float | None:
        return self.changed / self.n if self.n else None


@dataclass(frozen=True, slots=True)
class _Placed:
    """A pair, and the mean of the others on its panel's criterion before they saw it."""

    pair: Pair
    others: float


def after_reveal(pairs: Iterable[Pair]) -> AfterReveal:
    """Describe independent and final levels; a pair with an NE on either side is not among them."""
    given = sorted(pairs, key=lambda each: (each.candidate, each.panel, each.criterion, each.card))
    groups: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for each in given:
        groups[each.panel, each.criterion].append(each)
    placed = [
        _Placed(each, (sum(of.independent for of in group) - each.independent) / (len(group) - 1))
        for group in groups.values()
        if len(group) > 1
        for each in group
    ]
    changed = [each for each in given if each.final != each.independent]
    spread, convergence_n = _convergence(groups.values())
    return AfterReveal(
        len(given),
        len({each.candidate for each in given}),
        len(changed),
        sum(each.final > each.independent for each in changed),
        _pull(placed, groups),
        spread,
        convergence_n,
        _direction((each.pair, each.others) for each in placed),
        _direction(_towards(groups.values(), lambda each: each.manager)),
        _direction(_towards(groups.values(), lambda each: each.discloser)),
    )


def _convergence(groups: Iterable[Sequence[Pair]]) -> tuple[float | None, int]:
    """Within-panel variance of the final levels over that of the independent ones."""
    several = [group for group in groups if len(group) > 1]
    before = sum(_squares([each.independent for each in group]) for group in several)
    after = sum(_squares([each.final for each in group]) for group in several)
    return (after / before if before else None), len(several)


def _squares(levels: Sequence[int]) -> float:
    mean = fmean(levels)
    return sum((level - mean) ** 2 for level in levels)


def _towards(
    groups: Iterable[Sequence[Pair]], leads: Callable[[Pair], bool]
) -> Iterable[tuple[Pair, float]]:
    """Everybody else's rating beside that of the one who leads."""
    for group in groups:
        for lead in filter(leads, group):
            yield from ((each, lead.independent) for each in group if each is not lead)


def _direction(aimed: Iterable[tuple[Pair, float]]) -> Direction | None:
    moves = [
        abs(target - each.final) - abs(target - each.independent)
        for each, target in aimed
        if each.independent not in (each.final, target)
    ]
    if not moves:
        return None
    return Direction(sum(move < 0 for move in moves), sum(move > 0 for move in moves), len(moves))


def _pull(placed: Sequence[_Placed], groups: Mapping[tuple[str, str], Sequence[Pair]]) -> Pull:
    apart = [each for each in placed if abs(each.others - each.pair.independent) >= GAP]
    candidates = {each.pair.candidate for each in apart}
    empty = Pull(None, None, None, len(apart), len(candidates))
    if len(candidates) < FEWEST_CANDIDATES:
        return empty
    elsewhere = _elsewhere(groups)
    sums: dict[str, list[float]] = {each: [0.0] * 7 for each in sorted(candidates)}
    for each in apart:
        pair = each.pair
        gap, moved = each.others - pair.independent, pair.final - pair.independent
        row = sums[pair.candidate]
        row[0] += gap * moved
        row[1] += gap * gap
        other = elsewhere.get((pair.candidate, pair.criterion))
        if other is not None:
            away = other - pair.independent
            for place, term in enumerate(
                (gap * moved, gap * gap, away * moved, away * away, gap * away), start=2
            ):
                row[place] += term
    return _estimated(list(sums.values()), empty)


def _elsewhere(
    groups: Mapping[tuple[str, str], Sequence[Pair]],
) -> dict[tuple[str, str], float]:
    """For each candidate and criterion the independent mean of the next candidate's panel."""
    means: dict[str, dict[str, float]] = defaultdict(dict)
    for (_, criterion), group in groups.items():
        mean = fmean(each.independent for each in group)
        means[criterion].setdefault(group[0].candidate, mean)
    found = {}
    for criterion, of in means.items():
        order = sorted(of)
        for here, there in zip(order, [*order[1:], *order[:1]], strict=True):
            if here != there:
                found[here, criterion] = of[there]
    return found


def _estimated(sums: Sequence[Sequence[float]], empty: Pull) -> Pull:
    """Both estimates from each candidate's sums, and from a thousand drawings of candidates."""
    import numpy as np  # no page but this one needs it, and it takes a tenth of a second to load

    rows = np.asarray(sums)
    size = len(rows)
    rng = np.random.default_rng(0)
    drawn = rng.multinomial(size, np.full(size, 1 / size), size=REPLICATES) @ rows
    whole = np.vstack([rows.sum(axis=0), drawn])
    moved, gaps, by_own, own, by_other, other, both = whole.T
    determinant = own * other - both * both
    # Where own and other gap run side by side in every rating, neither can be told from the other.
    apart = determinant > 1e-9 * np.maximum(own * other, 1e-9)
    safe = np.where(apart, determinant, np.nan)
    found = (
        moved / gaps,
        (by_own * other - by_other * both) / safe,
        (by_other * own - by_own * both) / safe,
    )
    plain, own_pull, placebo = (
        Measured(float(each[0]), *map(float, np.nanpercentile(each[1:], [TAIL, 100 - TAIL])))
        if np.isfinite(each[0])
        else None
        for each in found
    )
    return Pull(plain, own_pull, placebo, empty.n, empty.candidates)
