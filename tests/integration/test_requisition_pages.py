"""Requisitions in the browser: made, read, changed until an interview fixes them."""

import pytest
from sqlalchemy import select

from debrief.access import Opening, Role
from debrief.models import Requisition, RequisitionVersion, RubricVersion, UserRole
from debrief.services import rubrics
from tests.factories import NOON, UserFactory
from tests.integration.conftest import HASH
from tests.integration.house import CORE


def asked(built, **changes):
    rubric = built.debrief.requisition_version.rubric_version
    uses = {f"use-{key}": "rated" for key in CORE} | {f"use-{CORE[0]}": "must"}
    return {
        "title": "Ward nurse",
        "level": "Band 5",
        "location": "Leeds",
        "zone": "europe/london",
        "hiring_manager": f"{built.manager.name} ({built.manager.email})",
        "rubric_version": str(rubric.id),
        "due_hours": "24",
        "opening": "whole_panel",
        "success_profile": "Runs a shift alone.",
        **uses,
        **changes,
    }


def filled(page):
    """What the form of a page would send as it stands."""
    sent = {}
    for each in page.select("main form [name]"):
        if each.name == "textarea":
            sent[each["name"]] = each.text.strip()
        elif each.name == "select":
            sent[each["name"]] = each.select_one("[selected]")["value"]
        elif each.name == "input" and (each["type"] != "radio" or each.has_attr("checked")):
            sent[each["name"]] = each.get("value", "")
    return sent


def newest(built):
    built.session.expire_all()
    ids = select(Requisition).order_by(Requisition.created_at.desc()).limit(1)
    return built.session.scalars(ids).one()


def create(built, opened, **changes):
    response = opened.post("/requisitions", asked(built, **changes))
    assert response.status_code == 303, response.text
    return newest(built)


def test_a_recruiter_makes_a_requisition_and_everything_asked_for_can_be_read(built, recruiter):
    page = recruiter.page("/requisitions/new")
    rated = page.select("input[type=radio][value=rated][checked]")
    assert [each["name"] for each in rated] == [f"use-{key}" for key in CORE]
    assert page.select("details[open]") == []
    made = create(
        built, recruiter, **{f"weight-{CORE[1]}": "2", "weight_reason": "Hands over every shift."}
    )
    version = made.current
    assert (version.title, version.zone, version.due_hours) == ("Ward nurse", "Europe/London", 24)
    assert version.must_haves == CORE[:1]
    assert [each.weight for each in version.criteria] == [1, 2, 1, 1]
    assert made.hiring_manager_id == built.manager.id
    text = recruiter.page(f"/requisitions/{made.id}").text
    for told in (
        "Ward nurse",
        "Band 5, Leeds",
        built.manager.name,
        "weight 2",
        "Hands over every shift.",
        "Runs a shift alone.",
        "the middle rating of the panel is 3 or more",
        "24 hours after the panelist",
        "Open to changes until the first interview",
        "Candidates will be here",
    ):
        assert told in text


def test_the_forms_as_they_stand_send_everything_that_is_needed(built, recruiter):
    new = filled(recruiter.page("/requisitions/new"))
    new |= {"title": "Ward nurse", "hiring_manager": built.manager.email}
    assert recruiter.post("/requisitions", new).status_code == 303
    made = newest(built)
    assert [each.criterion for each in made.current.criteria] == list(CORE)
    url = f"/requisitions/{made.id}/edit"
    assert recruiter.post(url, filled(recruiter.page(url))).status_code == 303
    assert "Saved without a change." in recruiter.page(f"/requisitions/{made.id}/versions").text


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"title": " "}, "title", "Give the requisition a title."),
        ({"title": "x" * 201}, "title", "at most 200 characters"),
        ({"zone": "Berlin"}, "zone", "Choose a time zone"),
        ({"hiring_manager": "Nobody Here"}, "hiring_manager", "Nobody with an account"),
        ({"hiring_manager": ""}, "hiring_manager", "Choose somebody"),
        ({"due_hours": "soon"}, "due_hours", "whole number from 1 to 336"),
        ({"due_hours": "337"}, "due_hours", "whole number from 1 to 336"),
        ({"due_hours": "9" * 400}, "due_hours", "whole number from 1 to 336"),
        ({"opening": ""}, "opening", "Choose when panelists"),
        ({"rubric_version": "x"}, "rubric_version", "Choose a published rubric"),
        ({f"use-{key}": "off" for key in CORE}, "criteria", "one or more"),
        ({f"weight-{CORE[1]}": "0"}, f"weight-{CORE[1]}", "whole number from 1 to 100"),
        ({f"weight-{CORE[1]}": "3"}, "weight_reason", "job-related reason"),
    ],
)
def test_a_wrong_answer_is_named_at_its_field_and_nothing_typed_is_lost(
    built, recruiter, changes, field, message
):
    typed = asked(built, success_profile="Typed at length.") | changes
    response = recruiter.post("/requisitions", typed)
    assert response.status_code == 422
    assert message in response.text
    assert f'href="#{field}"' in response.text
    assert f'id="{field}"' in response.text
    assert "Typed at length." in response.text
    assert len(built.session.scalars(select(Requisition)).all()) == 1


def test_seven_must_haves_are_one_too_many(built, recruiter):
    rubric = built.debrief.requisition_version.rubric_version
    every = [each["key"] for each in rubric.document["criteria"]]
    typed = asked(built) | {f"use-{key}": "must" for key in every[:7]}
    response = recruiter.post("/requisitions", typed)
    assert (response.status_code, "at most 6 must-haves" in response.text) == (422, True)


def test_a_form_that_names_no_hiring_manager_at_all_is_asked_for_one(built, recruiter):
    typed = asked(built)
    del typed["hiring_manager"]
    response = recruiter.post("/requisitions", typed)
    assert (response.status_code, "Name the hiring manager." in response.text) == (422, True)


def test_choosing_another_rubric_version_shows_its_criteria_and_saves_nothing(
    built, recruiter, session
):
    document = built.debrief.requisition_version.rubric_version.document
    document = document | {"criteria": document["criteria"][:5]}
    other = rubrics.add_rubric_version(built.as_(built.recruiter), document)
    rubrics.publish_rubric(built.as_(built.recruiter), other)
    session.commit()
    typed = asked(built, rubric_version=str(other.id), show_rubric="yes")
    response = recruiter.post("/requisitions", typed)
    assert response.status_code == 200
    assert response.text.count('<fieldset class="use">') == 5
    assert 'value="Ward nurse"' in response.text
    made = create(built, recruiter)
    again = recruiter.post(f"/requisitions/{made.id}/edit", typed)
    assert (again.status_code, len(made.versions)) == (200, 1)


def test_without_a_published_rubric_the_page_says_who_publishes_one(session, signed_in):
    user = UserFactory(password_hash=HASH, roles=[UserRole(role=Role.HR)])
    assert session.scalars(select(RubricVersion)).all() == []
    assert "HR publishes one first" in signed_in(user).page("/requisitions/new").text


def test_the_hiring_manager_changes_it_and_every_save_can_be_read(
    built, people, recruiter, signed_in
):
    made = create(built, recruiter)
    manager = signed_in(people["manager"])
    page = manager.page(f"/requisitions/{made.id}/edit")
    assert page.select("#hiring_manager") == []
    assert page.select_one("#title")["value"] == "Ward nurse"
    typed = asked(built, title="Senior ward nurse", replaces="1", **{f"use-{CORE[1]}": "must"})
    typed["hiring_manager"] = f"{built.facilitator.name} ({built.facilitator.email})"
    assert manager.post(f"/requisitions/{made.id}/edit", typed).status_code == 303
    built.session.expire_all()
    assert made.hiring_manager_id == built.manager.id
    history = manager.page(f"/requisitions/{made.id}/versions").text
    for told in ("Version 2", built.manager.name, "Ward nurse", "Senior ward nurse", "Must-haves"):
        assert told in history
    typed["replaces"] = "2"
    assert recruiter.post(f"/requisitions/{made.id}/edit", typed).status_code == 303
    built.session.expire_all()
    assert made.hiring_manager_id == built.facilitator.id
    saves = recruiter.page(f"/requisitions/{made.id}/versions").select(".card")
    before, after = built.manager.name, built.facilitator.name
    assert [each.text for each in saves[0].select("del, ins")] == [before, after]
    assert f"Hiring manager from then on: {after}" in saves[0].text
    assert f"Hiring manager from then on: {before}" in saves[-1].text


def test_a_save_older_than_the_record_of_hiring_managers_names_nobody(built, recruiter, session):
    by = {"saved_by_id": built.recruiter.id, "saved_at": NOON}
    rubric = built.debrief.requisition_version.rubric_version
    said = {"title": "Ward nurse", "zone": "UTC", "opening": Opening.WHOLE_PANEL}
    made = Requisition(
        hiring_manager_id=built.manager.id, created_by_id=built.recruiter.id, created_at=NOON
    )
    made.versions = [RequisitionVersion(number=1, rubric_version=rubric, **said, **by)]
    session.add(made)
    session.commit()
    url = f"/requisitions/{made.id}"
    assert recruiter.post(f"{url}/edit", asked(built, replaces="1")).status_code == 303
    newest, oldest = recruiter.page(f"{url}/versions").select(".card")
    assert f"Hiring manager from then on: {built.manager.name}" in newest.text
    assert "Hiring manager" not in oldest.text + newest.select_one("dl").text


def test_of_two_who_edit_the_second_sees_both_texts_and_decides(
    built, people, recruiter, signed_in
):
    made = create(built, recruiter)
    url = f"/requisitions/{made.id}/edit"
    first = asked(built, title="From the manager", replaces="1")
    assert signed_in(people["manager"]).post(url, first).status_code == 303
    second = asked(built, title="From the recruiter", replaces="1", **{f"use-{CORE[2]}": "must"})
    response = recruiter.post(url, second)
    assert response.status_code == 412
    for told in ("From the manager", "From the recruiter", "Honesty about limits"):
        assert told in response.text
    assert 'name="replaces" value="2"' in response.text
    assert recruiter.post(url, second | {"replaces": "2"}).status_code == 303
    built.session.expire_all()
    assert made.current.title == "From the recruiter"
    assert recruiter.post(url, asked(built)).status_code == 428


def test_once_an_interview_is_scheduled_the_page_says_since_when_and_keeps_what_was_typed(
    built, people, signed_in
):
    fixed = built.debrief.stage.application.requisition
    manager = signed_in(people["manager"])
    page = manager.page(f"/requisitions/{fixed.id}").text
    assert "Fixed since Sun 22 Nov, 12:00" in page
    assert "/edit" not in manager.get(f"/requisitions/{fixed.id}").text
    typed = asked(built, success_profile="Typed meanwhile.", replaces="1")
    response = manager.post(f"/requisitions/{fixed.id}/edit", typed)
    assert response.status_code == 409
    assert "Typed meanwhile." in response.text
    assert "what this requisition asks for is fixed" in response.text
    assert "Fixed since" in manager.page(f"/requisitions/{fixed.id}/versions").text
