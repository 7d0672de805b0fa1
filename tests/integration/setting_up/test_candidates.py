"""A candidate comes on a requisition, and gets a stage."""

import pytest
from sqlalchemy import select

from debrief.models import AuditEntry, ReferralSource
from tests.integration.setting_up.steps import schedule, set_up


def test_a_candidate_comes_on_a_requisition_with_the_source_kept_apart(
    built, people, recruiter, application, signed_in
):
    assert application.candidate.identity.email == "amara@example.org"
    assert built.session.get(ReferralSource, application.id).source == "Careers page"
    url = f"/applications/{application.id}"
    assert "Careers page" in signed_in(people["hr"]).get(url).text
    manager = signed_in(people["manager"]).get(url).text
    assert "Amara Okafor" in manager
    for hidden in ("Careers page", "How they came in", "amara@example.org"):
        assert hidden not in manager
    assert recruiter.post(f"{url}/referral", {"source": "Referred by staff"}).status_code == 303
    assert 'value="Referred by staff"' in recruiter.get(url).text


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"name": " "}, "Give the candidate&#39;s name."),
        ({"email": "amara"}, "like name@example.org"),
        ({"email": "amara@example.org"}, "on this requisition already"),
        ({"source": "x" * 201}, "at most 200 characters"),
    ],
)
def test_a_candidate_that_cannot_be_added_is_named_and_kept(
    built, recruiter, application, given, message
):
    url = f"/requisitions/{application.requisition_id}/candidates"
    response = recruiter.post(url, {"name": "Ada Obi", "email": "ada@example.org"} | given)
    assert (response.status_code, message in response.text) == (422, True)
    assert "Ada Obi" in response.text or given["name"] == " "


def test_a_letter_of_a_name_that_the_summary_cannot_print_is_told_where_the_name_is_typed(
    recruiter, application
):
    url = f"/requisitions/{application.requisition_id}/candidates"
    typed = recruiter.post(url, {"name": "Ada \U00010348", "email": "ada"})
    assert "“\U00010348”; it prints as [U+10348]" in typed.text
    added = recruiter.post(url, {"name": "Ada \U00010348"})
    assert "it prints as [U+10348]" in recruiter.get(added.location).text
    assert "prints as" not in recruiter.get(f"/applications/{application.id}").text


def test_a_stage_and_a_source_that_say_nothing_are_named(recruiter, application):
    url = f"/applications/{application.id}"
    assert "Choose a stage." in recruiter.post(f"{url}/stages", {"kind": ""}).text
    blank = recruiter.post(f"{url}/referral", {"source": " "})
    assert (blank.status_code, "Say how the application came in." in blank.text) == (422, True)


def test_what_set_up_adds_to_the_log_holds_no_name_and_no_address(built, recruiter, application):
    schedule(built, recruiter, application)
    set_up(built, recruiter, application)
    entries = built.session.execute(select(AuditEntry.tag, AuditEntry.body)).all()
    assert {"candidate:added", "stage:added", "interview:scheduled"} <= {
        each.tag for each in entries
    }
    log = b"\n".join(each.body for each in entries)
    for told in (b"Amara", b"amara", b"Careers", b"Room"):
        assert told not in log
