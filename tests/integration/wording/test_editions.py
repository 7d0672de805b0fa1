"""Editions of the comment rules: made with a reason, never changed, told in the log by counts."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from debrief.audit import Tag
from debrief.errors import InvalidInputError, StaleError
from debrief.language import Severity, shipped
from debrief.models import AuditEntry, WordingEdition
from debrief.services import wording
from debrief.services.wording import Asked
from tests.integration.wording.steps import FLAGGED, OWN, RULE, change, words


def test_a_rule_turned_down_becomes_an_edition_and_the_log_holds_counts_alone(session, hr):
    assert change(hr, "advise").status_code == 303
    (edition,) = session.scalars(select(WordingEdition))
    assert (edition.number, edition.content["severities"]) == (1, {RULE.id: "advise"})
    assert edition.reason.text == "Asked for by the works council."
    entry = session.scalars(select(AuditEntry).where(AuditEntry.tag == Tag.WORDING_CHANGED)).one()
    assert entry.subject == "edition:1"
    assert b"works council" not in entry.body
    assert b'"turned_down":1' in entry.body
    assert "turned down to “note”" in words(hr.page("/wording-rules")).lower()


def test_own_words_are_listed_and_taken_out_again(hr):
    assert hr.post("/wording-rules/own-words", OWN).status_code == 303
    assert "“good zing”" in words(hr.page("/wording-rules"))
    page = hr.page("/wording-rules/rules/own.1")
    assert "A feeling is not evidence." in words(page)
    assert not page.select("[name=state]")
    form = {"reason": "No longer needed.", "replaces": "1"}
    assert hr.post("/wording-rules/rules/own.1", form).status_code == 303
    assert hr.get("/wording-rules/rules/own.1").status_code == 404
    told = words(hr.page("/wording-rules/editions"))
    assert "own.1: taken out" in told
    assert "own.1: added “good zing”, “zing”" in told


def test_back_to_the_shipped_rules_is_one_more_edition(session, hr):
    change(hr, "off")
    form = {"reason": "The trial is over.", "replaces": "1"}
    assert hr.post("/wording-rules/editions", form).status_code == 303
    digests = list(session.scalars(select(WordingEdition.digest).order_by(WordingEdition.number)))
    assert digests[1] == shipped().digest != digests[0]
    told = words(hr.page("/wording-rules/editions"))
    assert f"{RULE.id}: as shipped, was off" in told
    assert f"{RULE.id}: off, was as shipped" in told
    assert "The trial is over." in told
    again = hr.post("/wording-rules/editions", form | {"replaces": "2"})
    assert again.status_code == 422


def test_a_change_from_an_old_page_is_answered_with_what_was_typed(hr):
    change(hr, "advise")
    answer = change(hr, "off", reason="Mine came second.")
    assert answer.status_code == 412
    assert "Mine came second." in answer.text
    assert change(hr, "advise", replaces="1").status_code == 422


def test_two_changes_at_once_make_one_edition(built, people, monkeypatch):
    context = built.as_(people["hr"])
    wording.change_rule(context, RULE.id, None, Asked("First.", 0))
    # As the second of two at once sees it: the first is not there yet when it looks.
    monkeypatch.setattr(context.session, "scalar", lambda _statement: None)
    with pytest.raises(StaleError):
        wording.change_rule(context, RULE.id, Severity.ADVISE, Asked("Second.", 0))


def test_a_rule_is_turned_down_and_never_up(built, people):
    with pytest.raises(InvalidInputError, match="down"):
        wording.change_rule(built.as_(people["hr"]), RULE.id, Severity.BLOCK, Asked("Stricter.", 0))


@pytest.mark.parametrize(
    "statement", ["UPDATE wording_edition SET digest = 'x'", "DELETE FROM wording_edition"]
)
def test_an_edition_is_never_changed(session, hr, statement):
    change(hr, "advise")
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(statement))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"anchors": " \n--"}, "one a line"),
        ({"anchors": "the"}, "almost every comment"),
        ({"anchors": "one two three four five six seven eight nine"}, "at most 8 words"),
        ({"anchors": "\n".join(f"word{n}" for n in range(41))}, "at most 40 lines"),
        ({"category": "weather"}, "what the words are about"),
        ({"severity": "block"}, "what the flag says"),
        ({"reason": " "}, "Write why"),
        ({"question": ""}, "leads to evidence"),
    ],
)
def test_own_words_that_cannot_be_are_answered_with_what_to_do(hr, typed, told):
    answer = hr.post("/wording-rules/own-words", OWN | typed)
    assert answer.status_code == 422
    assert told in answer.text
    assert OWN["scaffold"] in answer.text


def test_a_state_that_is_none_is_answered_with_what_to_do(hr):
    answer = change(hr, "louder")
    assert answer.status_code == 422
    assert "Choose what the rule does." in answer.text
    assert "Asked for by the works council." in answer.text
    assert FLAGGED in answer.text
    assert change(hr, "advise", reason=" ").status_code == 422


def test_an_unknown_rule_is_not_there(hr):
    assert hr.get("/wording-rules/rules/no.rule").status_code == 404


def test_an_edition_tells_only_what_it_changed(hr):
    change(hr, "advise")
    hr.post("/wording-rules/own-words", OWN | {"replaces": "1"})
    first = hr.post("/wording-rules/own-words", OWN | {"replaces": "2", "anchors": "zingy"})
    assert first.status_code == 303
    newest = hr.page("/wording-rules/editions").select("section.card li")[0]
    assert newest.get_text() == "own.3: added “zingy”"
    form = {"reason": "One is enough.", "replaces": "3"}
    hr.post("/wording-rules/rules/own.2", form)
    newest = hr.page("/wording-rules/editions").select_one("section.card ul")
    assert [line.get_text() for line in newest.select("li")] == ["own.2: taken out"]
