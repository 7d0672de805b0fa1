"""Mixed models against R's lme4, and one candidate's page: the same data, the same run, one thread.

lme4 comes from Debian (`apt-get install r-cran-lme4 libopenblas0-pthread`); without Rscript only
our own figures are printed. Both sides count processor time of the fit alone, medians of rounds;
lme4 without the derivatives it checks itself with at the end, which is its fastest.
"""

import json
import resource
import shutil
import statistics
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import numpy as np

from benchmarks._interviews import CRITERIA, columns, interviews, written
from debrief.scoring.calibration import Rating, adjusted, calibrate, table
from debrief.scoring.mixed import Ratings, fit_crossed, fit_interviews

ONE_THREAD = ["env", "OPENBLAS_NUM_THREADS=1", "OMP_NUM_THREADS=1"]
#: Data: how it is made, rounds, and the part of lme4's time it may take at most.
SETS = {
    "insteval": (None, 3, 0.5),
    "interviews 90k": ((6_660, 200), 3, 0.1),
    "interviews 900k": ((66_600, 1_000), 1, 0.07),
}
GROWTH = ((75, 10), (740, 40), (7_400, 200), (74_000, 1_000))
MEMORY_MB, PAGE_MS = 1024, 0.1
#: Students, lecturers and ratings of lme4's InstEval, for the data to stand in without R.
SHAPE = (2_972, 1_128, 73_421)
PANEL, PAGES = 4, 2_000
LME4 = """
suppressMessages(library(lme4))
given <- commandArgs(TRUE)
if (given[1] == "insteval") {
  data <- InstEval
  codes <- c(data$y, as.integer(data$s) - 1L, as.integer(data$d) - 1L)
  writeBin(as.integer(codes), given[2], size = 4)
  model <- y ~ 1 + (1 | s) + (1 | d)
} else {
  numbers <- readBin(given[2], "integer", n = file.size(given[2]) / 4, size = 4)
  data <- as.data.frame(matrix(numbers, ncol = 4))
  names(data) <- c("y", "cand", "int", "dim")
  for (name in c("cand", "int", "dim")) data[[name]] <- factor(data[[name]])
  model <- y ~ 0 + dim + (1 | cand) + (1 | cand:dim) + (1 | cand:int) + (1 | int)
}
for (round in seq_len(as.integer(given[3]))) {
  invisible(gc())
  took <- system.time(fit <- lmer(model, data, control = lmerControl(calc.derivs = FALSE)))
  cat(sum(took[1:2]), format(REMLcrit(fit), digits = 15), "\\n")
}
"""


def lme4(name: str, path: Path, rounds: int) -> tuple[float, float]:
    """Seconds and criterion; for InstEval it also leaves the data in the file."""
    command = [*ONE_THREAD, "Rscript", "-e", LME4, name, str(path), str(rounds)]
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    lines = [list(map(float, line.split())) for line in run.stdout.splitlines()]
    return statistics.median(seconds for seconds, _ in lines), lines[0][1]


def ours(name: str, path: Path, rounds: int) -> dict[str, float]:
    """What a process of its own reports of fitting the file."""
    command = [*ONE_THREAD, sys.executable, __file__, name, str(path), str(rounds)]
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(run.stdout)


def fit(name: str, path: Path, rounds: int) -> None:
    """The process of its own."""
    if name == "insteval":
        level, student, lecturer = columns(path, 3)
        once = partial(fit_crossed, level.astype(float), {"s": student, "d": lecturer})
    else:
        level, *codes = columns(path, 4)
        once = partial(fit_interviews, Ratings(level.astype(float), *codes), penalty=False)
    took = []
    for _ in range(rounds):
        began = time.process_time()
        found = once()
        took.append(time.process_time() - began)
    report = {
        "n": found.n,
        "seconds": statistics.median(took),
        "criterion": found.criterion,
        "steps": found.evaluations,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(report))


def stand_in(path: Path) -> None:
    """Crossed ratings of InstEval's size."""
    draw = np.random.default_rng(1)
    students, lecturers, n = SHAPE
    student, lecturer = draw.integers(0, students, n), draw.integers(0, lecturers, n)
    level = 3.25 + draw.normal(0, 0.33, students)[student] + draw.normal(0, 1.18, n)
    level = np.clip(np.rint(level + draw.normal(0, 0.52, lecturers)[lecturer]), 1, 5)
    np.concatenate([level, student, lecturer]).astype("<i4").tofile(path)


def page() -> float:
    """Milliseconds for one candidate's adjusted estimate."""
    drawn = interviews(400, 40)
    codes = (drawn.candidate, drawn.interviewer, drawn.criterion)
    calibration = calibrate(table(*([str(code) for code in each] for each in codes), drawn.level))
    weights = {str(n): 1.0 for n in range(CRITERIA)}
    panel = [Rating(str(who), str(n), 3.0) for who in range(PANEL) for n in range(CRITERIA)]
    took = []
    for _ in range(PAGES):
        began = time.perf_counter()
        adjusted(panel, calibration, weights)
        took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000


def main() -> None:
    has_r = shutil.which("Rscript") is not None
    if not has_r:
        print("Rscript is not here (apt-get install r-cran-lme4): our own figures only")
    with TemporaryDirectory() as folder:
        for name, (size, rounds, limit) in SETS.items():
            path = Path(folder, "data")
            if size is not None:
                written(interviews(*size), path)
            elif not has_r:
                stand_in(path)
            theirs, criterion = lme4(name, path, rounds) if has_r else (0.0, 0.0)
            found = ours(name, path, rounds)
            against = ""
            if has_r:
                against = (
                    f", {found['seconds'] / theirs:.3f} x lme4's {theirs:.2f} s (at most {limit});"
                    f" criterion {found['criterion'] - criterion:+.1e}"
                )
            print(
                f"{name}, {found['n']:,.0f} ratings: {found['seconds']:.2f} s in"
                f" {found['steps']} steps{against}; {found['memory']:.0f} MB (at most {MEMORY_MB})"
            )
        curve = []
        for size in GROWTH:
            written(interviews(*size), path)
            found = ours("interviews", path, 1)
            curve.append(f"{found['n']:,.0f} in {found['seconds']:.3f} s")
        print("interview model by ratings: " + ", ".join(curve))
    print(f"one candidate's adjusted estimate: {page():.3f} ms (at most {PAGE_MS})")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        fit(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main()
