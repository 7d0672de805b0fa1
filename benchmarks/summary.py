"""Our whole summary - report in hand to bytes - against bare WeasyPrint on the same HTML.

Bare WeasyPrint is given the fonts and sheets already parsed and makes a plain PDF. Ours renders the
template, dumps and digests the record, spells out unprintable letters, tags, and finishes PDF/A-3a
and PDF/UA-1. Both take turns in one run; CPU time, since only that is theirs.
"""

import gc
import io
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import flask_migrate
import pikepdf
import weasyprint
from flask import Flask
from sqlalchemy import select

from config import Demo
from debrief.access import State
from debrief.app import create_app
from debrief.cli.demo.load import load_demo
from debrief.extensions import db
from debrief.models import Debrief
from debrief.rendering import pdf
from debrief.reports.summary import Summary, read_summary
from debrief.web.paper import summary_pdf

ROUNDS, GOAL, PAGES = 15, 1.3, 3


def employer(folder: Path) -> Flask:
    app = create_app(Demo(folder))
    with app.app_context():
        flask_migrate.upgrade()
    load_demo(app)
    return app


def of_three_pages() -> Summary:
    """The demo's summary whose length is nearest to three pages."""
    found = [
        read_summary(db.session(), debrief, words=words)
        for debrief in db.session.scalars(select(Debrief))
        if debrief.state in {State.DECIDED, State.CLOSED}
        for words in (True, False)
    ]
    return min(found, key=lambda each: abs(pages_of(summary_pdf(each)) - PAGES))


def pages_of(printed: bytes) -> int:
    with pikepdf.open(io.BytesIO(printed)) as opened:
        return len(opened.pages)


def html_of(summary: Summary) -> str:
    """What the template gave the engine."""
    with patch.object(pdf, "spelled_out", side_effect=pdf.spelled_out) as taken:
        summary_pdf(summary)
    return str(taken.call_args.args[0])


def timed(work: Callable[[], object]) -> float:
    gc.collect()
    begun = process_time()
    work()
    return process_time() - begun


def main() -> None:
    with TemporaryDirectory() as folder:
        app = employer(Path(folder))
        with app.app_context():
            summary = of_three_pages()
            html = html_of(summary)
            press = pdf._press()  # noqa: SLF001 - the bare side gets what ours has prepared

            def bare() -> object:
                return weasyprint.HTML(string=html).write_pdf(
                    font_config=press.fonts, stylesheets=press.sheets
                )

            taken = [(timed(lambda: summary_pdf(summary)), timed(bare)) for _ in range(ROUNDS)]
            pages = pages_of(summary_pdf(summary))
            db.session.remove()
            db.engine.dispose()
    ours, theirs = (median(side) for side in zip(*taken, strict=True))
    print(
        f"summary of {pages} pages: {ours / theirs:.2f} x bare WeasyPrint on the same HTML"
        f" ({ours * 1000:.0f} ms against {theirs * 1000:.0f} ms), goal at most {GOAL}"
    )


if __name__ == "__main__":
    main()
