"""Ratings counted by unit and level, then units of the same counts folded into one pattern."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from debrief.scoring.agreement.ratings import Codes, Numbers, Ratings, Sample

#: A grid of candidates and criteria larger than so many times the ratings is mostly empty.
SPARSE = 8
#: As many patterns as a table may have that is looked up, not searched.
DIRECT = 2**22
#: So many ratings are counted at a time.
BLOCK = 2**16
#: What a whole number of the machine holds.
LARGEST = 2**62
#: Two ratings make a pair; a unit with fewer has nothing to compare.
PAIR = 2


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """Every rated unit by its pattern: a few dozen rows of counts stand for a million ratings.

    `patterns` holds how many ratings of each level (columns) a unit of that kind has, `times` how
    many units are of that kind; `pattern` and `candidate` say it of each unit, in the order of
    candidates. `pairable` counts what stands in units with two ratings or more.
    """

    scale: tuple[float, ...]
    patterns: Numbers
    times: Codes
    pattern: Codes
    candidate: Codes
    pairable: Sample

    @property
    def sizes(self) -> Numbers:
        """Ratings in a unit of each pattern."""
        found: Numbers = self.patterns.sum(axis=1)
        return found

    @property
    def varied(self) -> bool:
        """Whether two pairable ratings differ anywhere: if not, chance cannot be told."""
        used = self.patterns[self.sizes >= PAIR].sum(axis=0)
        return int(np.count_nonzero(used)) > 1


def units(ratings: Ratings) -> Units:
    """Count once, in time proportional to the ratings; every coefficient reads the patterns."""
    levels = len(ratings.scale)
    if not len(ratings):
        none = np.zeros(0, dtype=np.intp)
        empty = np.zeros((0, levels))
        return Units(ratings.scale, empty, none, none, none, Sample(0, 0, 0))
    criteria = int(ratings.criterion.max()) + 1
    cells = (int(ratings.candidate.max()) + 1) * criteria
    people = None
    if cells > SPARSE * len(ratings):
        place, cell = np.unique(
            ratings.candidate * criteria + ratings.criterion, return_inverse=True
        )
        ratings = replace(ratings, candidate=cell, criterion=np.zeros_like(cell))
        people, criteria, cells = place // criteria, 1, len(place)
    kinds, pattern = _folded(_counted(ratings, criteria, cells))
    sizes: Codes = kinds.sum(axis=1)
    filled = sizes > 0
    rated = np.flatnonzero(filled[pattern])
    return Units(
        ratings.scale,
        kinds[filled].astype(np.float64),
        np.bincount(pattern)[filled],
        pattern[rated] - np.count_nonzero(~filled),
        rated // criteria if people is None else people[rated],
        _pairable(ratings, criteria, sizes, pattern),
    )


def _counted(ratings: Ratings, criteria: int, cells: int) -> NDArray[np.int32]:
    """Ratings of each level (column) in each cell of candidate and criterion (row).

    In blocks that fit a processor's cache: fresh memory costs more than the counting.
    """
    levels = len(ratings.scale)
    counts = np.zeros(cells * levels, dtype=np.int32)
    one = np.int32(1)  # of the same kind as the counts, or numpy takes the long way
    for start in range(0, len(ratings), BLOCK):
        cell = _cells(ratings, criteria, slice(start, start + BLOCK))
        cell *= levels
        cell += ratings.level[start : start + BLOCK]
        np.add.at(counts, cell, one)
    return counts.reshape(cells, levels)


def _cells(ratings: Ratings, criteria: int, block: slice) -> Codes:
    cell: Codes = ratings.candidate[block] * criteria
    cell += ratings.criterion[block]
    return cell


def _folded(counts: NDArray[np.int32]) -> tuple[NDArray[np.int32], Codes]:
    """The distinct rows (an empty one leads), and which of them each row is."""
    code = _numbered(counts)
    span = int(code.max()) + 1
    if span > DIRECT:
        _, first, pattern = np.unique(code, return_index=True, return_inverse=True)
        return counts[first], pattern
    seen = np.bincount(code) > 0
    example = np.zeros(span, dtype=np.intp)
    example[code] = np.arange(len(code))
    return counts[example[seen]], (np.cumsum(seen) - 1)[code]


def _numbered(counts: NDArray[np.int32]) -> Codes:
    """One number for each different row, 0 for an empty one."""
    base = int(counts.max()) + 1
    levels = counts.shape[1]
    if base**levels < LARGEST:
        code: Codes = counts @ base ** np.arange(levels)
        return code
    low, high = (
        np.unique(_numbered(half), return_inverse=True)[1]
        for half in (counts[:, : levels // 2], counts[:, levels // 2 :])
    )
    joined: Codes = high * (int(low.max()) + 1) + low
    return joined


def _pairable(ratings: Ratings, criteria: int, sizes: Codes, pattern: Codes) -> Sample:
    times = np.bincount(pattern)
    paired = sizes >= PAIR
    raters = ratings.interviewer
    if (sizes == 1).any():
        raters = raters[paired[pattern][_cells(ratings, criteria, slice(None))]]
    return Sample(
        int(sizes[paired] @ times[paired]),
        int(times[paired].sum()),
        int(np.count_nonzero(np.bincount(raters))),
    )
