"""What a file would do, and doing exactly that or nothing."""

import pytest
from sqlalchemy import event, func, select

from debrief.access import State
from debrief.errors import ConflictError, StaleError
from debrief.models import Application, AuditEntry, Candidate, ReferralSource, RevealCause
from debrief.services import applications, imports, reveals
from debrief.services.import_plan import Kind, Part
from tests.integration.house import CORE
from tests.integration.imports.files import (
    TIMES,
    added,
    carry_out,
    debrief_of,
    opening,
    plan,
    read,
    requisition_of,
    row,
    seat,
)


def test_a_file_adds_candidates_stages_interviews_and_panels(built, session):
    rows = (
        row("李 한", "Han@Example.org", referral_source="Careers page"),
        seat("sam"),
        seat("lena", "Communication", facilitator_email=""),
        seat("finn", ""),
    )
    fates = plan(built, *rows).fates
    assert [(fate.row.line, fate.kind, fate.adds) for fate in fates] == [
        (2, Kind.ADDED, [Part.CANDIDATE, Part.SOURCE]),
        (
            3,
            Kind.ADDED,
            [Part.CANDIDATE, Part.STAGE, Part.INTERVIEW, Part.INTERVIEWER, Part.PANELIST],
        ),
        (4, Kind.ADDED, [Part.INTERVIEWER, Part.PANELIST]),
        (5, Kind.ADDED, [Part.INTERVIEWER]),
    ]
    carry_out(built, *rows)
    assert session.get(ReferralSource, added(built, "han@example.org").id).source == "Careers page"
    (stage,) = added(built).stages
    (interview,) = stage.interviews
    assert (interview.zone, interview.starts_at.hour) == ("Europe/Berlin", 8)
    assert len(interview.interviewers) == 3
    debrief = debrief_of(built, added(built))
    assert debrief.facilitator_id == built.facilitator.id
    assert [each.criteria for each in debrief.panelists] == [
        ("communication", "blame_framing"),
        ("communication",),
    ]
    tags = session.scalars(select(AuditEntry.tag).order_by(AuditEntry.seq)).all()
    assert "import:applied" in tags


def test_the_same_file_again_finds_everything_there_and_has_nothing_to_apply(built):
    rows = (row(referral_source="Careers page"), seat("sam"), seat("lena"), seat("lena"))
    assert plan(built, *rows).fates[-1].kind is Kind.THERE
    carry_out(built, *rows)
    again = plan(built, *rows)
    assert {fate.kind for fate in again.fates} == {Kind.THERE}
    assert not again.can_apply
    with pytest.raises(ConflictError, match="cannot be applied"):
        carry_out(built, *rows)


def test_a_later_file_adds_to_a_panel_and_to_an_interview_that_are_there(built):
    carry_out(built, seat("sam"))
    assert plan(built, seat("sam"), seat("lena")).count(Kind.ADDED) == 1
    carry_out(built, seat("lena"))
    debrief = debrief_of(built, added(built))
    assert len(debrief.panelists) == 2
    assert len(debrief.stage.interviews) == 1
    assert len(debrief.stage.interviews[0].interviewers) == 2


def test_a_file_may_come_in_steps_candidates_then_stages_then_panels(built):
    carry_out(built, row(stage="screen"))
    (screen,) = added(built).stages
    assert screen.interviews == []
    carry_out(built, seat("finn", "", stage="screen", facilitator_email=""))
    carry_out(built, seat("sam", stage="screen", **dict.fromkeys(TIMES, "")))
    assert added(built).stages == [screen]
    assert len(screen.interviews) == 1
    assert len(debrief_of(built, added(built)).panelists) == 1


def test_what_is_applied_is_what_was_shown_or_nothing(built, session):
    shown = plan(built, seat("sam"))
    carry_out(built, row())
    before = session.scalar(select(func.count(Application.id)))
    with pytest.raises(StaleError, match="Something changed"):
        imports.apply_import(
            built.as_(built.recruiter),
            requisition_of(built),
            read(built, seat("sam")),
            shown.digest,
        )
    assert session.scalar(select(func.count(Application.id))) == before


def test_the_same_person_on_two_requisitions_is_one_candidate(built, session):
    carry_out(built, row())
    other = opening(built, "Nurse", CORE[:1])
    recruiter = built.as_(built.recruiter)
    same = applications.add_candidate(recruiter, other, "amara  OKAFOR", "amara@example.org")
    assert same.candidate is added(built).candidate
    with pytest.raises(Exception, match="on this requisition already"):
        applications.add_candidate(recruiter, other, "Amara Okafor", "amara@example.org")
    third = opening(built, "Support", CORE[:1])
    namesake = applications.add_candidate(recruiter, third, "Ada Obi", "amara@example.org")
    assert namesake.candidate is not same.candidate
    assert session.scalar(select(func.count(Candidate.id))) == 3


def test_the_number_of_statements_does_not_grow_with_the_file(built, session):
    def statements(rows):
        read_before, seen = read(built, *rows), []
        requisition = requisition_of(built)
        session.expire_all()

        def count(*given):
            seen.append(given[2])

        event.listen(session.connection(), "before_cursor_execute", count)
        imports.plan_import(session, requisition, read_before)
        event.remove(session.connection(), "before_cursor_execute", count)
        return len(seen)

    many = [seat("sam", candidate_email=f"c{n}@example.org") for n in range(40)]
    carry_out(built, *many)
    assert statements(many[:1]) == statements(many)


def test_a_revealed_debrief_keeps_its_interviews(built):
    for user in built.panel:
        built.submit(user)
    reveals.reveal(built.as_(built.facilitator), built.debrief, RevealCause.FACILITATOR)
    assert built.debrief.state is State.REVEALED
    (interview,) = built.debrief.stage.interviews
    with pytest.raises(ConflictError, match="stay as they were"):
        applications.remove_interview(built.as_(built.recruiter), interview)
