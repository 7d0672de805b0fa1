"""Severity calibration across debriefs: interviewers compared through the candidates they share."""

from debrief.scoring.calibration.candidate import (
    Estimate,
    LeftOut,
    Rating,
    adjusted,
    leave_one_out,
    separated,
)
from debrief.scoring.calibration.profile import Profile, profiles
from debrief.scoring.calibration.severity import Basis, Calibration, Severity, calibrate
from debrief.scoring.calibration.table import Table, table

__all__ = [
    "Basis",
    "Calibration",
    "Estimate",
    "LeftOut",
    "Profile",
    "Rating",
    "Severity",
    "Table",
    "adjusted",
    "calibrate",
    "leave_one_out",
    "profiles",
    "separated",
    "table",
]
