"""Interviews of a stage: typed, moved and removed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from debrief.models import Interview
from tests.factories import UserFactory
from tests.integration.setting_up.steps import interview, named, of_stage, schedule, set_up


def test_an_interview_is_typed_on_the_requisitions_clock_and_shown_on_it(
    built, recruiter, application
):
    url = f"/applications/{application.id}"
    assert "Interviews of this stage will be here" in recruiter.get(url).text
    form = recruiter.page(f"/stages/{application.stages[0].id}/interviews/new")
    assert form.select_one("#zone")["value"] == "Europe/Berlin"
    assert any(each["value"] == named(built.manager) for each in form.select("#people option"))
    assert schedule(built, recruiter, application).status_code == 303
    held = built.session.scalars(select(Interview).where(Interview.place == "Room 5")).one()
    assert (held.starts_at.hour, held.ends_at - held.starts_at) == (8, timedelta(hours=1))
    page = recruiter.get(url).text
    assert "Tue 1 Dec, 09:30" in page
    assert ", ".join(sorted(user.name for user in built.panel[:2])) in page


@pytest.mark.parametrize(
    ("given", "named_at"),
    [
        ({"date": "soon"}, ("date", "like 24/11/2026")),
        ({"starts": "early"}, ("starts", "like 9:30")),
        ({"ends": "9:00"}, ("ends", "must end after it starts")),
        ({"date": "29/3/2026", "starts": "2:30", "ends": "4"}, ("starts", "02:30 does not exist")),
        ({"date": "29/3/2026", "starts": "1", "ends": "2:30"}, ("ends", "02:30 does not exist")),
        ({"zone": "Mars"}, ("zone", "Choose a time zone")),
        ({"format": ""}, ("format", "Choose how")),
        ({"interviewers": []}, ("interviewers", "Choose somebody")),
        ({"interviewers": ["Nobody Here"]}, ("interviewers", "Nobody with an account")),
    ],
)
def test_an_interview_that_cannot_be_is_named_at_its_field_and_nothing_typed_is_lost(
    built, recruiter, application, given, named_at
):
    field, message = named_at
    response = schedule(built, recruiter, application, **given)
    assert response.status_code == 422
    assert message in response.text
    assert f'id="{field}"' in response.text
    assert "Room 5" in response.text
    assert built.session.scalars(select(Interview).where(Interview.place == "Room 5")).all() == []


def test_a_name_that_two_people_have_asks_for_the_address(built, recruiter, application):
    for _ in range(2):
        UserFactory(name="Kim Lee")
    response = schedule(built, recruiter, application, interviewers=["kim  lee"])
    assert "2 people have this name" in response.text
    assert 'value="kim  lee"' in response.text


def test_more_interviewers_than_fields_are_asked_for_without_losing_any(
    built, recruiter, application
):
    response = schedule(built, recruiter, application, more="yes")
    assert response.status_code == 200
    assert response.text.count('name="interviewers"') == 4
    assert named(built.panel[0]) in response.text
    assert 'value="930"' in response.text


def test_moving_an_interview_moves_what_is_due_and_two_who_move_it_see_each_other(
    built, recruiter, application
):
    schedule(built, recruiter, application)
    set_up(built, recruiter, application)
    (held,) = application.stages[0].interviews
    url = f"/interviews/{held.id}"
    form = recruiter.page(url)
    assert form.select_one("#date")["value"] == "01/12/2026"
    seen = form.select_one("[name=seen]")["value"]
    more = recruiter.post(url, interview(built, seen=seen, more="yes"))
    assert (more.status_code, seen in more.text) == (200, True)
    before = of_stage(built, application).due_at
    assert recruiter.post(url, interview(built, seen=seen, date="2/12/2026")).status_code == 303
    assert of_stage(built, application).due_at == before + timedelta(days=1)
    stale = recruiter.post(url, interview(built, seen=seen, date="3 Dec 2026", place="Room 9"))
    assert stale.status_code == 412
    for told in ("Stored now:", "Wed 2 Dec, 09:30", "Room 5", "Room 9", "3 Dec 2026"):
        assert told in stale.text


def test_an_interview_is_removed_after_a_question_and_the_panels_last_one_stays(
    built, recruiter, application
):
    schedule(built, recruiter, application)
    schedule(built, recruiter, application, starts="14", ends="15", place="Room 6")
    set_up(built, recruiter, application)
    first, second = application.stages[0].interviews
    assert (
        "Remove the interview of Tue 1 Dec, 14:00?"
        in recruiter.get(f"/interviews/{second.id}/removal").text
    )
    assert recruiter.post(f"/interviews/{second.id}/removal").status_code == 303
    last = recruiter.post(f"/interviews/{first.id}/removal")
    assert (last.status_code, "Move it, or cancel the debrief" in last.text) == (409, True)
