"""What a panel writes and what follows: cards of given levels, opened, flagged, decided."""

from dataclasses import replace

from debrief.models import (
    Disposition,
    EvidenceKind,
    Handling,
    Result,
    RevealCause,
    StoredFlag,
)
from debrief.reports.panel import panel_report
from debrief.services import outcomes, reveals
from debrief.services.answers import ObservationInput, RatingInput, SignalInput
from debrief.services.scorecards import Request, submit_scorecard
from tests.factories import NOON
from tests.integration.house import CORE, card, house

SAID = ObservationInput(EvidenceKind.QUOTE, "What did you check?", "“The manual says so.”")


SHOWN = replace(SAID, kind=EvidenceKind.ARTEFACT, said="The log they sent says otherwise.")


BLUFF = SignalInput("bluff_confirmed", (SAID, SHOWN))


DISPARAGED = SignalInput("personal_disparagement", (SAID, replace(SAID, said="“Fools, all.”")))


NERVES = SignalInput("visible_nerves")


def send(built, user, given, at=NOON, **asked):
    request = Request(asked.pop("key", str(user.id)), **asked)
    return submit_scorecard(built.as_(user, at), built.card(user), given, request)


def rated(levels, **changes):
    """A card with a level, or an NE reason, for each of the core criteria."""
    ratings = [
        RatingInput(key, level, evidence=f"Said at {level}.")
        if isinstance(level, int)
        else RatingInput(key, ne_reason=level)
        for key, level in zip(CORE, levels, strict=True)
    ]
    return card(ratings=tuple(ratings), **changes)


def open_cards(built):
    built.session.flush()
    reveals.reveal(built.as_(built.facilitator), built.debrief, RevealCause.FACILITATOR)


def report_of(built, *, words=True):
    built.session.commit()
    built.session.refresh(built.debrief)
    return panel_report(built.session, built.debrief, words=words)


def revealed(session, *cards, **asked):
    built = house(session, len(cards), **asked)
    for user, given in zip(built.panel, cards, strict=True):
        send(built, user, given)
    open_cards(built)
    return built


def flag(built, version, words_id, severity="warn", handling=Handling.KEPT):
    row = StoredFlag(
        version_id=version.id,
        words_id=words_id,
        position=1,
        rule="age.young",
        category="age",
        severity=severity,
        start=0,
        end=4,
        lexicon="1",
        handling=handling,
    )
    built.session.add(row)
    built.session.flush()
    return row


def decide(built, gate, **changes):
    given = {
        "result": Result.ADVANCE,
        "reason": "Separated causes with a test.",
        "grounds": (CORE[1], CORE[0]),
        "disposition": Disposition.IN_PROCESS,
        "disposition_reason": "Goes on.",
        "departure": "The next stage tests this.",
    }
    return outcomes.decide(
        built.as_(built.manager),
        built.debrief,
        outcomes.OutcomeInput(**(given | changes)),
        gate,
        [],
    )


def page_of(built):
    return f"/debriefs/{built.debrief.id}"


def open_panel(built, *cards):
    """The two panelists who have not stepped back submit, and the cards open."""
    given = cards or (rated((4, 4, 3, 4)), rated((2, 4, 1, 4), signals=(BLUFF,)))
    for user, each in zip(built.panel[:2], given, strict=True):
        send(built, user, each)
    open_cards(built)
    built.session.commit()
