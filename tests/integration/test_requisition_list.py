"""Which requisitions and candidates each person finds, and what the lists say."""

import pytest
from sqlalchemy import select

from debrief.access import Identity, Permission, Role, permits
from debrief.models import Requisition, UserRole
from debrief.reports.facts import application_facts, requisition_facts
from debrief.reports.requisitions import Wanted, list_requisitions
from debrief.services import requisitions
from tests.factories import UserFactory
from tests.integration.browser import without_tokens
from tests.integration.conftest import HASH
from tests.integration.house import CORE, house


def test_the_list_is_searched_by_words_and_state_and_paged(built, recruiter):
    for place in range(26):
        requisitions.create_requisition(
            built.as_(built.recruiter),
            built.manager.id,
            requisitions.RequisitionInput(
                f"Nurse, 100% nights {place}",
                built.debrief.requisition_version.rubric_version,
                "UTC",
                (requisitions.CriterionInput(CORE[0]),),
            ),
        )
    built.session.commit()

    def titles(query):
        return [each.text for each in recruiter.page(f"/requisitions{query}").select(".list a")]

    assert (len(titles("")), len(titles("?page=2"))) == (25, 2)
    assert titles("?words=ENGINEER") == ["Platform engineer"]
    sevens = ["Nurse, 100% nights 17", "Nurse, 100% nights 7"]
    assert sorted(titles("?words=nights 7 nurse")) == sevens
    assert titles("?words=_") == []
    assert len(titles("?words=%25")) == 25
    assert titles("?state=fixed") == ["Platform engineer"]
    assert "Platform engineer" not in titles("?state=open") + titles("?state=open&page=2")
    assert "No requisition matches" in recruiter.page("/requisitions?words=pilot").text


@pytest.mark.parametrize(
    ("seat", "told"),
    [
        ("stranger", "A recruiter makes them"),
        ("recused", "A recruiter makes them"),
        ("auditor", "A recruiter makes them"),
    ],
)
def test_a_list_that_is_empty_says_what_will_be_here(built, people, signed_in, seat, told):
    assert told in signed_in(people[seat]).page("/requisitions").text


def test_before_the_first_requisition_those_who_make_them_are_told_to(session, signed_in):
    user = UserFactory(password_hash=HASH, roles=[UserRole(role=Role.RECRUITER)])
    assert "Make the first one" in signed_in(user).page("/requisitions").text


def test_the_list_holds_exactly_what_the_policy_lets_each_person_read(built, people, session):
    other = house(session, size=1)
    everything = session.scalars(select(Requisition)).all()
    for user in [*people.values(), other.manager, other.panel[0], other.facilitator]:
        who = Identity(user.id, user.role_names)
        listed = {line.id for line in list_requisitions(session, who, Wanted(), 0, 100)}
        assert listed == {
            each.id
            for each in everything
            if permits(who, Permission.REQUISITION_READ, requisition_facts(session, each))
        }


def test_work_on_one_candidate_opens_no_other_one_of_the_same_requisition(
    built, people, session, signed_in, recruiter
):
    requisition = built.debrief.stage.application.requisition
    url = f"/requisitions/{requisition.id}"
    assert recruiter.post(f"{url}/candidates", {"name": "Amara Okafor"}).status_code == 303
    other = next(a for a in requisition.applications if a.candidate.name == "Amara Okafor")
    assert application_facts(session, other).involved_ids == frozenset()
    panelist = signed_in(people["in"])
    assert "Amara" not in panelist.get(url).text
    assert panelist.get(f"/applications/{other.id}").status_code == 404
    for seat in ("manager", "hr", "recruit"):
        assert "Amara" in signed_in(people[seat]).get(url).text


@pytest.mark.parametrize("seat", ["owing", "manager"])
def test_until_the_reveal_no_set_up_page_tells_that_or_what_others_scored(
    built, people, signed_in, seat
):
    application = built.debrief.stage.application
    paths = [
        "/requisitions",
        f"/requisitions/{application.requisition_id}",
        f"/requisitions/{application.requisition_id}/versions",
        f"/applications/{application.id}",
    ]
    reader = signed_in(people[seat])
    before = [without_tokens(reader.get(path)) for path in paths]
    for level in (1, 5):
        built.submit(people["in"], level, replaces=None if level == 1 else 1)
        built.session.commit()
        assert [without_tokens(reader.get(path)) for path in paths] == before
