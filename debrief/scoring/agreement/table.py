"""Complete tables: the units that every rater has rated, for statistics that take no gaps."""

import numpy as np

from debrief.scoring.agreement.ratings import Numbers, Ratings


def complete(ratings: Ratings) -> Numbers:
    """Units in rows, raters in columns, levels of the scale inside; units with a gap are left out.

    Empty when no unit was rated by all. Of two ratings by one rater the later in the list stands.
    """
    raters, rater = np.unique(ratings.interviewer, return_inverse=True)
    criteria = int(ratings.criterion.max(initial=0)) + 1
    _, unit = np.unique(ratings.candidate * criteria + ratings.criterion, return_inverse=True)
    # Few units can be complete, and only those get a row.
    full = np.bincount(unit) >= len(raters)
    kept = full[unit]
    row = (np.cumsum(full) - 1)[unit[kept]]
    table = np.full((int(np.count_nonzero(full)), len(raters)), np.nan)
    table[row, rater[kept]] = np.asarray(ratings.scale)[ratings.level[kept]]
    found: Numbers = table[~np.isnan(table).any(axis=1)]
    return found
