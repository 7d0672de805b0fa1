"""Openings, applications and rubric versions."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from debrief.access import State
from debrief.audit import KeyRing
from debrief.errors import ConflictError, InvalidInputError, StaleError
from debrief.integrations.rubric_yaml import shipped_rubric
from debrief.models import InterviewFormat, ReferralSource
from debrief.services import (
    applications,
    drafts,
    panels,
    requisitions,
    reveals,
    rubrics,
)
from debrief.services.context import Context
from tests.factories import NOON
from tests.integration.house import CORE, house


@pytest.fixture
def built(session):
    return house(session)


def asked(built, **changes):
    requisition = built.debrief.stage.application.requisition
    given = {
        "title": "Nurse",
        "rubric_version": requisition.current.rubric_version,
        "zone": "UTC",
        "criteria": tuple(requisitions.CriterionInput(key) for key in CORE),
    }
    return requisitions.RequisitionInput(**(given | changes))


def create(built, **changes):
    return requisitions.create_requisition(
        built.as_(built.recruiter), built.manager.id, asked(built, **changes)
    )


def test_every_save_is_a_version_until_the_first_interview_locks_it(built):
    requisition = create(built)
    requisitions.save_requisition(
        built.as_(built.manager), requisition, asked(built, title="RN"), 1
    )
    assert [version.title for version in requisition.versions] == ["Nurse", "RN"]
    assert requisition.current.must_haves == ()
    locked = built.debrief.stage.application.requisition
    assert locked.current.must_haves == CORE[:1]
    with pytest.raises(ConflictError, match="fixed"):
        requisitions.save_requisition(built.as_(built.manager), locked, asked(built), 1)
    requisitions.lock_requisition(built.as_(built.manager), locked)
    assert locked.locked_at == NOON - timedelta(days=2)


def test_what_an_opening_asks_for_is_checked(built, session):
    draft = rubrics.add_rubric_version(
        built.as_(built.recruiter),
        built.debrief.requisition_version.rubric_version.document | {"title": "Another"},
    )
    every = [c["key"] for c in draft.document["criteria"]]
    for changes, field in [
        ({"rubric_version": draft}, "rubric_version"),
        ({"criteria": ()}, "criteria"),
        ({"criteria": (requisitions.CriterionInput("fit"),)}, "criteria"),
        (
            {"criteria": tuple(requisitions.CriterionInput(k, must_have=True) for k in every)},
            "must_haves",
        ),
        (
            {
                "criteria": (
                    requisitions.CriterionInput(CORE[0], weight=2),
                    requisitions.CriterionInput(CORE[1]),
                )
            },
            "weight_reason",
        ),
        ({"title": " "}, "title"),
    ]:
        with pytest.raises(InvalidInputError) as caught:
            create(built, **changes)
        assert set(caught.value.fields) == {field}


def test_a_rubric_version_is_published_once(built):
    version = built.debrief.requisition_version.rubric_version
    assert version.number == 1
    with pytest.raises(ConflictError, match="published already"):
        rubrics.publish_rubric(built.as_(built.recruiter), version)


def test_an_interview_ends_after_it_starts_and_has_an_interviewer(built):
    given = applications.InterviewInput(
        NOON, NOON, InterviewFormat.PHONE, "UTC", (built.panel[0].id,)
    )
    recruiter = built.as_(built.recruiter)
    with pytest.raises(InvalidInputError, match="end after"):
        applications.schedule_interview(recruiter, built.debrief.stage, given)
    nobody = applications.InterviewInput(
        NOON, NOON + timedelta(hours=1), InterviewFormat.PHONE, "UTC", ()
    )
    with pytest.raises(InvalidInputError, match="interviewer"):
        applications.schedule_interview(recruiter, built.debrief.stage, nobody)


def test_how_an_application_came_in_is_kept_apart_and_can_be_corrected(built, session):
    application = built.debrief.stage.application
    recruiter = built.as_(built.recruiter)
    applications.record_referral(recruiter, application, "Careers page")
    applications.record_referral(recruiter, application, "Referred by staff")
    assert session.get(ReferralSource, application.id).source == "Referred by staff"


def test_a_candidate_has_a_name_or_what_stands_for_it(built):
    recruiter = built.as_(built.recruiter)
    requisition = built.debrief.stage.application.requisition
    added = applications.add_candidate(recruiter, requisition, " 李 한 ", " Li@Example.org ")
    assert (added.candidate.name, added.candidate.identity.email) == ("李 한", "li@example.org")
    added.candidate.identity.name = None
    assert added.candidate.name == f"Candidate {str(added.candidate.id)[:8]}"


def test_the_system_writes_no_words(session):
    context = Context(SimpleNamespace(), "system", NOON, KeyRing(b"t" * 32))
    with pytest.raises(InvalidInputError, match="Only a person"):
        context.write("A reason.", None)


def moved(built, hours, **changes):
    given = {
        "starts_at": NOON + timedelta(hours=hours - 1),
        "ends_at": NOON + timedelta(hours=hours),
        "format": InterviewFormat.ON_SITE,
        "zone": "UTC",
        "interviewer_ids": tuple(user.id for user in built.panel),
        "place": "Room 5",
    }
    return applications.InterviewInput(**(given | changes))


def test_cards_fall_due_after_the_panelists_own_last_interview_wherever_it_is_moved(built):
    recruiter, stage = built.as_(built.recruiter), built.debrief.stage
    (interview,) = stage.interviews
    applications.move_interview(recruiter, interview, moved(built, 30))
    assert {each.due_at for each in built.debrief.panelists} == {NOON + timedelta(hours=54)}
    assert (interview.place, interview.format) == ("Room 5", InterviewFormat.ON_SITE)
    own = moved(built, 40, interviewer_ids=(built.panel[0].id, built.panel[0].id))
    second = applications.schedule_interview(recruiter, stage, own)
    assert built.seat(built.panel[0]).due_at == NOON + timedelta(hours=64)
    assert built.seat(built.panel[1]).due_at == NOON + timedelta(hours=54)
    assert built.debrief.due_at == NOON + timedelta(hours=64)
    applications.remove_interview(recruiter, second)
    assert built.debrief.due_at == NOON + timedelta(hours=54)
    with pytest.raises(ConflictError, match="Move it, or cancel"):
        applications.remove_interview(recruiter, interview)
    reveals.cancel(recruiter, built.debrief)
    applications.remove_interview(recruiter, interview)
    assert stage.interviews == []


def test_moving_the_interview_ahead_has_the_debrief_wait_for_it_again(built):
    recruiter = built.as_(built.recruiter)
    reveals.settle(recruiter, built.debrief)
    assert built.debrief.state is State.COLLECTING
    applications.move_interview(recruiter, built.debrief.stage.interviews[0], moved(built, 30))
    assert built.debrief.state is State.SCHEDULED


def test_what_a_panelist_rates_may_change_until_the_card_is_begun(built, session):
    recruiter = built.as_(built.recruiter)
    first, second = (built.seat(user) for user in built.panel)
    panels.change_criteria(recruiter, first, (CORE[2], CORE[0]))
    assert first.criteria == (CORE[2], CORE[0])
    for wrong in ((), ("fit",)):
        with pytest.raises(InvalidInputError, match="one to 4"):
            panels.change_criteria(recruiter, first, wrong)
    drafts.save_draft(
        built.as_(built.panel[1]), built.card(built.panel[1]), drafts.Typed({"a": "b"}, "0.0")
    )
    with pytest.raises(ConflictError, match="begun the card"):
        panels.change_criteria(recruiter, second, CORE[:1])
    built.submit(built.panel[1])
    with pytest.raises(ConflictError, match="begun the card"):
        panels.change_criteria(recruiter, second, CORE[:1])


def test_two_who_edit_a_requisition_never_overwrite_each_other_unseen(built):
    requisition = create(built)
    manager, recruiter = built.as_(built.manager), built.as_(built.recruiter)
    requisitions.save_requisition(manager, requisition, asked(built, title="RN"), 1)
    with pytest.raises(StaleError, match="since you opened"):
        requisitions.save_requisition(recruiter, requisition, asked(built), 1)
    requisitions.save_requisition(
        recruiter, requisition, asked(built), 2, hiring_manager_id=built.facilitator.id
    )
    assert requisition.hiring_manager_id == built.facilitator.id
    assert requisition.current.number == 3


def test_the_shipped_rubric_is_loaded_once_and_published(session):
    context = Context(session, "operator", NOON, KeyRing(b"t" * 32))
    read = []

    def document():
        read.append(True)
        return shipped_rubric()

    first = rubrics.load_default(context, document)
    assert first.published_at == NOON
    assert rubrics.load_default(context, document) is first
    assert len(read) == 1
