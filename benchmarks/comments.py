"""Comments flagged per second, here and by two rivals from npm: the same comments, the same run.

All are warm and count processor time without start-up, since only that is theirs; medians of
rounds. The limit is a bare scan for the same words, compiled to one trie, that judges nothing.
"""

import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from debrief.language import flag_comment, shipped
from debrief.language.files import CLEAN

REST = ROOT / "tests/data/comments/clean.txt"
COMMENTS = 3_000
ROUNDS = 5
STARTS = 9
#: Rates at least this many times a rival's, and what one comment, a start and memory may take.
ALEX, EQUALITY, TRIE = 40, 8, 0.2
SLOWEST_MS, START_MS, MEMORY_MB = 1, 150, 60
PACKAGES = [
    "alex@11.0.1",
    "unified@11.0.5",
    "retext-english@5.0.0",
    "retext-equality@7.1.0",
    "retext-stringify@4.0.0",
]
CHECK = ["-m", "debrief.cli", "comments", "check"]
PEAK = """
from pathlib import Path
from debrief.language import flag_comment
for _ in range(2000):
    flag_comment("She was polite and rather shy, and cited clause 4.")
print(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
"""
SCRIPT = """
import {readFileSync} from 'node:fs'
import {text} from 'alex'
import {unified} from 'unified'
import english from 'retext-english'
import equality from 'retext-equality'
import stringify from 'retext-stringify'

const comments = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const processor = unified().use(english).use(equality).use(stringify).freeze()
const rivals = {alex: text, equality: (comment) => processor.processSync(comment)}
for (const [name, check] of Object.entries(rivals)) {
  for (const comment of comments.slice(0, 500)) check(comment)
  for (let round = 0; round < Number(process.argv[3]); round += 1) {
    const began = process.cpuUsage()
    for (const comment of comments) check(comment)
    const spent = process.cpuUsage(began)
    console.log(name, (spent.user + spent.system) / 1e6)
  }
}
"""


def comments() -> list[str]:
    """Clean comments of many trades and every example of the rules, in one fixed mixture."""
    texts = [text for path in (CLEAN, REST) for text in path.read_text("utf-8").splitlines()]
    texts += [text for rule in shipped().rules for text in (*rule.must_flag, *rule.must_pass)]
    mixture = list(islice(cycle(texts), COMMENTS))
    random.Random(1).shuffle(mixture)  # noqa: S311 - an order, not a secret
    return mixture


def rate(check: Callable[[str], object], given: list[str]) -> float:
    """Comments per second of processor time, warm."""
    rounds = []
    for _ in range(ROUNDS + 1):
        began = time.process_time()
        for comment in given:
            check(comment)
        rounds.append(time.process_time() - began)
    return len(given) / statistics.median(rounds[1:])


def rivals(given: list[str]) -> dict[str, float]:
    """The rates of the rivals, installed into a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        install = ["npm", "install", "--silent", "--no-audit", "--no-fund", *PACKAGES]
        subprocess.run(install, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        Path(folder, "bench.mjs").write_text(SCRIPT, encoding="utf-8")
        Path(folder, "comments.json").write_text(json.dumps(given), encoding="utf-8")
        run = subprocess.run(
            ["node", "bench.mjs", "comments.json", str(ROUNDS)],  # noqa: S607 - whichever node is installed
            cwd=folder,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    found: dict[str, list[float]] = {}
    for line in run.stdout.splitlines():
        name, seconds = line.split()
        found.setdefault(name, []).append(float(seconds))
    return {name: len(given) / statistics.median(rounds) for name, rounds in found.items()}


def trie() -> re.Pattern[str]:
    """The telling words of every phrase as one pattern that shares their beginnings."""
    root: dict[str, Any] = {}
    for word in shipped().index.words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return re.compile(rf"\b(?:{_written(root)})\b")


def _written(node: dict[str, Any]) -> str:
    branches = [re.escape(letter) + _written(rest) for letter, rest in node.items() if letter]
    if not branches:
        return ""
    alternatives = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{alternatives})?" if "" in node else alternatives


def slowest(given: list[str]) -> float:
    """Milliseconds that 99 of 100 comments stay under."""
    taken = []
    for comment in given:
        began = time.perf_counter()
        flag_comment(comment)
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.quantiles(taken, n=100)[98]


def command() -> tuple[float, float]:
    """One comment by the command: milliseconds beyond bare Python's, and megabytes at most."""
    took: dict[str, list[float]] = {"ours": [], "python": []}
    for _ in range(STARTS):
        for name, words in {"ours": [*CHECK, "-"], "python": ["-c", ""]}.items():
            began = time.perf_counter()
            _python(*words)
            took[name].append((time.perf_counter() - began) * 1000)
    peak = _python("-c", PEAK)
    ours, python = (statistics.median(took[name]) for name in ("ours", "python"))
    return ours - python, int(peak) / 1024


def _python(*words: str) -> str:
    """What a process of its own prints, given one comment."""
    command = [sys.executable, *words]
    given = "Seemed shy.\n"
    return subprocess.run(
        command, cwd=ROOT, check=True, input=given, capture_output=True, text=True
    ).stdout


def main() -> None:
    given = comments()
    ours = rate(flag_comment, given)
    theirs = rivals(given)
    pattern = trie()
    bare = rate(lambda comment: pattern.findall(comment.lower()), given)
    beyond, memory = command()
    print(
        f"comments check: {ours:,.0f}/s, {ours / theirs['alex']:.1f} x alex (at least {ALEX}),"
        f" {ours / theirs['equality']:.1f} x retext-equality (at least {EQUALITY}),"
        f" {ours / bare:.2f} x a bare trie scan (at least {TRIE})\n"
        f"comments check: 99 of 100 under {slowest(given):.2f} ms (at most {SLOWEST_MS});"
        f" the command starts {beyond:.0f} ms after bare Python (at most {START_MS})"
        f" and takes {memory:.0f} MB (at most {MEMORY_MB})"
    )


if __name__ == "__main__":
    main()
