"""Agreement of a thousand to a million ratings, against the krippendorff package from PyPI.

Both are given what they take: we the long columns, it the matrix of raters and units, made before
the clock starts. It is under the GPL, so it is fetched into a folder that is gone afterwards and
runs in a process of its own. Processor time, the best of rounds: the machine may be busy.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks._ratings import SIZES, firm
from debrief.scoring.agreement import Ratings, alpha, alpha_interval, gwet, units

#: At a million ratings: times as fast as the package, milliseconds, and times one alpha.
RIVAL, ALPHA_MS, INTERVAL = 50, 25, 100
REPLICATES = 1000
ROUNDS, SLOW_ROUNDS = 15, 3
PACKAGE = "krippendorff==0.9.0"
SCRIPT = """
import json, sys, time
sys.path.insert(0, sys.argv[1])
import krippendorff
from benchmarks._ratings import SIZES, firm, matrix

for size in SIZES:
    given = matrix(*firm(size))
    took = []
    for _ in range(3 if size > 100_000 else 10):
        began = time.process_time()
        value = krippendorff.alpha(
            given, level_of_measurement="ordinal", value_domain=[0, 1, 2, 3, 4]
        )
        took.append(time.process_time() - began)
    print(json.dumps([min(took), float(value)]))
"""


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds of the quickest round."""
    took = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return min(took)


def rival() -> list[tuple[float, float]]:
    """Seconds and value of the package, size by size."""
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
        subprocess.run(
            [*pip, "--disable-pip-version-check", "--target", folder, PACKAGE], check=True
        )
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT, folder],
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    return [tuple(json.loads(line)) for line in run.stdout.splitlines()]


def main() -> None:
    ours: list[tuple[float, float, float]] = []
    for size, (theirs, value) in zip(SIZES, rival(), strict=True):
        columns = firm(size)
        counted = units(Ratings(*columns))
        found = alpha(counted).value
        if found is None or not np.isclose(found, value, rtol=0, atol=1e-12):
            raise SystemExit(f"alpha of {size} ratings is {found}, the package says {value}")
        # The interval right beside the alpha it is held against, within one size.
        one = best(lambda given=columns: alpha(units(Ratings(*given))))
        many = best(lambda given=counted: alpha_interval(given, replicates=REPLICATES), SLOW_ROUNDS)
        ac2 = best(lambda given=columns: gwet(units(Ratings(*given))), SLOW_ROUNDS)
        one = min(one, best(lambda given=columns: alpha(units(Ratings(*given)))))
        ours.append((theirs / one, one * 1000, many / one))
        print(
            f"agreement of {size:>9,} ratings: alpha {one * 1000:7.2f} ms,"
            f" {theirs / one:5.0f} x krippendorff;"
            f" interval of {REPLICATES:,} draws {many * 1000:5.0f} ms; AC2 {ac2 * 1000:6.2f} ms"
        )
    ratio, milliseconds, draws = ours[-1]
    print(
        f"agreement at {SIZES[-1]:,}: {ratio:.0f} x krippendorff (at least {RIVAL}),"
        f" {milliseconds:.1f} ms (at most {ALPHA_MS}),"
        f" interval {draws:.0f} x one alpha (at most {INTERVAL})"
    )


if __name__ == "__main__":
    main()
