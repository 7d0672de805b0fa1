"""Comments flagged per second, here and by alex from npm: the same comments, the same run.

Both are warm and count CPU time without start-up, since only that is theirs; medians of rounds.
"""

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from debrief.language import flag_comment, rules

CLEAN = ROOT / "tests/data/comments/clean.txt"
GOAL = 20
COMMENTS = 3_000
ROUNDS = 5
ALEX = "alex@11.0.1"
SCRIPT = """
import {readFileSync} from 'node:fs'
import {text} from 'alex'

const comments = JSON.parse(readFileSync(process.argv[2], 'utf8'))
for (const comment of comments.slice(0, 500)) text(comment)
for (let round = 0; round < Number(process.argv[3]); round += 1) {
  const began = process.cpuUsage()
  for (const comment of comments) text(comment)
  const spent = process.cpuUsage(began)
  console.log((spent.user + spent.system) / 1e6)
}
"""


def comments() -> list[str]:
    """Clean comments of many trades and every example of the rules, in one fixed mixture."""
    texts = CLEAN.read_text(encoding="utf-8").splitlines()
    texts += [text for rule in rules() for text in (*rule.must_flag, *rule.must_pass)]
    mixture = list(islice(cycle(texts), COMMENTS))
    random.Random(1).shuffle(mixture)  # noqa: S311 - an order, not a secret
    return mixture


def ours(given: list[str]) -> list[float]:
    """Seconds of each round, after one that compiles the rules."""
    for comment in given:
        flag_comment(comment)
    rounds = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for comment in given:
            flag_comment(comment)
        rounds.append(time.process_time() - began)
    return rounds


def rival(given: list[str]) -> list[float]:
    """Seconds of each round of alex, installed into a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        install = ["npm", "install", "--silent", "--no-audit", "--no-fund", ALEX]
        subprocess.run(install, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        Path(folder, "bench.mjs").write_text(SCRIPT, encoding="utf-8")
        Path(folder, "comments.json").write_text(json.dumps(given), encoding="utf-8")
        run = subprocess.run(
            ["node", "bench.mjs", "comments.json", str(ROUNDS)],  # noqa: S607 - whichever node the machine has
            cwd=folder,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    return [float(line) for line in run.stdout.split()]


def main() -> None:
    given = comments()
    mine, theirs = (len(given) / statistics.median(run(given)) for run in (ours, rival))
    print(
        f"comments check  {mine:,.0f}/s  alex {theirs:,.0f}/s  "
        f"ratio {mine / theirs:.1f}  goal {GOAL}",
    )


if __name__ == "__main__":
    main()
