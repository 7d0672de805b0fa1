"""The own scorecard through the API: drafts that never overwrite, submissions that happen once."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from debrief.models import Draft, RevealCause, ScorecardVersion
from debrief.services import reveals
from tests.integration.api.client import API, PROBLEM
from tests.integration.house import CORE

EVIDENCE = "Named two causes and a test for each."


def body(level=4, **changes):
    ratings = [{"criterion": key, "level": level, "evidence": EVIDENCE} for key in CORE]
    given = {"reason": "Tests separate causes.", "recommendation": "yes", "ratings": ratings}
    return given | changes


def pointers(answer):
    return [error["pointer"] for error in answer.json["errors"]]


@pytest.fixture
def url(built):
    return f"/debriefs/{built.debrief.id}/scorecard"


@pytest.fixture
def ask(built, program, url):
    """The first panelist's program, at their own card."""
    asked = program(built.panel[0])

    def send(method, path="", sent=None, **headers):
        return asked(method, url + path, sent, **headers)

    return send


@pytest.fixture
def submit(ask):
    def send(sent, key=None, **headers):
        headers = {"Idempotency_Key": key or str(uuid4()), **headers}
        return ask("POST", "/versions", sent, **headers)

    return send


@pytest.fixture
def versions(built):
    return lambda: built.session.scalars(select(ScorecardVersion)).all()


def opened(built):
    built.submit(built.panel[1], 2)
    reveals.reveal(built.as_(built.facilitator), built.debrief, RevealCause.FACILITATOR)
    built.session.commit()


def test_a_card_says_what_to_rate_and_by_when(built, ask):
    answer = ask("GET").json
    assert answer["criteria"] == list(CORE)
    assert (answer["writable"], answer["needs_change_reason"]) == (True, False)
    assert (answer["draft"], answer["versions"]) == (None, [])


def test_a_draft_is_kept_unfinished_and_shows_in_the_form(built, ask, signed_in):
    assert ask("GET", "/draft").status_code == 404
    sent = {"reason": "So far.", "ratings": [{"criterion": CORE[0], "level": 4.0}]}
    saved = ask("PUT", "/draft", sent)
    assert saved.status_code == 200
    assert saved.json["answers"]["ratings"][0]["level"] == 4
    read = ask("GET", "/draft")
    assert (read.data, read.headers["ETag"]) == (saved.data, saved.headers["ETag"])
    assert ask("GET").json["draft"] == read.json
    page = signed_in(built.panel[0]).page(f"/debriefs/{built.debrief.id}/scorecard")
    assert page.select_one("#reason").text == "So far."
    assert page.select_one(f"[name=ratings-{CORE[0]}-level][checked]")["value"] == "4"


def test_a_draft_names_what_it_replaces_and_never_overwrites_another_device(built, ask):
    first = ask("PUT", "/draft", {"reason": "From the phone."})
    unnamed = ask("PUT", "/draft", {"reason": "From the desk."})
    assert (unnamed.status_code, unnamed.content_type) == (428, PROBLEM)
    tag = first.headers["ETag"]
    second = ask("PUT", "/draft", {"reason": "From the desk."}, If_Match=tag)
    assert second.json["answers"]["reason"] == "From the desk."
    for old in (tag, '"anything"', "*"):
        stale = ask("PUT", "/draft", {"reason": "From the phone again."}, If_Match=old)
        assert (stale.status_code, stale.content_type) == (412, PROBLEM)
        assert stale.json["stored"] == second.json
        assert stale.headers["ETag"] == second.headers["ETag"]
    again = ask("PUT", "/draft", {"reason": "From the desk."}, If_Match=tag)
    assert again.data == second.data  # the answer was lost: the same text is no conflict
    assert ask("PUT", "/draft", {"reason": "Both."}, If_Match=stale.headers["ETag"]).json


def test_a_tag_where_there_is_no_draft_is_out_of_date(ask, submit):
    tag = ask("PUT", "/draft", {"reason": "So far."}).headers["ETag"]
    assert submit(body()).status_code == 201
    stale = ask("PUT", "/draft", {"reason": "So far, and more."}, If_Match=tag)
    assert (stale.status_code, "stored" in stale.json) == (412, False)


def test_a_draft_saved_over_goes_on_asking_whether_a_rating_still_stands(built, ask, submit):
    tag = ask("PUT", "/draft", body()).headers["ETag"]
    draft = built.session.scalars(select(Draft)).one()
    draft.answers = draft.answers | {f"asked-{CORE[1]}": "yes"}
    built.session.commit()
    ask("PUT", "/draft", body(reason="Shorter."), If_Match=tag)
    refused = submit(body())
    assert (refused.status_code, pointers(refused)) == (422, ["#/stands"])
    assert refused.json["errors"][0]["detail"].startswith(f"{CORE[1]}: ")
    assert submit(body(stands=[CORE[1]])).status_code == 201


def test_a_submission_makes_a_version_and_says_where_it_is(built, ask, submit):
    ask("PUT", "/draft", {"reason": "So far."})
    answer = submit(body())
    assert (answer.status_code, answer.json["number"]) == (201, 1)
    assert answer.json["phase"] == "independent"
    place = answer.headers["Location"]
    assert place == f"{API}/debriefs/{built.debrief.id}/scorecard/versions/1"
    read = ask("GET", "/versions/1")
    assert (read.data, read.headers["ETag"]) == (answer.data, answer.headers["ETag"])
    card = ask("GET").json
    assert card["draft"] is None
    assert [each["number"] for each in card["versions"]] == [1]
    assert ask("GET", "/versions/2").status_code == 404


def test_the_same_submission_twice_makes_one_version(ask, submit, versions):
    first, again = (submit(body(), key="k1") for _ in range(2))
    assert (first.status_code, first.data) == (again.status_code, again.data)
    other = submit(body(2), key="k1")
    assert (other.status_code, other.content_type) == (409, PROBLEM)
    assert len(versions()) == 1


def test_a_correction_names_the_version_it_corrects(ask, submit, versions):
    tag = submit(body()).headers["ETag"]
    assert submit(body(3)).status_code == 428
    corrected = submit(body(3), key="k2", If_Match=tag)
    assert (corrected.status_code, corrected.json["number"]) == (201, 2)
    again = submit(body(3), key="k2", If_Match=tag)
    assert again.data == corrected.data  # the answer was lost: asked again, it is the same
    stale = submit(body(2), If_Match=tag)
    assert (stale.status_code, stale.json["stored"]) == (412, corrected.json)
    assert stale.headers["ETag"] == corrected.headers["ETag"]
    assert submit(body(2), If_Match='"anything"').status_code == 412
    assert len(versions()) == 2


def test_a_first_card_that_names_a_version_is_out_of_date(submit):
    stale = submit(body(), If_Match='"anything"')
    assert (stale.status_code, "stored" in stale.json) == (412, False)


def test_after_the_reveal_a_change_has_a_reason(built, ask, submit):
    tag = submit(body()).headers["ETag"]
    opened(built)
    assert ask("GET").json["needs_change_reason"] is True
    unexplained = submit(body(3), If_Match=tag)
    assert (unexplained.status_code, pointers(unexplained)) == (422, ["#/change_reason"])
    changed = submit(body(3, change_reason="misread_anchor"), If_Match=tag)
    assert (changed.status_code, changed.json["phase"]) == (201, "after_reveal")


def test_what_is_missing_is_pointed_at(submit):
    ratings = body()["ratings"]
    ratings[1] = {"criterion": CORE[1], "level": 4}
    ratings[2] = {"criterion": CORE[2]}
    wrong = submit(body(reason="", ratings=ratings[:3], recommendation=None))
    assert wrong.status_code == 422
    assert sorted(pointers(wrong)) == [
        "#/ratings",
        "#/ratings/1/evidence",
        "#/ratings/2/level",
        "#/reason",
        "#/recommendation",
    ]
    missing = next(error for error in wrong.json["errors"] if error["pointer"] == "#/ratings")
    assert missing["detail"].startswith(f"{CORE[3]}")


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"ratings": [{"criterion": CORE[0], "level": 4.7}]}, "#/ratings/0/level"),
        ({"ratings": [{"criterion": CORE[0], "level": "4"}]}, "#/ratings/0/level"),
        ({"ratings": [{"criterion": CORE[0], "level": True}]}, "#/ratings/0/level"),
        ({"ratings": [{"criterion": CORE[0], "level": 0}]}, "#/ratings/0/level"),
        ({"ratings": [{"level": 4}]}, "#/ratings/0/criterion"),
        ({"ratings": [{"criterion": CORE[0], "score": 4}]}, "#/ratings/0/score"),
        ({"ratings": [{"criterion": "a\0b"}]}, "#/ratings/0/criterion"),
        ({"reason": "a\ud800b"}, "#/reason"),
        ({"could_not_assess": 1}, "#/could_not_assess"),
        ({"recommendation": "maybe"}, "#/recommendation"),
        ({"weight": 3}, "#/weight"),
        ({"change_reason": "because"}, "#/change_reason"),
    ],
)
def test_what_is_not_a_card_is_refused_at_its_place(submit, changes, pointer):
    wrong = submit(body(**changes))
    assert (wrong.status_code, wrong.content_type) == (422, PROBLEM)
    assert pointer in pointers(wrong)


@pytest.mark.parametrize("key", ["", "x" * 81, "with a blank", "é"])
def test_a_submission_has_a_key_of_its_own(ask, key):
    headers = {"Idempotency_Key": key} if key else {}
    wrong = ask("POST", "/versions", body(), **headers)
    assert wrong.status_code == 422
    assert wrong.json["errors"][0]["header"] == "Idempotency-Key"


def test_a_signal_is_pointed_into_its_observations(submit):
    observed = {"kind": "quote", "question": "What did you say?", "said": "It was ___."}
    signal = {"signal": "no_such_signal", "observations": [observed]}
    wrong = submit(body(signals=[signal]))
    assert set(pointers(wrong)) == {"#/signals/0", "#/signals/0/observations/0/said"}


def test_ne_and_flags_come_back_as_they_were_given(ask, submit):
    ratings = body()["ratings"]
    ratings[0] = {"criterion": CORE[0], "level": "NE", "ne_reason": "not_reached"}
    answer = submit(body(ratings=ratings, change_of_mind="Really great vibe from her."))
    assert answer.status_code == 201
    first = answer.json["answers"]["ratings"][0]
    assert (first["level"], first["ne_reason"]) == ("NE", "not_reached")
    assert all(flag["handling"] == "kept" for flag in answer.json["flags"])


def test_a_protected_topic_is_handled_before_the_card_goes_in(built, program, submit):
    said = "She is too old for this role."
    refused = submit(body(reason=said))
    assert pointers(refused) == ["#/reason"]
    found = program(built.panel[0])("POST", "/comment-checks", {"text": said}).json["flags"][0]
    dispute = {"field": "reason", "rule": found["rule"], "text": found["words"]}
    asked = submit(body(reason=said, disputed=[dispute]))
    assert pointers(asked) == ["#/stands"]
    answer = submit(body(reason=said, disputed=[dispute], stands=["recommendation"]))
    assert answer.status_code == 201
    assert answer.json["answers"]["disputed"] == [dispute]
    flag = answer.json["flags"][0]
    assert (flag["rule"], flag["field"], flag["handling"]) == (found["rule"], "reason", "disputed")


def test_a_recused_panelist_has_no_card_to_read(built, program, url):
    assert program(built.panel[2]).get(url).status_code == 404


def test_once_decided_the_own_card_can_be_read_and_no_longer_written(built, ask, submit):
    submit(body())
    reveals.cancel(built.as_(built.recruiter), built.debrief)
    built.session.commit()
    card = ask("GET")
    assert (card.status_code, card.json["writable"]) == (200, False)
    assert ask("GET", "/versions/1").status_code == 200
    assert submit(body(2)).status_code == 403


def test_the_own_card_does_not_change_while_others_submit(built, ask, submit):
    submit(body())
    before = [(each.data, each.headers["ETag"]) for each in (ask("GET"), ask("GET", "/versions/1"))]
    built.submit(built.panel[1], 1)
    built.session.commit()
    after = [(each.data, each.headers["ETag"]) for each in (ask("GET"), ask("GET", "/versions/1"))]
    assert after == before
