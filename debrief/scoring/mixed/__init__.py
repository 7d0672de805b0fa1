"""Mixed models by REML: the interview model, and crossed random intercepts of any kind."""

from debrief.scoring.mixed.crossed import fit_crossed
from debrief.scoring.mixed.fit import Effects, Fit
from debrief.scoring.mixed.interview import Ratings, fit_interviews

__all__ = ["Effects", "Fit", "Ratings", "fit_crossed", "fit_interviews"]
