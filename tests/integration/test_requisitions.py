"""Openings, applications and rubric versions."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from debrief.audit import KeyRing
from debrief.errors import ConflictError, InvalidInputError
from debrief.models import InterviewFormat, ReferralSource
from debrief.services import applications, requisitions, rubrics
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
    requisitions.save_requisition(built.as_(built.manager), requisition, asked(built, title="RN"))
    assert [version.title for version in requisition.versions] == ["Nurse", "RN"]
    assert requisition.current.must_haves == ()
    locked = built.debrief.stage.application.requisition
    assert locked.current.must_haves == CORE[:1]
    with pytest.raises(ConflictError, match="fixed"):
        requisitions.save_requisition(built.as_(built.manager), locked, asked(built))
    requisitions.lock_requisition(built.as_(built.manager), locked)
    assert locked.locked_at == NOON - timedelta(days=2)


def test_what_an_opening_asks_for_is_checked(built, session):
    draft = rubrics.add_rubric_version(
        built.as_(built.recruiter),
        built.debrief.requisition_version.rubric_version.document,
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
