"""Whom the report tells what, and what it keeps from each."""

import pytest
from sqlalchemy import select

from debrief.access import Identity, Role, State
from debrief.audit import Tag
from debrief.models import (
    AuditEntry,
)
from debrief.reports.audit_report import audit_report
from debrief.reports.audit_sight import Sight, sight_of
from debrief.services import applications, panels, reveals
from tests.factories import UserFactory
from tests.integration.audit_report.story import (
    HR,
    NOVEMBER,
    files_of,
    reveal,
    rows_of,
    whole_story,
)


def test_nothing_people_wrote_and_no_name_is_in_any_file(session, built):
    whole_story(built)
    applications.record_referral(
        built.as_(built.recruiter), built.debrief.stage.application, "A cousin"
    )
    names = [user.name for user in (*built.panel, built.manager)]
    everything = b"".join(files_of(audit_report(session, NOVEMBER, HR)).values()).decode()
    written = ["Łukasz", "Platform engineer", "cousin", "Tests separate", "Named two", "On leave"]
    for text in (*written, "Ruled out", "work sample shows", "would stop", "@example", *names):
        assert text not in everything


#: Files in which a sealed panel leaves no trace.
CLOSED = (
    "scorecards",
    "ratings",
    "flags",
    "structural_flags",
    "coverage",
    "outcomes",
    "applicant_flow",
)


@pytest.mark.parametrize("sight", [HR, Sight()], ids=["hr", "others"])
def test_before_the_reveal_no_file_tells_what_or_when_anybody_submitted(session, built, sight):
    def content():
        return {name: rows_of(session, name, sight) for name in CLOSED}

    reveals.settle(built.as_(built.facilitator), built.debrief)
    before = content()
    times = [
        (row["first_submitted_at"], row["on_time"]) for row in rows_of(session, "timeliness", sight)
    ]
    built.submit(built.panel[0], 1)
    built.submit(built.panel[1], 5)
    assert content() == before
    assert before["ratings"] == before["coverage"] == before["structural_flags"] == []
    after = rows_of(session, "timeliness", sight)
    assert [(row["first_submitted_at"], row["on_time"]) for row in after] == times
    known = ["in", "in", "missing"] if sight.status else ["", "", ""]
    assert [row["card"] for row in after] == known


def test_that_the_panel_is_in_shows_to_hr_alone(session, built):
    for user in built.panel:
        built.submit(user)
    assert built.debrief.state is State.SEALED
    told = [rows_of(session, "applicant_flow", each)[0]["debrief_state"] for each in (HR, Sight())]
    assert told == ["sealed", "collecting"]


def test_cards_of_a_cancelled_debrief_stay_sealed(session, built):
    built.submit(built.panel[0], 1)
    reveals.cancel(built.as_(built.recruiter), built.debrief)
    for name in ("ratings", "scorecards", "structural_flags"):
        assert rows_of(session, name) == []
    assert rows_of(session, "timeliness")[0]["first_submitted_at"] == ""


def who(user, *roles):
    return Identity(user.id, frozenset(roles))


def test_hr_on_a_panel_sees_nothing_of_the_application_until_the_own_card_is_in(session, built):
    owing = who(built.panel[0], Role.HR)
    built.submit(built.panel[1], 5)
    sight = sight_of(session, owing)
    assert sight.shut == {built.debrief.stage.application_id}
    report = audit_report(session, NOVEMBER, sight)
    assert report.left_out == 1
    assert [list(table.rows) for table in report.tables[:-1]] == [[]] * 9
    built.submit(built.panel[0], 5)
    assert sight_of(session, owing).shut == frozenset()


def test_whoever_recused_never_sees_the_application_again(session, built):
    panels.recuse(built.as_(built.panel[0]), built.seat(built.panel[0]))
    for user in built.panel[1:]:
        built.submit(user)
    reveal(built)
    assert sight_of(session, who(built.panel[0], Role.HR)).shut
    assert not sight_of(session, who(built.panel[1], Role.HR)).shut


@pytest.mark.parametrize("role", [Role.ADMIN, Role.AUDITOR])
def test_others_with_a_part_in_a_debrief_wait_for_the_reveal(session, built, role):
    for user in built.panel:
        built.submit(user)
    partakers = [built.panel[0], built.manager]
    assert all(sight_of(session, who(user, role)).shut for user in partakers)
    assert not sight_of(session, who(UserFactory(), role)).shut
    reveal(built)
    assert not any(sight_of(session, who(user, role)).shut for user in partakers)


def test_access_tells_who_read_what_and_leaves_out_what_is_shut(session, built):
    context = built.as_(built.manager)
    context.record(Tag.CARDS_READ, f"debrief:{built.debrief.id}")
    context.record(Tag.SUMMARY_EXPORTED, f"debrief:{built.debrief.id}", details={"format": "pdf"})
    read, exported = rows_of(session, "access")
    assert read["actor"] == str(built.manager.id)
    assert (read["subject_kind"], read["subject_id"]) == ("debrief", str(built.debrief.id))
    assert exported["details"] == "format=pdf"
    assert session.scalar(select(AuditEntry.tag).where(AuditEntry.hash == exported["log_entry"]))
    assert rows_of(session, "access", sight_of(session, who(built.panel[0], Role.HR))) == []
