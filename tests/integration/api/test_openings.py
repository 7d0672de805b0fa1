"""Requisitions, candidates and rubrics through the API, each as far as somebody may know."""

import pytest

from debrief.services import applications, rubrics
from tests.integration.house import CORE, house


@pytest.fixture
def opening(built):
    return f"/requisitions/{built.debrief.stage.application.requisition_id}"


def test_everybody_lists_the_requisitions_they_may_read(session, built, people, program):
    other = house(session)
    session.commit()
    own = {str(built.debrief.stage.application.requisition_id)}
    both = own | {str(other.debrief.stage.application.requisition_id)}
    for seat, known in (("manager", own), ("owing", own), ("recruit", both), ("stranger", set())):
        listed = program(people[seat]).get("/requisitions").json["items"]
        assert {each["id"] for each in listed} == known
    first = program(people["recruit"]).get("/requisitions?page_size=1")
    assert len(first.json["items"]) == 1
    assert 'rel="next"' in first.headers["Link"]


def test_a_requisition_says_what_it_asks_for(built, people, program, opening):
    told = program(people["manager"]).get(opening).json
    assert (told["title"], told["version"]) == ("Platform engineer", 1)
    assert told["criteria"][0] == {"criterion": CORE[0], "must_have": True, "weight": 1}
    assert told["hiring_manager"] == built.manager.name
    assert told["locked_at"]


def test_a_panelist_sees_the_candidates_of_their_own_panels_alone(
    session, built, people, program, opening
):
    recruiter = built.as_(built.recruiter)
    requisition = built.debrief.stage.application.requisition
    applications.add_candidate(recruiter, requisition, "Ada Nobody")
    session.commit()
    names = {
        seat: [each["name"] for each in answer.json["items"]]
        for seat in ("owing", "manager")
        for answer in [program(people[seat]).get(f"{opening}/applications")]
    }
    assert names["owing"] == ["Łukasz Nguyễn-Öztürk"]
    assert sorted(names["manager"]) == ["Ada Nobody", "Łukasz Nguyễn-Öztürk"]


def test_how_an_application_came_in_is_told_to_nobody(session, built, people, program, opening):
    recruiter, application = built.as_(built.recruiter), built.debrief.stage.application
    applications.record_referral(recruiter, application, "Agency Nineteen")
    session.commit()
    for seat in ("manager", "owing", "hr", "recruit"):
        ask = program(people[seat])
        for path in (opening, f"{opening}/applications", f"/applications/{application.id}"):
            answer = ask.get(path)
            assert (answer.status_code, "Nineteen" in answer.text) == (200, False)


def test_an_application_leads_to_its_debrief(built, people, program):
    told = program(people["manager"]).get(f"/applications/{built.debrief.stage.application_id}")
    (stage,) = told.json["stages"]
    assert (stage["kind"], stage["debrief"]["debrief_id"]) == ("panel", str(built.debrief.id))
    assert stage["interviews"][0]["interviewers"]


@pytest.mark.parametrize("seat", ["owing", "manager"])
def test_no_list_changes_while_others_submit(built, people, program, opening, seat):
    ask = program(people[seat])
    application = f"/applications/{built.debrief.stage.application_id}"
    paths = ("/requisitions", opening, f"{opening}/applications", application)
    before = [(each.data, each.headers["ETag"]) for each in map(ask.get, paths)]
    built.submit(people["in"], 1)
    built.session.commit()
    assert [(each.data, each.headers["ETag"]) for each in map(ask.get, paths)] == before


def test_a_rubric_is_read_as_interviewers_meet_it(built, people, program):
    version = built.debrief.requisition_version.rubric_version
    ask = program(people["owing"])
    listed = ask.get("/rubrics").json["items"]
    assert [each["key"] for each in listed] == [version.rubric.key]
    told = ask.get(f"/rubrics/{version.id}").json
    assert (told["digest"], told["number"]) == (version.digest, 1)
    assert len(told["document"]["criteria"]) == 12


def test_a_rubric_that_is_not_published_is_there_for_hr_alone(session, built, people, program):
    published = built.debrief.requisition_version.rubric_version
    draft = rubrics.add_rubric_version(
        built.as_(built.recruiter), published.document | {"title": "Next"}
    )
    session.commit()
    path = f"/rubrics/{draft.id}"
    assert program(people["owing"]).get(path).status_code == 404
    assert program(people["hr"]).get(path).json["published_at"] is None
    counts = [
        len(program(people[seat]).get("/rubrics").json["items"][0]["versions"])
        for seat in ("owing", "hr")
    ]
    assert counts == [1, 2]
