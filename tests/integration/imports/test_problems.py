"""Rows that cannot be done: what is wrong with each, in words that say what to do."""

import pytest

from debrief.services import imports, panels, reveals
from debrief.services.import_plan import Kind
from tests.factories import UserFactory
from tests.integration.house import CORE
from tests.integration.imports.files import (
    TIMES,
    added,
    carry_out,
    debrief_of,
    opening,
    plan,
    problem,
    read,
    requisition_of,
    row,
    seat,
)


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
    wide = opening(built, "Nurse", every)
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
