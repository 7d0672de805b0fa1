"""From a candidate to a debrief in the browser: stages, interviews, panels, a file of all three."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from debrief.access import State
from debrief.models import Application, AuditEntry, Debrief, Interview, ReferralSource
from debrief.services import panels
from debrief.services.drafts import Typed, save_draft
from tests.factories import UserFactory
from tests.integration.house import CORE

INTERVIEW = {
    "date": "1/12/2026",
    "starts": "930",
    "ends": "10.30",
    "zone": "Europe/Berlin",
    "format": "video",
    "place": "Room 5",
}


@pytest.fixture
def recruiter(people, signed_in):
    return signed_in(people["recruit"])


@pytest.fixture
def application(built, recruiter):
    """A second candidate, with a stage and nothing else."""
    requisition = built.debrief.stage.application.requisition
    url = f"/requisitions/{requisition.id}/candidates"
    given = {"name": "Amara Okafor", "email": "Amara@Example.org", "source": "Careers page"}
    response = recruiter.post(url, given)
    assert response.status_code == 303
    built.session.expire_all()
    added = next(a for a in requisition.applications if a.candidate.name == "Amara Okafor")
    assert response.location == f"/applications/{added.id}"
    assert recruiter.post(f"{response.location}/stages", {"kind": "panel"}).status_code == 303
    built.session.expire_all()
    return added


def named(user):
    return f"{user.name} ({user.email})"


def interview(built, **changes):
    return INTERVIEW | {"interviewers": [named(built.panel[0]), built.panel[1].email, ""]} | changes


def schedule(built, recruiter, application, **changes):
    url = f"/stages/{application.stages[0].id}/interviews"
    return recruiter.post(url, interview(built, **changes))


def panel(built, **changes):
    given = {"facilitator": named(built.facilitator)}
    for place, user in enumerate(built.panel[:2]):
        given |= {f"panel-{place}-person": named(user), f"panel-{place}-criteria": list(CORE)}
    return given | changes


def set_up(built, recruiter, application, **changes):
    url = f"/stages/{application.stages[0].id}/debrief"
    return recruiter.post(url, panel(built, **changes))


def of_stage(built, application):
    built.session.expire_all()
    chosen = select(Debrief).where(Debrief.stage_id == application.stages[0].id)
    return built.session.scalars(chosen).one()


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


def test_a_stage_and_a_source_that_say_nothing_are_named(recruiter, application):
    url = f"/applications/{application.id}"
    assert "Choose a stage." in recruiter.post(f"{url}/stages", {"kind": ""}).text
    blank = recruiter.post(f"{url}/referral", {"source": " "})
    assert (blank.status_code, "Say how the application came in." in blank.text) == (422, True)


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


def test_a_panel_starts_from_the_interviewers_and_is_shown_with_what_each_rates(
    built, people, recruiter, application, signed_in
):
    stage = application.stages[0]
    early = set_up(built, recruiter, application)
    assert (early.status_code, "Schedule the stage" in early.text) == (409, True)
    schedule(built, recruiter, application)
    form = recruiter.page(f"/stages/{stage.id}/debrief")
    given = {each.get("value") for each in form.select("input[list=people]")}
    assert {named(built.panel[0]), named(built.panel[1])} <= given
    assert form.select("input[type=checkbox][checked]") == []
    assert set_up(built, recruiter, application).status_code == 303
    debrief = of_stage(built, application)
    assert [each.criteria for each in debrief.panelists] == [CORE, CORE]
    page = recruiter.get(f"/applications/{application.id}").text
    for told in (built.facilitator.name, built.panel[0].name, "Honesty about limits", "scheduled"):
        assert told in page
    assert (
        "Change criteria"
        not in signed_in(people["manager"]).get(f"/applications/{application.id}").text
    )
    again = set_up(built, recruiter, application)
    assert (again.status_code, "has its debrief already" in again.text) == (409, True)


@pytest.mark.parametrize(
    ("given", "named_at"),
    [
        ({"facilitator": ""}, ("facilitator", "Choose somebody")),
        ({"panel-0-person": "Nobody"}, ("panel-0-person", "Nobody with an account")),
        ({"panel-1-person": ""}, ("panel-1-person", "Choose somebody")),
        ({"panel-1-criteria": []}, ("panel-1-criteria", "one to 4 criteria")),
        ({"panel-1-criteria": ["fit"], "accept_thin": "yes"}, ("panel", "one to 4 of the")),
    ],
)
def test_a_panel_that_cannot_be_is_named_at_its_field_and_nothing_typed_is_lost(
    built, recruiter, application, given, named_at
):
    field, message = named_at
    schedule(built, recruiter, application)
    response = set_up(built, recruiter, application, **given)
    assert response.status_code == 422
    assert message in response.text
    assert f'id="{field}' in response.text
    assert named(built.panel[1] if field == "panel-0-person" else built.panel[0]) in response.text


def test_nobody_sits_on_a_panel_twice_and_a_panel_is_somebody(built, recruiter, application):
    schedule(built, recruiter, application)
    twice = {"panel-1-person": built.panel[0].email}
    assert "on the panel already" in set_up(built, recruiter, application, **twice).text
    nobody = {f"panel-{n}-{part}": "" for n in range(2) for part in ("person", "criteria")}
    for place in range(2):
        nobody[f"panel-{place}-criteria"] = []
    assert "Name a panelist." in set_up(built, recruiter, application, **nobody).text
    more = set_up(built, recruiter, application, more="yes")
    assert (more.status_code, more.text.count('list="people"')) == (200, 5)


def test_a_must_have_that_only_one_would_rate_is_pointed_out_and_can_be_accepted(
    built, recruiter, application
):
    schedule(built, recruiter, application)
    thin = {"panel-1-criteria": list(CORE[1:]), "facilitator": named(built.manager)}
    response = set_up(built, recruiter, application, **thin)
    assert response.status_code == 422
    assert "Fewer than two panelists rate: Problem-solving process." in response.text
    assert "Go on with this panel" in response.text
    assert set_up(built, recruiter, application, **thin, accept_thin="yes").status_code == 303
    page = recruiter.get(f"/applications/{application.id}").text
    assert "Fewer than two panelists rate: Problem-solving process." in page
    assert "The facilitator is also the hiring manager." in page


def test_a_facilitator_who_scores_is_noted(built, recruiter, application):
    schedule(built, recruiter, application)
    set_up(built, recruiter, application, facilitator=built.panel[0].email)
    page = recruiter.get(f"/applications/{application.id}").text
    assert "so a missing card cannot be waived here" in page


def test_a_panelist_who_joins_before_the_reveal_has_the_debrief_collect_again(
    built, people, recruiter
):
    built.submit(people["owing"])
    built.submit(people["in"])
    built.session.commit()
    assert built.debrief.state is State.SEALED
    newcomer = UserFactory(name="Ravi Iyer")
    url = f"/debriefs/{built.debrief.id}/panelists"
    assert "then waits for this person" in recruiter.get(f"{url}/new").text
    refused = recruiter.post(url, {"person": "Ravi Iyer", "criteria": []})
    assert (refused.status_code, 'value="Ravi Iyer"' in refused.text) == (422, True)
    twice = recruiter.post(url, {"person": built.panel[0].email, "criteria": list(CORE)})
    assert (twice.status_code, "on the panel already" in twice.text) == (409, True)
    joined = recruiter.post(url, {"person": "Ravi Iyer", "criteria": list(CORE[:2])})
    assert joined.status_code == 303
    built.session.expire_all()
    assert built.debrief.state is State.COLLECTING
    assert built.seat(newcomer).criteria == CORE[:2]


def test_what_somebody_rates_changes_until_the_card_is_begun(built, people, recruiter):
    seat = built.seat(people["owing"])
    url = f"/debriefs/{built.debrief.id}/panelists/{seat.id}"
    boxes = recruiter.page(url).select("input[type=checkbox][checked]")
    assert [each["value"] for each in boxes] == list(CORE)
    assert recruiter.post(url, {"criteria": list(CORE[:1])}).status_code == 303
    built.session.expire_all()
    assert seat.criteria == CORE[:1]
    card = built.card(people["owing"])
    save_draft(built.as_(people["owing"]), card, Typed({"reason": "x"}, "0.0"))
    built.session.commit()
    begun = recruiter.post(url, {"criteria": list(CORE)})
    assert (begun.status_code, "begun the card" in begun.text) == (409, True)
    elsewhere = f"/debriefs/{built.debrief.id}/panelists/{built.debrief.id}"
    assert recruiter.get(elsewhere).status_code == 404


def test_a_recruiter_who_owes_a_card_here_is_not_told_who_has_begun(built, people, recruiter):
    own = panels.PanelistInput(people["recruit"].id, CORE[:1])
    panels.add_panelist(built.as_(people["hr"]), built.debrief, own)
    built.session.commit()
    seat = built.seat(people["in"])
    url = f"/debriefs/{built.debrief.id}/panelists/{seat.id}"
    assert recruiter.post(url, {"criteria": list(CORE)}).status_code == 403
    page = recruiter.get(f"/applications/{built.debrief.stage.application_id}").text
    assert "Change criteria" not in page


def upload(recruiter, url, content):
    """Posts a file by hand: the test client would leave a temporary file open for a large one."""
    token = recruiter.page("/sign-in").select_one("[name=csrf_token]")["value"]
    part = '--cut\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
    body = (part.format("csrf_token", "") + token + "\r\n").encode()
    body += part.format("file", '; filename="panels.csv"').encode() + content + b"\r\n--cut--\r\n"
    return recruiter.client.post(url, data=body, content_type="multipart/form-data; boundary=cut")


def fields(page):
    return {each["name"]: each["value"] for each in page.select("form[action$=confirmation] input")}


@pytest.fixture
def import_url(built):
    return f"/requisitions/{built.debrief.stage.application.requisition_id}/import"


def parsed(response):
    from bs4 import BeautifulSoup

    return BeautifulSoup(response.data, "html.parser")


def test_the_example_is_a_file_that_imports(built, recruiter, import_url):
    page = recruiter.get(import_url).text
    assert "candidate_email" in page
    assert "Download an example" in page
    example = recruiter.get(f"{import_url}/example.csv")
    assert example.headers["Content-Disposition"].startswith("attachment")
    for name in ("sam", "lena", "finn"):
        UserFactory(email=f"{name}@example.org")
    checked = upload(recruiter, import_url, example.data)
    assert checked.status_code == 200
    assert "3 rows will be added." in checked.text
    assert len(built.session.scalars(select(Application)).all()) == 1
    given = fields(parsed(checked))
    assert recruiter.post(f"{import_url}/confirmation", given).status_code == 303
    names = {each.candidate.name for each in built.session.scalars(select(Application))}
    assert {"李 한", "Amara Okafor"} <= names
    again = upload(recruiter, import_url, example.data)
    assert "everything in this file is here already" in again.text
    repeated = recruiter.post(f"{import_url}/confirmation", given)
    assert (repeated.status_code, "Something changed" in repeated.text) == (412, True)


def test_a_file_with_problems_shows_every_row_and_offers_nothing_to_confirm(
    built, recruiter, import_url
):
    content = b"candidate_name;candidate_email\nAda Obi;ada@example.org\nKim Lee;kim\n"
    response = upload(recruiter, import_url, content)
    for told in (
        "1 row will be added.",
        "1 row has a problem.",
        "Ada Obi",
        "Kim Lee",
        "candidate_email: Write an address like name@example.org.",
        "Nothing has been added.",
    ):
        assert told in response.text
    assert fields(parsed(response)) == {}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Choose a file that is not empty."),
        (b"name\nAda\n", "“name”"),
        (b"x" * 1_000_001, "A file may have up to 1 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_at_its_field(
    recruiter, import_url, content, message
):
    response = upload(recruiter, import_url, content)
    assert (response.status_code, message in response.text) == (422, True)
    assert 'href="#file"' in response.text


def test_a_file_far_too_large_is_refused_before_it_is_read(recruiter, import_url):
    response = upload(recruiter, import_url, b"x" * 8_000_001)
    assert (response.status_code, "Split it" in response.text) == (413, True)
    assert recruiter.post("/requisitions", {"title": "x" * 2_000_000}).status_code == 413


@pytest.mark.parametrize(
    "changes",
    [{"content": "eJwrzq0EAALvAUA="}, {"content": "not base64 \u00e9"}, {"file_digest": ""}],
)
def test_a_confirmation_takes_only_the_file_that_was_checked(built, recruiter, import_url, changes):
    content = b"candidate_name,candidate_email\nAda Obi,ada@example.org\n"
    given = fields(parsed(upload(recruiter, import_url, content)))
    response = recruiter.post(f"{import_url}/confirmation", given | changes)
    assert (response.status_code, "Upload it again" in response.text) == (422, True)
    assert len(built.session.scalars(select(Application)).all()) == 1


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
