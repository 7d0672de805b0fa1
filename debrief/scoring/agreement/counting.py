"""Ratings counted by unit and level, then units of the same counts folded into one pattern."""

from dataclasses import dataclass, replace
from functools import cached_property

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


@dataclass(frozen=True, eq=False)
class Units:
    """Every rated unit by its pattern: a few dozen rows of counts stand for a million ratings.

    `patterns` holds how many ratings of each level (columns) a unit of that kind has, `times` how
    many units are of that kind. `pairable` counts what stands in units with two ratings or more.
    `codes` numbers the pattern of every cell of `criteria` a candidate (0: not rated) as `known`
    lists them; of a sparse file, `people` says whose cell it is.
    """

    scale: tuple[float, ...]
    patterns: Numbers
    times: Codes
    pairable: Sample
    known: Codes
    codes: Codes
    criteria: int
    people: Codes | None

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

    @cached_property
    def pattern(self) -> Codes:
        """The pattern of each rated unit, in the order of candidates."""
        return np.searchsorted(self.known, self.codes[self.codes > 0])

    @cached_property
    def candidate(self) -> Codes:
        """Whose each rated unit is, from the lowest code up."""
        rated = np.flatnonzero(self.codes)
        return rated // self.criteria if self.people is None else self.people[rated]


def units(ratings: Ratings) -> Units:
    """Count once, in time proportional to the ratings; every coefficient reads the patterns."""
    levels = len(ratings.scale)
    if not len(ratings):
        none = np.zeros(0, dtype=np.intp)
        empty = np.zeros((0, levels))
        return Units(ratings.scale, empty, none, Sample(0, 0, 0), none, none, 1, None)
    criteria = int(ratings.criterion.max()) + 1
    cells = (int(ratings.candidate.max()) + 1) * criteria
    people = None
    if cells > SPARSE * len(ratings):
        place, cell = np.unique(
            ratings.candidate * criteria + ratings.criterion, return_inverse=True
        )
        ratings = replace(ratings, candidate=cell, criterion=np.zeros_like(cell))
        people, criteria, cells = place // criteria, 1, len(place)
    counts = _counted(ratings, criteria, cells)
    codes = _numbered(counts)
    known, example, times = _listed(codes)
    sizes = counts[example].sum(axis=1)
    paired = sizes >= PAIR
    raters = ratings.interviewer
    if (sizes == 1).any():
        compared = counts @ np.ones(levels, dtype=np.int32) >= PAIR
        raters = raters[compared[_cells(ratings, criteria, slice(None))]]
    sample = Sample(
        int(sizes[paired] @ times[paired]),
        int(times[paired].sum()),
        int(np.count_nonzero(np.bincount(raters))),
    )
    patterns = counts[example].astype(np.float64)
    return Units(ratings.scale, patterns, times, sample, known, codes, criteria, people)


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


def _listed(codes: Codes) -> tuple[Codes, Codes, Codes]:
    """Each number that stands for ratings, upwards: a place where it stands, and how often."""
    if int(codes.max()) > DIRECT:
        known, example, times = np.unique(codes, return_index=True, return_counts=True)
        rated = known > 0
        return known[rated], example[rated], times[rated]
    tally = np.bincount(codes)
    tally[0] = 0
    known = np.flatnonzero(tally)
    example = np.zeros(len(tally), dtype=np.intp)
    example[codes] = np.arange(len(codes))
    return known, example[known], tally[known]


def _numbered(counts: NDArray[np.int32]) -> Codes:
    """One number for each different row, 0 for an empty one."""
    base = int(counts.max()) + 1
    levels = counts.shape[1]
    if base**levels < LARGEST:
        code: Codes = counts @ base ** np.arange(levels)
        return code
    low, high = (
        _ranked(_numbered(half)) for half in (counts[:, : levels // 2], counts[:, levels // 2 :])
    )
    joined: Codes = high * (int(low.max()) + 1) + low
    return joined


def _ranked(codes: Codes) -> Codes:
    """Small numbers in place of large ones; 0 stays for what is empty, and for nothing else."""
    known, place = np.unique(codes, return_inverse=True)
    return place + int(known[0] > 0)
