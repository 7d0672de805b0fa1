"""Importing candidates and panels: what a file would do, and doing exactly that or nothing."""

import pytest
from sqlalchemy import event, func, select

from debrief.access import State
from debrief.errors import ConflictError, StaleError
from debrief.integrations import csv_rows
from debrief.models import Application, AuditEntry, Candidate, Debrief, ReferralSource, RevealCause
from debrief.schemas.imports import COLUMNS, NEEDED, read_rows
from debrief.services import applications, imports, panels, requisitions, reveals
from debrief.services.import_plan import Kind, Part
from tests.factories import UserFactory
from tests.integration.house import CORE, house

TIMES = {"date": "1/12/2026", "start": "930", "end": "10:30", "format": "Video"}


@pytest.fixture
def built(session):
    built = house(session)
    people = {"sam": built.panel[0], "lena": built.panel[1], "finn": built.facilitator}
    for name, user in people.items():
        user.email = f"{name}@example.org"
    session.flush()
    return built


def requisition_of(built):
    return built.debrief.stage.application.requisition


def row(name="Amara Okafor", email="amara@example.org", **cells):
    return {"candidate_name": name, "candidate_email": email} | cells


def seat(who, criteria="communication|blame_framing", **cells):
    return row(
        **TIMES
        | {"stage": "Panel", "panelist_email": f"{who}@example.org", "criteria": criteria}
        | {"facilitator_email": "finn@example.org"}
        | cells
    )


def file_of(*rows):
    lines = [";".join(COLUMNS)]
    lines += [";".join(each.get(column, "") for column in COLUMNS) for each in rows]
    return "\r\n".join(lines).encode()


def read(built, *rows):
    zone = requisition_of(built).current.zone
    return read_rows(csv_rows.read_rows(file_of(*rows), tuple(COLUMNS), NEEDED), zone)


def plan(built, *rows):
    return imports.plan_import(built.session, requisition_of(built), read(built, *rows))


def carry_out(built, *rows):
    digest = plan(built, *rows).digest
    recruiter = built.as_(built.recruiter)
    return imports.apply_import(recruiter, requisition_of(built), read(built, *rows), digest)


def added(built, email="amara@example.org"):
    return next(
        each
        for each in built.session.scalars(select(Application))
        if each.candidate.identity.email == email
    )


def debrief_of(built, application):
    return built.session.scalars(
        select(Debrief).where(Debrief.stage_id == application.stages[0].id)
    ).one()


def problem(built, *rows):
    found = [fate.problems for fate in plan(built, *rows).fates if fate.problems]
    assert len(found) == 1
    return " ".join(found[0])


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


def test_one_problem_anywhere_and_nothing_is_applied(built):
    shown = plan(built, seat("sam"), row("", "x"))
    assert (shown.count(Kind.ADDED), shown.count(Kind.PROBLEM)) == (1, 1)
    assert not shown.can_apply


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"candidate_name": ""}, "candidate_name: Fill in this cell."),
        ({"candidate_email": ""}, "candidate_email: Fill in this cell."),
        ({"candidate_email": "amara"}, "like name@example.org"),
        ({"candidate_name": "A" * 201}, "at most 200 characters"),
        ({"stage": "lunch"}, "Use one of: screen, work sample, panel, final."),
        ({"format": "telepathy"}, "Use one of: on site"),
        ({"date": "soon"}, "date: Write the day"),
        ({"start": "early"}, "start: Write the time"),
        ({"end": "9:00"}, "end: The interview must end after it starts."),
        ({"end": ""}, "needs date, start, end, format and panelist_email"),
        ({"date": "29/3/2026", "start": "2:30", "end": "4"}, "02:30 does not exist"),
        ({"stage": ""}, "Say which stage this belongs to."),
        (dict.fromkeys((*TIMES, "panelist_email"), ""), "Say who rates these criteria."),
        ({"panelist_email": "nobody@example.org"}, "Nobody with an account"),
        ({"facilitator_email": "nobody@example.org"}, "Nobody with an account"),
        ({"criteria": "fit"}, "does not rate fit"),
        ({"facilitator_email": ""}, "needs a facilitator"),
        (dict.fromkeys(TIMES, ""), "needs an interview"),
        ({"criteria": ""}, "A facilitator needs a panel"),
    ],
)
def test_a_row_that_cannot_be_done_says_why_and_what_to_do(built, cells, told):
    assert told in problem(built, seat("sam") | cells)


def test_a_row_may_not_name_more_criteria_than_a_person_can_rate_well(built):
    requisition = requisition_of(built)
    rubric = requisition.current.rubric_version
    every = [each["key"] for each in rubric.document["criteria"]]
    wide = requisitions.create_requisition(
        built.as_(built.recruiter),
        built.manager.id,
        requisitions.RequisitionInput(
            "Nurse", rubric, "UTC", tuple(requisitions.CriterionInput(key) for key in every)
        ),
    )
    rows = read(built, seat("sam", "|".join(every[:5])))
    (fate,) = imports.plan_import(built.session, wide, rows).fates
    assert fate.problems == ["Give each panelist one to 4 criteria."]


def test_rows_that_contradict_each_other_or_what_is_there_are_problems(built):
    first = seat("sam", referral_source="Careers page")
    for other, told in [
        (seat("lena", candidate_name="Amara Obi"), "belongs to Amara Okafor"),
        (seat("lena", referral_source="Friend"), "came in another way"),
        (seat("lena", format="phone"), "another format or place"),
        (seat("lena", place="Room 5"), "another format or place"),
        (seat("sam", "communication"), "with other criteria"),
        (seat("lena", facilitator_email="lena@example.org"), "another facilitator"),
    ]:
        assert told in problem(built, first, other)
    carry_out(built, first)
    for other, told in [
        (seat("sam", "communication"), "with other criteria"),
        (seat("lena", facilitator_email="lena@example.org"), "another facilitator"),
    ]:
        assert told in problem(built, other)


def test_once_the_cards_are_open_a_panel_and_its_interviews_are_fixed(built):
    carry_out(built, seat("sam"))
    debrief = debrief_of(built, added(built))
    panels.recuse(built.as_(built.panel[0]), debrief.panelists[0])
    panels.add_panelist(
        built.as_(built.recruiter), debrief, panels.PanelistInput(UserFactory().id, CORE)
    )
    reveals.cancel(built.as_(built.recruiter), debrief)
    for other in (
        seat("lena"),
        seat("lena", "", facilitator_email=""),
        seat("lena", "", start="11", end="12"),
        seat("lena", **dict.fromkeys(TIMES, "")),
    ):
        assert "so its panel and interviews are fixed" in problem(built, other)
    assert plan(built, seat("sam")).fates[0].kind is Kind.THERE


def test_a_must_have_that_fewer_than_two_would_rate_is_pointed_out_and_does_not_stop(built):
    shown = plan(built, seat("sam", CORE[0]), seat("lena", CORE[1]))
    assert [(name, missing) for name, _, missing in shown.thin] == [("Amara Okafor", CORE[:1])]
    assert shown.can_apply
    assert plan(built, seat("sam", CORE[0]), seat("lena", CORE[0])).thin == ()


def test_the_same_person_on_two_requisitions_is_one_candidate(built, session):
    carry_out(built, row())
    other = requisitions.create_requisition(
        built.as_(built.recruiter),
        built.manager.id,
        requisitions.RequisitionInput(
            "Nurse",
            requisition_of(built).current.rubric_version,
            "UTC",
            (requisitions.CriterionInput(CORE[0]),),
        ),
    )
    recruiter = built.as_(built.recruiter)
    same = applications.add_candidate(recruiter, other, "amara  OKAFOR", "amara@example.org")
    assert same.candidate is added(built).candidate
    with pytest.raises(Exception, match="on this requisition already"):
        applications.add_candidate(recruiter, other, "Amara Okafor", "amara@example.org")
    third = requisitions.create_requisition(
        recruiter,
        built.manager.id,
        requisitions.RequisitionInput(
            "Support",
            requisition_of(built).current.rubric_version,
            "UTC",
            (requisitions.CriterionInput(CORE[0]),),
        ),
    )
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
