"""How far many interviewers agree across many candidates: every coefficient with its n."""

from debrief.scoring.agreement.bootstrap import AlphaInterval, alpha_interval
from debrief.scoring.agreement.chance import Gwet, Weighting, gwet
from debrief.scoring.agreement.coefficients import Agreement, agreement
from debrief.scoring.agreement.components import Design, Reach, Reliability, design, reliability
from debrief.scoring.agreement.counting import Units, units
from debrief.scoring.agreement.icc import Form, Intraclass, intraclass
from debrief.scoring.agreement.krippendorff import Alpha, Metric, alpha
from debrief.scoring.agreement.ranks import Concordance, concordance
from debrief.scoring.agreement.ratings import SCALE, Ratings, Sample, coded
from debrief.scoring.agreement.table import complete

__all__ = [
    "SCALE",
    "Agreement",
    "Alpha",
    "AlphaInterval",
    "Concordance",
    "Design",
    "Form",
    "Gwet",
    "Intraclass",
    "Metric",
    "Ratings",
    "Reach",
    "Reliability",
    "Sample",
    "Units",
    "Weighting",
    "agreement",
    "alpha",
    "alpha_interval",
    "coded",
    "complete",
    "concordance",
    "design",
    "gwet",
    "intraclass",
    "reliability",
    "units",
]
