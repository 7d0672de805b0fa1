"""Scores of the comment rules on labelled comments, with intervals, and what each guard is worth.

    comment_scores.py [FILE.jsonl ...]

Without files it scores the labelled comments of tests/data/comments. Rows that are only advisory
are left out; a comment counts as flagged when a flag asks for a look (block or warn). Intervals
are 95 % bootstrap intervals over comments.
"""

import json
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from debrief.language import Reader, Severity, shipped
from debrief.language.guards import GUARDS

DRAWS = 1_000
Pair = tuple[bool, bool]


@dataclass(frozen=True)
class Scored:
    """A row with what the checker said of it: loud flags, and matches that one guard let pass."""

    gold: bool
    flagged: bool
    held_by: frozenset[str]
    blocked: bool


def scored(path: Path) -> list[Scored]:
    """Every row of a file that is not only advisory."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row.get("group") != "advisory"]
    return [_score(row) for row in rows]


def _score(row: dict[str, Any]) -> Scored:
    lexicon = shipped()
    reader = Reader(lexicon)
    loud = [flag.severity for flag in reader.flags(row["text"]) if flag.severity != Severity.ADVISE]
    held = frozenset(
        passed.guards[0]
        for passed in reader.passed(row["text"])
        if len(passed.guards) == 1
        and lexicon.explain(passed.rule_id).severity is not Severity.ADVISE
    )
    return Scored(row["label"] == 1, bool(loud), held, Severity.BLOCK in loud)


def precision(pairs: Sequence[Pair]) -> float:
    """The share of flagged comments that are labelled."""
    flagged = [gold for gold, found in pairs if found]
    return sum(flagged) / len(flagged) if flagged else 0.0


def recall(pairs: Sequence[Pair]) -> float:
    """The share of labelled comments that are flagged."""
    found = [flagged for gold, flagged in pairs if gold]
    return sum(found) / len(found) if found else 0.0


def f1(pairs: Sequence[Pair]) -> float:
    """Their harmonic mean."""
    p, r = precision(pairs), recall(pairs)
    return 2 * p * r / (p + r) if p + r else 0.0


def interval(
    pairs: Sequence[Pair], score: Callable[[Sequence[Pair]], float]
) -> tuple[float, float]:
    """The 95 % bootstrap interval of a score."""
    draw = random.Random(1)  # noqa: S311 - a sample, not a secret
    found = sorted(score(draw.choices(pairs, k=len(pairs))) for _ in range(DRAWS))
    return found[int(0.025 * DRAWS)], found[int(0.975 * DRAWS)]


def report(name: str, rows: Sequence[Scored]) -> None:
    """One line for a file: its scores, or, where nothing is labelled, the share of false flags."""
    pairs = [(row.gold, row.flagged) for row in rows]
    if not any(row.gold for row in rows):
        flagged = sum(row.flagged for row in rows) / len(rows)
        blocked = sum(row.blocked for row in rows) / len(rows)
        print(
            f"{name:20} {len(rows):5} rows  false flags {flagged:.1%}, of them block {blocked:.1%}"
        )
        return
    low, high = interval(pairs, f1)
    print(
        f"{name:20} {len(rows):5} rows  P {precision(pairs):.3f}  R {recall(pairs):.3f}"
        f"  F1 {f1(pairs):.3f} [{low:.3f}, {high:.3f}]"
    )


def guards(rows: Sequence[Scored]) -> None:
    """For each guard: flags, right and false, that would be there without it."""
    quiet = [row for row in rows if not row.flagged]
    for name in ("trade", *GUARDS):
        held = [row.gold for row in quiet if name in row.held_by]
        print(f"  without {name:15} {sum(held):3} more right, {len(held) - sum(held):3} more false")


def main() -> None:
    """Print the report."""
    paths = [Path(name) for name in sys.argv[1:]]
    paths = paths or sorted((ROOT / "tests/data/comments").glob("*.jsonl"))
    print(f"rules {shipped().digest[:12]}, {len(shipped().rules)} of them")
    every: list[Scored] = []
    for path in paths:
        rows = scored(path)
        every += rows
        report(path.stem, rows)
    print(f"guards, on all {len(every)} rows")
    guards(every)


if __name__ == "__main__":
    main()
