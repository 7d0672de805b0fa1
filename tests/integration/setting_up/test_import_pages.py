"""A file of candidates and panels in the browser: checked first, then added or left."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from debrief.models import Application
from tests.factories import UserFactory


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


def test_a_letter_of_a_name_that_the_summary_cannot_print_is_told_in_its_row(recruiter, import_url):
    content = "candidate_name,candidate_email\nAda \U00010348,ada@example.org\n".encode()
    assert "it prints as [U+10348]" in upload(recruiter, import_url, content).text


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
