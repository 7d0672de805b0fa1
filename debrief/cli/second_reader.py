"""`debrief comments train`: the second reader's weights, from the labelled comments that ship."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import click

from config import ROOT
from debrief.language import SecondReader, Severity, flag_comment, shipped
from debrief.language.likeness import letter_features, shown_words, word_features
from debrief.language.second_reader import FORMAT, sentences
from debrief.language.tokens import tokens

COMMENTS = ROOT / "tests/data/comments"
SEEN = ("authored-seen", "ordinary-seen", "reviews-seen", "technical-seen")
UNREAD = ("authored-unread", "ordinary-unread", "reviews-unread")
#: Of the comments' sentences it points at in cross-validation, so many were labelled.
PRECISION = 0.95
FOLDS = 10
RESAMPLES = 1000
#: More digits tell nothing, and may differ from one machine to the next.
DIGITS = 4

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence to learn from; sentences of one comment are held out together.

    A rule's examples are learnt from, and not counted: they are purer than what people write.
    """

    comment: int
    text: str
    category: str | None
    shown: tuple[str, ...]
    counts: bool


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model before it is written down: two blocks of features, and what they weigh."""

    words: Any
    letters: Any
    model: Any

    def likeness(self, samples: Sequence[Sample]) -> list[float]:
        found: list[float] = self.model.predict_proba(self._features(samples))[:, 1].tolist()
        return found

    def _features(self, samples: Sequence[Sample]) -> Any:  # noqa: ANN401 - SciPy has no types
        from scipy.sparse import hstack

        shown = [sample.shown for sample in samples]
        return hstack([self.words.transform(shown), self.letters.transform(shown)]).tocsr()

    @classmethod
    def to(cls, samples: Sequence[Sample]) -> "Fitted":
        from scipy.sparse import hstack
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression

        shown = [sample.shown for sample in samples]
        blocks = [
            TfidfVectorizer(analyzer=features, sublinear_tf=True, min_df=2)
            for features in (word_features, letter_features)
        ]
        seen = hstack([block.fit_transform(shown) for block in blocks]).tocsr()
        model = LogisticRegression(C=8, max_iter=2000, class_weight="balanced")
        model.fit(seen, [sample.category is not None for sample in samples])
        return cls(blocks[0], blocks[1], model)


@click.command()
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--report", is_flag=True, help="Score what was trained on comments it never read.")
def train(output: Path | None, *, report: bool) -> None:
    """Train the second reader on the labelled comments that ship, and write its weights.

    Needs scikit-learn: pip install -e '.[second-reader]'. Reading with the weights does not. The
    weights are JSON; the same comments give the same file.
    """
    try:
        import sklearn  # noqa: F401 - only to say what to do where it is missing
    except ImportError:
        raise click.UsageError(
            "Training needs scikit-learn: pip install -e '.[second-reader]'."
        ) from None
    if not output and not report:
        raise click.UsageError("Say where to write the weights with -o FILE, or ask for --report.")
    document = weights()
    if output:
        output.write_text(json.dumps(document, ensure_ascii=False, indent=0), encoding="utf-8")
        size = output.stat().st_size // 1000
        click.echo(f"{output}: {size} kB, threshold {document['threshold']}.")
    if report:
        _report(SecondReader.from_document(document))


def weights() -> Row:
    """The weights as the file holds them."""
    rows = [*_rows(SEEN), *_rule_rows()]
    known = frozenset(
        word
        for row in rows
        for words in [tokens(row["text"])]
        for place, word in enumerate(words.words)
        if not words.capital(place)
    )
    samples = list(_samples(rows, known))
    fitted = Fitted.to(samples)
    says = [round(float(each), DIGITS) for each in fitted.model.coef_[0]]
    blocks = {}
    for name, block in (("words", fitted.words), ("letters", fitted.letters)):
        features = [str(each) for each in block.get_feature_names_out()]
        idf = [round(float(each), DIGITS) for each in block.idf_]
        here, says = says[: len(features)], says[len(features) :]
        blocks[name] = {
            feature: [rare, weight]
            for feature, rare, weight in zip(features, idf, here, strict=True)
        }
    return {
        "format": FORMAT,
        "digest": sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest(),
        "threshold": _threshold(samples),
        "intercept": round(float(fitted.model.intercept_[0]), DIGITS),
        **blocks,
        "known": sorted(known),
        "examples": [[each.text, each.category] for each in samples if each.category],
    }


def _threshold(samples: Sequence[Sample]) -> float:
    """The lowest at which those held out are pointed at as rightly as PRECISION asks."""
    held: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        learnt = [each for each in samples if each.comment % FOLDS != fold]
        out = [each for each in samples if each.counts and each.comment % FOLDS == fold]
        likeness = Fitted.to(learnt).likeness(out)
        held += zip(likeness, [each.category is not None for each in out], strict=True)
    for percent in range(50, 100):
        found = [right for likeness, right in held if likeness >= percent / 100]
        if found and sum(found) / len(found) >= PRECISION:
            return percent / 100
    raise click.ClickException("No threshold is precise enough; nothing was written.")


def _rows(names: Sequence[str]) -> Iterator[Row]:
    """The labelled comments; those that are only advisory are neither right nor wrong."""
    for name in names:
        for line in (COMMENTS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["group"] != "advisory":
                yield row


def _rule_rows() -> Iterator[Row]:
    """The examples of the rules, which are labelled by what they are examples of."""
    for rule in shipped().rules:
        if rule.severity is not Severity.ADVISE:
            for text in rule.must_flag:
                yield {"text": text, "spans": [[0, len(text), rule.category]]}
            for text in rule.must_pass:
                yield {"text": text, "spans": []}


def _samples(rows: Sequence[Row], known: frozenset[str]) -> Iterator[Sample]:
    """The sentences; one is labelled where a labelled span touches it."""
    for comment, row in enumerate(rows):
        words = tokens(row["text"])
        for first, last in sentences(words):
            start, end = words.span(first, last)
            touching = [kind for low, high, kind in row["spans"] if low < end and start < high]
            yield Sample(
                comment,
                row["text"][start:end],
                touching[0] if touching else None,
                tuple(shown_words(words, first, last, known)),
                counts="label" in row,
            )


Scored = Sequence[tuple[bool, bool]]


def _report(reader: SecondReader) -> None:
    for names in (*((name,) for name in UNREAD), UNREAD):
        rows = list(_rows(names))
        rules, both = [], []
        for row in rows:
            flags = flag_comment(row["text"])
            flagged = any(flag.severity is not Severity.ADVISE for flag in flags)
            hinted = bool(reader.hints(row["text"], flags))
            rules.append((bool(row["label"]), flagged))
            both.append((bool(row["label"]), flagged or hinted))
        click.echo(f"{', '.join(names)}: {len(rows)} comments")
        for title, scored in (("rules", rules), ("rules or second reader", both)):
            told = [_figure(name, score, scored) for name, score in SCORES.items()]
            click.echo(f"  {title}: {'; '.join(told)}")


def _figure(name: str, score: Callable[[Scored], float | None], scored: Scored) -> str:
    """A score with what 95 of 100 resamplings of the comments give."""
    value = score(scored)
    if value is None:
        return f"{name} has nothing to say"
    draw = partial(Random(0).choices, scored, k=len(scored))  # noqa: S311 - no secret
    drawn = sorted(
        again for _ in range(RESAMPLES) for again in [score(draw())] if again is not None
    )
    low, high = drawn[len(drawn) * 25 // 1000], drawn[len(drawn) * 975 // 1000]
    return f"{name} {value:.3f} ({low:.3f} to {high:.3f})"


def _precision(scored: Scored) -> float | None:
    found = [right for right, said in scored if said]
    return sum(found) / len(found) if any(right for right, _ in scored) and found else None


def _recall(scored: Scored) -> float | None:
    found = [said for right, said in scored if right]
    return sum(found) / len(found) if found else None


def _f1(scored: Scored) -> float | None:
    precision, recall = _precision(scored), _recall(scored)
    if not precision or not recall:
        return None
    return 2 * precision * recall / (precision + recall)


def _false(scored: Scored) -> float | None:
    found = [said for right, said in scored if not right]
    return sum(found) / len(found) if found else None


SCORES = {"precision": _precision, "recall": _recall, "F1": _f1, "clean but flagged": _false}
