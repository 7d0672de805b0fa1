"""Who rated whom, as a graph: severities compare only where interviewers are connected by it."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from debrief.scoring.mixed.design import Codes
from debrief.scoring.mixed.interview import Ratings


@dataclass(frozen=True, slots=True)
class Connections:
    """Per interviewer: component, number of candidates, number of different co-interviewers.

    Component 0 is the one with most interviewers.
    """

    component: Codes
    candidates: Codes
    colleagues: Codes
    components: int


def connections(ratings: Ratings) -> Connections:
    n_candidates = int(ratings.candidate.max()) + 1
    n_interviewers = int(ratings.interviewer.max()) + 1
    ones = np.ones(len(ratings.level))
    rated = sparse.csr_array(
        (ones, (ratings.interviewer, ratings.candidate)), shape=(n_interviewers, n_candidates)
    )
    rated.data[:] = 1
    together = (rated @ rated.T).tocsr()
    n_components, component = connected_components(together, directed=False)
    by_size = np.argsort(-np.bincount(component), kind="stable")
    rank = np.empty(n_components, int)
    rank[by_size] = np.arange(n_components)
    return Connections(
        component=rank[component],
        candidates=np.diff(rated.indptr).astype(int),
        colleagues=np.diff(together.indptr).astype(int) - 1,
        components=int(n_components),
    )
