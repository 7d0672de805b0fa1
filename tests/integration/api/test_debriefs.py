"""Debriefs through the API: what the pages would tell the same person, and nothing before."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from debrief.access import Opening
from debrief.models import AuditEntry, RevealCause
from debrief.services import panels, reveals
from tests.factories import NOON
from tests.integration.api.client import API
from tests.integration.house import CORE, house


def url(built):
    return f"/debriefs/{built.debrief.id}"


def opened(built, *levels):
    for user, level in zip(built.panel, levels, strict=False):
        built.submit(user, level)
    reveals.reveal(built.as_(built.facilitator), built.debrief, RevealCause.FACILITATOR)
    built.session.commit()


def readings(session):
    found = select(func.count()).select_from(AuditEntry).where(AuditEntry.tag == "cards:read")
    return session.scalar(found)


def test_those_who_run_a_debrief_see_who_is_in(built, people, program):
    built.submit(people["in"])
    built.session.commit()
    for seat in ("facilit", "recruit", "hr"):
        answer = program(people[seat]).get(url(built)).json
        assert [each["status"] for each in answer["panel"]] == ["missing", "in", "recused"]
        assert (answer["state"], answer["readable"], answer["own_card_in"]) == (
            "collecting",
            False,
            None,
        )


def test_a_waived_seat_says_so(built, people, program):
    built.submit(people["in"])
    seat = built.seat(people["owing"])
    late = built.as_(built.facilitator, NOON + timedelta(days=20))
    panels.waive(late, seat, "On leave until spring.", "Europe/Berlin")
    built.session.commit()
    answer = program(people["facilit"]).get(url(built)).json
    assert [each["status"] for each in answer["panel"]] == ["waived", "in", "recused"]
    assert answer["state"] == "sealed"


@pytest.mark.parametrize("seat", ["owing", "manager"])
@pytest.mark.parametrize("opening", list(Opening))
@pytest.mark.parametrize("when", ["before the interview", "after it"])
def test_until_the_reveal_no_byte_and_no_tag_changes_while_others_submit(
    session, program, seat, opening, when
):
    built = house(session, size=3, opening=opening)
    if when == "after it":
        reveals.settle(built.system, built.debrief)
    session.commit()
    ask = program(built.manager if seat == "manager" else built.panel[0])
    paths = ["/debriefs", url(built), f"{url(built)}/report"]

    def answers():
        got = [ask.get(path) for path in paths]
        return [(each.status_code, each.data, each.headers.get("ETag")) for each in got]

    before = answers()
    assert [status for status, _, _ in before] == [200, 200, 403]
    for user, level in zip(built.panel[1:], (1, 5), strict=True):
        built.submit(user, level)
        built.submit(user, 3, replaces=1)
        session.commit()
        assert answers() == before
    tag = before[1][2]
    assert ask.get(url(built), If_None_Match=tag).status_code == 304


def test_after_the_reveal_the_report_is_the_pages(built, people, program):
    opened(built, 4, 2)
    before = readings(built.session)
    answer = program(people["manager"]).get(f"{url(built)}/report")
    assert readings(built.session) == before + 1
    told = answer.json
    assert (told["schema_version"], told["with_words"], told["gate"]) == (1, True, "above")
    assert told["debrief"]["candidate"] == "Łukasz Nguyễn-Öztürk"
    assert [each["presence"] for each in told["panel"]] == ["independent"] * 2 + ["recused"]
    row = told["criteria"][0]
    assert (row["criterion"], row["must_have"]) == (
        CORE[0],
        {"status": "divided", "passes": True, "could_flip": True},
    )
    assert [cell["answer"]["level"] for cell in row["ratings"]] == [4, 2]
    assert row["ratings"][0]["answer"]["evidence"] == {
        "text": "Named two causes and a test for each.",
        "erased": None,
    }
    assert (
        row["indices"] | {"levels": [2, 4], "n": 2, "range": 2, "crosses_bar": True}
        == (row["indices"])
    )
    assert told["agenda"][0]["topic"] == "gate_could_flip"
    again = program(people["manager"]).get(f"{url(built)}/report")
    assert (again.data, again.headers["ETag"]) == (answer.data, answer.headers["ETag"])


def test_a_recruiter_gets_the_numbers_without_a_word_of_the_cards(built, people, program):
    opened(built, 4, 2)
    answer = program(people["recruit"]).get(f"{url(built)}/report")
    assert (answer.status_code, answer.json["with_words"]) == (200, False)
    for words in ("Named two causes", "Tests separate causes"):
        assert words not in answer.text


def test_after_own_submission_the_report_opens_to_the_panelist_who_is_in(session, program):
    built = house(session, opening=Opening.AFTER_OWN_SUBMISSION)
    built.submit(built.panel[0])
    session.commit()
    assert program(built.panel[0]).get(f"{url(built)}/report").status_code == 200
    assert program(built.panel[1]).get(f"{url(built)}/report").status_code == 403


def test_a_refusal_is_recorded_and_says_nothing_of_what_is_in(built, people, program):
    answer = program(people["manager"]).get(f"{url(built)}/report")
    assert (answer.status_code, answer.json["detail"]) == (403, "You do not have access to this.")
    entry = built.session.scalars(
        select(AuditEntry).where(AuditEntry.tag == "access:refused")
    ).one()
    assert b'"endpoint":"api.debriefs.report"' in entry.body


def test_wording_is_checked_and_nothing_of_it_is_kept(app, built, program, caplog):
    ask = program(built.panel[0])
    entries = built.session.scalar(select(func.count()).select_from(AuditEntry))
    text = "She is too old for this role."
    answer = ask("POST", "/comment-checks", {"text": text})
    assert answer.status_code == 200
    flag = answer.json["flags"][0]
    assert text[flag["start"] : flag["end"]] == flag["words"]
    assert (flag["category"], flag["severity"]) == ("age", "block")
    assert all(flag[part] for part in ("why", "source", "question", "scaffold"))
    assert built.session.scalar(select(func.count()).select_from(AuditEntry)) == entries
    assert text not in caplog.text


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({"text": "\ud800"}, [{"pointer": "#/text"}]),
        ({"text": "a\0b"}, [{"pointer": "#/text"}]),
        ({"text": 4}, [{"pointer": "#/text"}]),
        ({"text": "x" * 10_001}, [{"pointer": "#/text"}]),
        ({"text": "x", "lang": "en"}, [{"pointer": "#/lang"}]),
        ({"text": "x", "kind": "letter"}, [{"pointer": "#/kind"}]),
        ({"text": "x", "criterion": CORE[0]}, [{"pointer": "#/requisition_id"}]),
        (
            {"text": "x", "kind": "advert", "criterion": CORE[0]},
            [{"pointer": "#/criterion"}],
        ),
        ({}, [{"pointer": "#/text"}]),
        ([], [{"pointer": "#"}]),
    ],
)
def test_a_text_is_plain_text_and_alone(built, program, body, errors):
    answer = program(built.panel[0])("POST", "/comment-checks", body)
    assert answer.status_code == 422
    assert [{"pointer": each["pointer"]} for each in answer.json["errors"]] == errors


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [("{", "application/json", 400), ("text=a", "application/x-www-form-urlencoded", 422)],
)
def test_a_body_is_json(built, program, data, kind, status):
    ask = program(built.panel[0])
    headers = {"Authorization": f"Bearer {ask.key}"}
    client = ask.app.test_client()
    answer = client.post(f"{API}/comment-checks", data=data, content_type=kind, headers=headers)
    assert answer.status_code == status
    assert answer.json["detail"]


def test_a_card_and_its_seat_are_told_to_their_owner(built, people, program):
    ask = program(people["owing"])
    assert ask.get(url(built)).json["own_card_in"] is False
    built.submit(people["owing"])
    built.session.commit()
    assert ask.get(url(built)).json["own_card_in"] is True
