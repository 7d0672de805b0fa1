"""Every coefficient of one set of ratings, read from one count."""

from collections.abc import Mapping
from dataclasses import dataclass

from debrief.scoring.agreement.bootstrap import REPLICATES, AlphaInterval, alpha_interval
from debrief.scoring.agreement.chance import Gwet, Weighting, gwet
from debrief.scoring.agreement.counting import units
from debrief.scoring.agreement.icc import Form, Intraclass, intraclass
from debrief.scoring.agreement.krippendorff import Alpha, Metric, alpha
from debrief.scoring.agreement.ranks import Concordance, concordance
from debrief.scoring.agreement.ratings import Ratings
from debrief.scoring.agreement.table import complete


@dataclass(frozen=True, slots=True)
class Agreement:
    """What can be said about agreement; the interval is that of the ordinal alpha.

    `intraclass` and `concordance` speak of the units that every interviewer rated, which in most
    firms are none: then all they hold is None.
    """

    ratings: int
    alpha: Mapping[Metric, Alpha]
    alpha_interval: AlphaInterval
    gwet: Mapping[Weighting, Gwet]
    intraclass: Mapping[Form, Intraclass]
    concordance: Concordance


def agreement(ratings: Ratings, *, replicates: int = REPLICATES, seed: int = 0) -> Agreement:
    """All of them."""
    counted, table = units(ratings), complete(ratings)
    return Agreement(
        len(ratings),
        {metric: alpha(counted, metric) for metric in Metric},
        alpha_interval(counted, replicates=replicates, seed=seed),
        {weighting: gwet(counted, weighting) for weighting in Weighting},
        intraclass(table),
        concordance(table),
    )
