"""The edition in use reads every card, and names itself on each flag."""

from dataclasses import replace

from sqlalchemy import select

from debrief.language import Reader, Severity, shipped, trade_words
from debrief.models import Handling, StoredFlag, WordingEdition
from debrief.reports.wording import lexicon_of, rule_behind, wording_of
from debrief.services import wording
from debrief.services.answers import DisputeInput
from debrief.services.scorecards import Request, submit_scorecard
from debrief.services.wording import Asked, OwnInput
from tests.integration.house import CORE, card
from tests.integration.panel import open_cards
from tests.integration.wording.steps import FLAGGED, RULE

FIELD = f"ratings-{CORE[0]}-evidence"
VIBES = OwnInput("culture_fit", Severity.WARN, ("good zing",), "A feeling.", "What?", "They ___.")


def add_vibes(built, people):
    wording.add_words(built.as_(people["hr"]), VIBES, Asked("Asked for.", 0))
    built.session.commit()


def submit(built, text, disputed=()):
    user = built.panel[0]
    first, *others = card().ratings
    given = card(ratings=(replace(first, evidence=text), *others), disputed=disputed)
    return submit_scorecard(built.as_(user), built.card(user), given, Request("one"))


def test_a_flag_names_the_edition_that_made_it(built, people):
    add_vibes(built, people)
    version = submit(built, "Good zing, and named a cause.")
    edition = built.session.scalars(select(WordingEdition)).one()
    flag = built.session.scalars(
        select(StoredFlag).where(StoredFlag.version_id == version.id)
    ).one()
    assert (flag.rule, flag.lexicon) == ("own.1", edition.digest)
    assert flag.handling is Handling.KEPT


def test_the_form_the_review_and_the_api_read_by_the_edition_in_use(built, people, signed_in):
    add_vibes(built, people)
    browser = signed_in(built.panel[0])
    url = f"/debriefs/{built.debrief.id}/scorecard"
    hint = browser.post(f"{url}/hints", {FIELD: "Good zing.", "hinted": FIELD})
    assert "A feeling." in hint.text
    place = f"remove {FIELD}:own.1:0:9"
    form = {FIELD: "Good zing.", "resolve": place, "revision": "0.0"}
    assert browser.post(f"{url}/flags", form).status_code == 303
    assert "Good zing" not in str(built.card(built.panel[0]).draft.answers)


def test_any_flag_can_be_said_to_be_wrong_and_hr_sees_which_rules_are(built, people, signed_in):
    add_vibes(built, people)
    submit(built, "Good zing.", (DisputeInput(FIELD, "own.1", "Good zing"),))
    built.submit(built.panel[1])
    open_cards(built)
    built.session.commit()
    hr = signed_in(people["hr"])
    listed = hr.page("/disputed-flags").select_one("section[aria-labelledby=by-rule]")
    told = " ".join(listed.get_text(" ").split())
    assert "own.1 A feeling." in told
    assert "said to be wrong once, dismissed 0 times" in told
    assert listed.select_one("a")["href"] == "/wording-rules/rules/own.1"
    flag = built.session.scalars(select(StoredFlag)).one()
    hr.post(f"/disputed-flags/{flag.id}", {"verdict": "dismissed"})
    assert "dismissed 1 time" in hr.get("/disputed-flags").text


def test_a_flag_of_a_rule_that_left_says_so_calmly_and_stands(built, people, signed_in):
    add_vibes(built, people)
    submit(built, "Good zing.", (DisputeInput(FIELD, "own.1", "Good zing"),))
    wording.remove_words(built.as_(people["hr"]), "own.1", Asked("No longer.", 1))
    built.submit(built.panel[1])
    open_cards(built)
    built.session.commit()
    assert rule_behind(lexicon_of(built.session), "own.1") is None
    page = signed_in(people["hr"]).page("/disputed-flags")
    assert "has left the lexicon since" in page.get_text()
    assert not page.select("section[aria-labelledby=by-rule] a")


def test_the_hint_on_a_wording_to_check_offers_to_say_that_it_is_wrong(built, people, signed_in):
    add_vibes(built, people)
    url = f"/debriefs/{built.debrief.id}/scorecard/hints"
    hint = signed_in(built.panel[0]).post(url, {FIELD: "Good zing.", "hinted": FIELD}).text
    assert f"dispute {FIELD}:own.1:0:9" in hint
    assert f"hr {FIELD}" not in hint


def test_a_rule_that_is_off_is_still_explained_as_it_ships(built, people):
    wording.change_rule(built.as_(people["hr"]), RULE.id, None, Asked("Off.", 0))
    lexicon = lexicon_of(built.session)
    assert Reader(lexicon).flags(FLAGGED) == ()
    assert rule_behind(lexicon, RULE.id) == shipped().explain(RULE.id)


def test_a_card_is_read_in_the_light_of_its_vacancy_and_of_its_criterion(built):
    version = built.debrief.requisition_version
    found = wording_of(built.session, version.id)
    assert found.vacancy == trade_words(version.title, version.level)
    assert found.reader("technical_depth").trade > found.vacancy
    # What is said of the criteria that every trade shares is of no trade.
    assert found.reader(CORE[0]).trade == found.reader("recommendation").trade == found.vacancy
    assert "people" not in found.reader("business_translation").trade
