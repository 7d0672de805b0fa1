"""Everything else calibration says about one interviewer; for coaching, never for appraisal."""

from dataclasses import dataclass

from debrief.scoring.calibration.consistency import Consistency, consistency
from debrief.scoring.calibration.drift import Quarter, drift
from debrief.scoring.calibration.dyads import dyads
from debrief.scoring.calibration.severity import Calibration
from debrief.scoring.calibration.shrinkage import Measure
from debrief.scoring.calibration.table import Table
from debrief.scoring.calibration.usage import discrimination, halo, range_use, share_of
from debrief.scoring.scale import BAR, LEVELS


@dataclass(frozen=True, slots=True)
class Profile:
    """None wherever there is too little to go by. `n` counts ratings; each figure has its own n."""

    interviewer: str
    n: int
    range_use: Measure | None
    lowest: Measure | None
    middle: Measure | None
    highest: Measure | None
    discrimination: Measure | None
    halo: Measure | None
    consistency: Consistency | None
    quarters: tuple[Quarter, ...]


def profiles(given: Table, calibration: Calibration, *, seed: int = 0) -> dict[str, Profile]:
    """One profile for each interviewer of the table the calibration was made from."""
    found, row = dyads(given, calibration)
    size = len(given.interviewers)
    spread = range_use(given, calibration, found)
    lowest, middle, highest = (
        share_of(level, given, calibration, found) for level in (LEVELS[0], BAR, LEVELS[-1])
    )
    slopes = discrimination(found, size)
    alike = halo(calibration, found, size)
    fits = consistency(found, size, seed)
    quarters = drift(given, found, row)
    shown = {
        code: name
        for code, name in enumerate(given.interviewers)
        if calibration.severities[name].enough
    }
    return {
        name: Profile(
            interviewer=name,
            n=calibration.severities[name].n,
            range_use=spread.get(code) if code in shown else None,
            lowest=lowest.get(code) if code in shown else None,
            middle=middle.get(code) if code in shown else None,
            highest=highest.get(code) if code in shown else None,
            discrimination=slopes.get(code) if code in shown else None,
            halo=alike.get(code) if code in shown else None,
            consistency=fits.get(code) if code in shown else None,
            quarters=quarters.get(code, ()) if code in shown else (),
        )
        for code, name in enumerate(given.interviewers)
    }
