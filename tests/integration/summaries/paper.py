"""A panel whose debrief is printed, and readers of the printed file."""

import io
from datetime import timedelta

import pikepdf
import pypdf

from debrief.models import (
    Disposition,
    NeReason,
    Result,
)
from debrief.reports.panel import candidate_gate
from debrief.scoring.gate import Gate
from debrief.scoring.scale import Recommendation
from debrief.services import outcomes
from tests.factories import NOON
from tests.integration.house import CORE, house
from tests.integration.panel import (
    BLUFF,
    NERVES,
    open_cards,
    rated,
    send,
)

NAMES = (
    "Łukasz Nguyễn-Öztürk",
    "Mei 李 한",
    "Ελένη Παπαδάκη",
    "Юрій Шевченко",
    "Amara",
    "B",
    "C",
    "D",
)


def panel_of(session, size):
    """A revealed debrief: the second panelist rates low and says NE; names of many scripts."""
    built = house(session, size, level="Senior", success_profile="In 90 days: ships alone.")
    for user, name in zip(built.panel, NAMES, strict=False):
        user.name = name
    for number, user in enumerate(built.panel):
        low = number == 1
        levels = (2, NeReason.NOT_REACHED, 4, 4) if low else (4, 4, 3, 5)
        vote = Recommendation.NO if low else Recommendation.YES
        signals = (BLUFF, NERVES) if low else ()
        send(built, user, rated(levels, recommendation=vote, signals=signals))
    open_cards(built)
    return built


def decided(built, **changes):
    built.session.commit()
    built.session.refresh(built.debrief)
    gate = candidate_gate(built.session, built.debrief)
    given = {
        "result": Result.ADVANCE if gate is Gate.ABOVE else Result.DO_NOT_ADVANCE,
        "reason": "Two examples with a check that held.",
        "grounds": CORE[:2],
        "disposition": Disposition.IN_PROCESS
        if gate is Gate.ABOVE
        else Disposition.MUST_HAVE_BELOW_BAR,
        "disposition_reason": "Goes on to the final stage.",
    }
    at = NOON + timedelta(days=2)
    earlier = []
    return outcomes.decide(
        built.as_(built.manager, at),
        built.debrief,
        outcomes.OutcomeInput(**(given | changes)),
        gate,
        earlier,
    )


def text_of(pdf):
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def record_of(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return opened.attachments["debrief.json"].get_file().read_bytes()


def headings_of(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
        found, waiting = [], list(outline.root)
        while waiting:
            item = waiting.pop(0)
            found.append(str(item.title))
            waiting = list(item.children) + waiting
        return found
