"""What the API says when it cannot answer: problems, at the right place, in the right order."""

import pytest
from marshmallow import ValidationError

from debrief.schemas.strict import TrueOrFalse
from debrief.web.problems import located
from tests.integration.api.client import API, PROBLEM, Program


def test_nobody_is_told_to_say_who_they_are_before_anything_is_read(app, built):
    nobody = Program(app, "")
    for path in ("/me", "/debriefs?page=0"):
        answer = nobody.get(path)
        assert (answer.status_code, answer.content_type) == (401, PROBLEM)
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_an_address_that_does_not_exist_is_a_problem_too(built, program):
    answer = program(built.manager).get("/nowhere")
    assert (answer.status_code, answer.content_type) == (404, PROBLEM)
    assert answer.json["title"] == "Not Found"


def test_a_wrong_method_is_a_problem_that_says_which_are_right(built, program):
    answer = program(built.manager)("DELETE", "/me")
    assert (answer.status_code, answer.content_type) == (405, PROBLEM)
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=x", "page=٣", "page=1.0", "page=1e3", "page_size=101", "page=1234567890"],
)
def test_a_page_is_a_small_whole_number(built, program, query):
    answer = program(built.manager).get(f"/debriefs?{query}")
    assert (answer.status_code, answer.content_type) == (422, PROBLEM)
    assert [error["parameter"] for error in answer.json["errors"]] == [query.split("=")[0]]


def test_what_a_list_does_not_know_is_refused(built, program):
    answer = program(built.manager).get("/debriefs?sort=name")
    assert answer.json["errors"] == [{"parameter": "sort", "detail": "Unknown field."}]


def test_a_list_comes_in_pages_that_name_their_neighbours(built, program):
    ask = program(built.manager)
    first = ask.get("/debriefs?page_size=1")
    assert [item["debrief_id"] for item in first.json["items"]] == [str(built.debrief.id)]
    own = f"<{API}/debriefs?page_size=1&page=1>"
    assert first.headers["Link"] == f'{own}; rel="first", {own}; rel="last"'
    past = ask.get("/debriefs?page=3&page_size=1")
    assert (past.status_code, past.json["items"]) == (200, [])
    assert 'rel="prev"' in past.headers["Link"]


def test_an_answer_that_has_not_changed_is_not_sent_again(built, program):
    ask = program(built.manager)
    tag = ask.get("/debriefs").headers["ETag"]
    assert not tag.startswith("W/")
    again = ask.get("/debriefs", If_None_Match=tag)
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)


@pytest.mark.parametrize("given", [1, "true", "yes", None])
def test_what_only_looks_like_a_yes_is_refused(given):
    with pytest.raises(ValidationError):
        TrueOrFalse().deserialize(given)
    assert TrueOrFalse().deserialize(value=True)


def test_every_message_points_at_its_place():
    messages = {
        "json": {
            "ratings": {0: {"level": ["Too high."]}, 1: {"_schema": ["Odd."]}},
            "a/b~c": ["Unknown field."],
        },
        "headers": {"Idempotency-Key": ["Missing."]},
    }
    assert list(located(messages)) == [
        {"pointer": "#/ratings/0/level", "detail": "Too high."},
        {"pointer": "#/ratings/1", "detail": "Odd."},
        {"pointer": "#/a~1b~0c", "detail": "Unknown field."},
        {"header": "Idempotency-Key", "detail": "Missing."},
    ]
    assert list(located({"query": ["Odd."]})) == [{"pointer": "#", "detail": "Odd."}]
    assert list(located({"json": "Odd."})) == [{"pointer": "#", "detail": "Odd."}]
