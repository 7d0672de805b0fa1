"""A debrief with everything a report tells, and readers of the files it comes in."""

import csv
import io
import zipfile
from datetime import date, timedelta

from debrief.access import Role
from debrief.models import (
    ChangeReason,
    Disposition,
    FlagReview,
    Handling,
    Result,
    RevealCause,
    StoredFlag,
    UserRole,
    Verdict,
)
from debrief.rendering.spreadsheet import BOM, zip_report
from debrief.reports.audit_report import audit_report
from debrief.reports.audit_sight import Sight
from debrief.reports.audit_table import Period
from debrief.scoring.gate import Gate
from debrief.services import outcomes, panels, reveals
from tests.factories import NOON, UserFactory
from tests.integration.house import CORE

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


HR = Sight(status=True)


LATER = NOON + timedelta(days=2)


def files_of(report):
    archive = io.BytesIO()
    zip_report(report, archive)
    with zipfile.ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def rows_of(session, name, sight=HR, period=NOVEMBER):
    text = files_of(audit_report(session, period, sight))[f"{name}.csv"].decode()
    assert text.startswith(BOM)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM), newline="")))


def bytes_of(session, sight=HR):
    archive = io.BytesIO()
    zip_report(audit_report(session, NOVEMBER, sight), archive)
    return archive.getvalue()


def reveal(built, at=NOON):
    reveals.reveal(built.as_(built.facilitator, at), built.debrief, RevealCause.FACILITATOR)


def decide(built, result, gate, **given):
    asked = outcomes.OutcomeInput(
        result,
        "Ruled out the cable first.",
        (CORE[1], CORE[0]),
        Disposition.IN_PROCESS,
        "Goes on to the final stage.",
        **given,
    )
    return outcomes.decide(built.as_(built.manager), built.debrief, asked, gate, [])


def whole_story(built):
    """Corrected, late, changed after the reveal, flagged, decided against the gate, co-signed."""
    first, second, third, *others = built.panel
    for user in others:
        built.submit(user)
    built.submit(first, 2)
    built.submit(first, 4, replaces=1)
    built.submit(second, 2, at=LATER)
    panels.waive(
        built.as_(built.facilitator, NOON + timedelta(days=3)),
        built.seat(third),
        "On leave.",
        "UTC",
    )
    reveal(built)
    built.submit(second, 3, at=LATER, replaces=1, change_reason=ChangeReason.SLIP)
    built.submit(third, 5, at=LATER)
    version = built.card(first).versions[1]
    flag = StoredFlag(
        version_id=version.id,
        words_id=version.reason_id,
        position=1,
        rule="fit.culture",
        category="fit",
        severity="warn",
        start=0,
        end=5,
        lexicon="1",
        handling=Handling.DISPUTED,
    )
    built.session.add(flag)
    built.session.flush()
    hr = UserFactory(roles=[UserRole(role=Role.HR)])
    built.session.add(
        FlagReview(
            flag_id=flag.id, verdict=Verdict.DISMISSED, reviewed_by_id=hr.id, reviewed_at=LATER
        )
    )
    outcome = decide(built, Result.ADVANCE, Gate.BELOW, departure="The work sample shows it.")
    outcomes.cosign(built.as_(hr), outcome, agreed=True, remark="")
    outcomes.dissent(built.as_(second), outcome, "I would stop here.")
    built.session.commit()
