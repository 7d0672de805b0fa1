"""Candidates by who rated what of them: equal patterns share their matrices."""

from dataclasses import dataclass

import numpy as np

from debrief.scoring.mixed.design import Array, Codes

#: Codes of combined columns are renumbered before they could outgrow a 64-bit integer.
ROOM = 2**40


@dataclass(frozen=True, slots=True)
class Patterns:
    """Candidates in the order of their patterns, each with slots for its interviewers and criteria.

    `counts` (pattern, slot, criterion of the pattern) says how many ratings there are, mostly 0 or
    1; `criteria` which criterion each is (`n_criteria` where there is none), `interviewers` who has
    each of a candidate's slots (`n_interviewers` where nobody does). `order` lists the candidates,
    `of` the pattern of each, `starts` where in the order each pattern begins.
    """

    counts: Array
    criteria: Codes
    interviewers: Codes
    order: Codes
    of: Codes
    starts: Codes
    frequency: Array
    #: For every rating: its candidate's place in the order, its slot and its criterion's place.
    row: Codes
    slot: Codes
    place: Codes


def patterns(candidate: Codes, interviewer: Codes, criterion: Codes) -> Patterns:
    n_interviewers, n_criteria = int(interviewer.max()) + 1, int(criterion.max()) + 1
    pairs, pair = np.unique(candidate * n_interviewers + interviewer, return_inverse=True)
    of_pair, who = np.divmod(pairs, n_interviewers)
    rated = np.bincount(pair * n_criteria + criterion, minlength=len(pairs) * n_criteria)
    rated = rated.reshape(len(pairs), n_criteria)
    kind, kinds = _alike(rated)
    # Interviewers of a candidate are interchangeable: sorted by what they rated, fewer patterns.
    sorting = np.lexsort((who, kind, of_pair))
    of_pair, who, kind = of_pair[sorting], who[sorting], kind[sorting]
    slot = np.arange(len(pairs)) - np.searchsorted(of_pair, of_pair)
    n_slots, n_candidates = int(slot.max()) + 1, int(of_pair[-1]) + 1
    seats = np.full((n_candidates, n_slots), len(kinds))
    seats[of_pair, slot] = kind
    pattern, distinct = _alike(seats)
    counts = np.vstack([rated[kinds], np.zeros(n_criteria, int)])[seats[distinct]]

    present = counts.any(axis=1)
    n_places = int(present.sum(axis=1).max())
    criteria = np.argsort(~present, axis=1, kind="stable")[:, :n_places]
    counts = np.take_along_axis(counts, criteria[:, None, :], axis=2)
    criteria = np.where(np.take_along_axis(present, criteria, axis=1), criteria, n_criteria)
    places = np.zeros((len(distinct), n_criteria), int)
    places[present] = (np.cumsum(present, axis=1) - 1)[present]

    order = np.argsort(pattern, kind="stable")
    row_of = np.empty(n_candidates, int)
    row_of[order] = np.arange(n_candidates)
    interviewers = np.full((n_candidates, n_slots), n_interviewers)
    interviewers[row_of[of_pair], slot] = who
    slot_of = np.empty(len(pairs), int)
    slot_of[sorting] = slot
    frequency = np.bincount(pattern, minlength=len(distinct))
    return Patterns(
        counts=counts.astype(float),
        criteria=criteria,
        interviewers=interviewers,
        order=order,
        of=pattern[order],
        starts=np.cumsum(frequency) - frequency,
        frequency=frequency.astype(float),
        row=row_of[candidate],
        slot=slot_of[pair],
        place=places[pattern[candidate], criterion],
    )


def _alike(table: Codes) -> tuple[Codes, Codes]:
    """A number for every row, equal where rows are, and the first row of each number."""
    codes = np.zeros(len(table), int)
    for column in table.T:
        codes = codes * (int(column.max()) + 1) + column
        if codes.max() > ROOM:
            codes = np.unique(codes, return_inverse=True)[1]
    _, first, number = np.unique(codes, return_index=True, return_inverse=True)
    return number, first
