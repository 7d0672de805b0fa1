"""Every endpoint, every seat: the committed table against the application's own addresses."""

import re
from pathlib import Path
from uuid import UUID

import pytest
from flask import url_for
from sqlalchemy import select

from debrief.language import shipped
from debrief.models import MessageToHr, Note, RevealCause, StoredFlag
from debrief.services import reveals
from debrief.services.notes import add_note
from tests.integration.house import disputed_flag, message_to_hr

TABLE = (Path(__file__).parents[1] / "data/permissions.txt").read_text()
HALF_IN, REVEALED = "while the panel is half in", "after the reveal"
RULE = shipped().rules[0].id
ABSENT = UUID("00000000-0000-4000-8000-000000000000")
SENT_BY_BROWSERS_ALONE = {"HEAD", "OPTIONS"}


def read_table(text):
    """Section title -> its rows, each (endpoint, method, {seat: status})."""
    sections = {}
    for title, body in re.findall(r"^\[(.*?)\]\n(.*?)(?=^\[|\Z)", text, re.MULTILINE | re.DOTALL):
        head, *lines = [line.split() for line in body.splitlines() if line.strip()]
        sections[title] = (
            [
                (name, method, dict(zip(head[2:], map(int, got), strict=True)))
                for name, method, *got in lines
            ]
            if head[0] == "endpoint"
            else [name for line in (head, *lines) for name in line]
        )
    return sections


SECTIONS = read_table(TABLE)
PUBLIC = set(SECTIONS["open to everybody"])
SEATS = tuple(SECTIONS[HALF_IN][0][2])
ROWS = [(title, *row) for title in (HALF_IN, REVEALED) for row in SECTIONS[title]]


def ids(built):
    """What a variable part of an address stands for, in this house."""
    stage = built.debrief.stage
    return {
        "requisition_id": stage.application.requisition_id,
        "application_id": stage.application_id,
        "stage_id": stage.id,
        "interview_id": stage.interviews[0].id,
        "debrief_id": built.debrief.id,
        "panelist_id": built.seat(built.panel[0]).id,
        "number": 1,
        "user_id": built.manager.id,
        "version_id": built.debrief.requisition_version.rubric_version_id,
        "token_id": ABSENT,  # everybody's own; tests/integration/api/test_token_pages.py
        "message_id": built.session.scalar(select(MessageToHr.id)),
        "note_id": built.session.scalar(select(Note.id)),
        "rule_id": RULE,
        "flag_id": built.session.scalar(select(StoredFlag.id)),
    }


def absent(given):
    """The same kinds of things, of which there are none."""
    kinds = {int: 999, str: "no.rule"}
    return {name: kinds.get(type(each), ABSENT) for name, each in given.items()}


def told(response):
    """Status and body, without the forms' tokens, which say the second they were made in."""
    body = re.sub(rb'name="csrf_token" value="[^"]*"', b"", response.data)
    return response.status_code, body


class Asker:
    """Somebody who asks for each row in turn, and whose every change is taken back."""

    def __init__(self, app, session, browser) -> None:
        self.app, self.session, self.browser = app, session, browser
        self.token = browser.page("/sign-in").select_one("[name=csrf_token]")["value"]
        kept = {name: browser.client.get_cookie(name) for name in ("debrief", "debrief-form")}
        self.cookies = {name: cookie.value for name, cookie in kept.items() if cookie}

    def ask(self, endpoint, method, given):
        for name, value in self.cookies.items():  # the row before may have signed out
            self.browser.client.set_cookie(name, value)
        rule = next(
            each for each in self.app.url_map.iter_rules(endpoint) if method in each.methods
        )
        with self.app.test_request_context():
            url = url_for(endpoint, **{name: given[name] for name in rule.arguments})
        sent = self.sent(endpoint, method, given)
        with self.session.get_bind().begin_nested() as savepoint:
            response = self.browser.client.open(url, method=method, **sent)
            savepoint.rollback()
        self.session.expire_all()
        return response

    def sent(self, endpoint, method, given):
        """The token that every change carries, and where a text stands, but nothing else."""
        if method == "GET":
            return {}
        if endpoint.startswith("api."):
            body = {}
            if endpoint == "api.comments.check":
                body = {"text": "So far.", "requisition_id": str(given["requisition_id"])}
            return {"json": body, "headers": {"X-CSRFToken": self.token}}
        return {"data": {"csrf_token": self.token}}


@pytest.fixture
def asker(app, session, signed_in):
    return lambda user: Asker(app, session, signed_in(user))


@pytest.fixture
def staged(built, people):
    """The house as each section of the table finds it."""

    def stage(title):
        if title == REVEALED:
            built.submit(people["owing"], 4)
        built.submit(people["in"], 2)
        message_to_hr(built, people["in"])
        disputed_flag(built, people["in"])
        add_note(built.as_(people["owing"]), built.seat(people["owing"]), "Drew it first.")
        if title == REVEALED:
            reveals.reveal(built.as_(built.facilitator), built.debrief, RevealCause.FACILITATOR)
        built.session.commit()
        return ids(built)

    return stage


def test_every_endpoint_and_method_is_a_row_or_open_to_everybody(app):
    known = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in rule.methods - SENT_BY_BROWSERS_ALONE
        if rule.endpoint not in PUBLIC
    }
    assert {(endpoint, method) for _, endpoint, method, _ in ROWS} == known
    assert set(app.view_functions) >= PUBLIC


@pytest.mark.parametrize("seat", SEATS)
@pytest.mark.parametrize("title", [HALF_IN, REVEALED])
def test_each_seat_gets_what_the_table_says(staged, people, asker, title, seat):
    given, opened = staged(title), asker(people[seat])
    got = {
        (endpoint, method): opened.ask(endpoint, method, given).status_code
        for endpoint, method, _ in SECTIONS[title]
    }
    assert got == {(name, method): row[seat] for name, method, row in SECTIONS[title]}


@pytest.mark.parametrize("title", [HALF_IN, REVEALED])
def test_to_a_stranger_a_foreign_thing_answers_as_an_absent_one_does(staged, people, asker, title):
    given, stranger = staged(title), asker(people["stranger"])
    for endpoint, method, row in SECTIONS[title]:
        if row["stranger"] < 400:  # open to everybody who is signed in, as a published rubric is
            continue
        foreign = stranger.ask(endpoint, method, given)
        nothing = stranger.ask(endpoint, method, absent(given))
        assert told(foreign) == told(nothing), endpoint


def test_nobody_signed_in_is_asked_to_sign_in_whether_or_not_the_thing_exists(
    app, session, staged, visitor
):
    given, nobody = staged(HALF_IN), Asker(app, session, visitor())
    for endpoint, method, _ in SECTIONS[HALF_IN]:
        for each in (given, absent(given)):
            response = nobody.ask(endpoint, method, each)
            if endpoint.startswith("api."):
                assert (response.status_code, response.location) == (401, None), endpoint
            else:
                assert (response.status_code, response.location[:8]) == (303, "/sign-in"), endpoint
