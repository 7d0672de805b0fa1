"""A text checked in the light of where it stands, as the form checks it."""

import pytest

from debrief.language import Severity
from debrief.models import Requisition
from debrief.services import requisitions, wording
from debrief.services.wording import Asked, OwnInput
from tests.factories import UserFactory
from tests.integration.house import CORE

OWN = OwnInput("culture_fit", Severity.WARN, ("textbook",), "Why.", "What?", "___.")
BIRTH = "Pregnancy next year?"
STRANGE = "The requisition does not rate this."


@pytest.fixture
def midwife(built) -> Requisition:
    """An opening whose panel rates technical depth too."""
    rubric = built.debrief.requisition_version.rubric_version
    chosen = tuple(requisitions.CriterionInput(key) for key in (*CORE, "technical_depth"))
    given = requisitions.RequisitionInput(
        "Midwife, pregnancy and birth", rubric, "Europe/London", chosen
    )
    made = requisitions.create_requisition(built.as_(built.recruiter), built.manager.id, given)
    built.session.commit()
    return made


@pytest.fixture
def flagged(built, program):
    """What the hiring manager's program hears of a text."""
    ask = program(built.manager)

    def check(text, **where):
        answer = ask("POST", "/comment-checks", {"text": text} | where)
        assert answer.status_code == 200, answer.json
        return [flag["words"] for flag in answer.json["flags"]]

    return check


def test_words_of_the_vacancy_pass_where_its_requisition_is_named(flagged, midwife):
    assert flagged(BIRTH) == ["Pregnancy next"]
    assert flagged(BIRTH, requisition_id=str(midwife.id)) == []


def test_words_of_the_criterion_pass_where_it_is_named(built, people, flagged, midwife):
    wording.add_words(built.as_(people["hr"]), OWN, Asked("Overused.", 0))
    built.session.commit()
    here = {"requisition_id": str(midwife.id)}
    assert flagged("Textbook terms.", **here) == ["Textbook"]
    assert flagged("Textbook terms.", criterion=CORE[0], **here) == ["Textbook"]
    assert flagged("Textbook terms.", criterion="technical_depth", **here) == []


def test_an_advert_is_read_by_its_own_rules(flagged, midwife):
    text = "Ninja wanted, with 5 years of experience."
    assert flagged(text) == []
    assert flagged(text, kind="advert") == ["Ninja", "5 years of experience"]
    assert flagged(text, kind="advert", requisition_id=str(midwife.id)) != []


def test_a_criterion_that_is_not_rated_there_is_pointed_at(built, program, midwife):
    body = {"text": "x", "requisition_id": str(midwife.id), "criterion": "business_translation"}
    answer = program(built.manager)("POST", "/comment-checks", body)
    assert answer.status_code == 422
    assert answer.json["errors"] == [{"pointer": "#/criterion", "detail": STRANGE}]


def test_a_requisition_of_others_is_as_absent_as_one_that_is_not_there(program, midwife, built):
    stranger = UserFactory()
    built.session.commit()
    ask = program(stranger)
    answers = [
        ask("POST", "/comment-checks", {"text": "x", "requisition_id": each})
        for each in (str(midwife.id), "00000000-0000-4000-8000-000000000000")
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].json == answers[1].json
