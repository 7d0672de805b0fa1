"""Hints on the words of a card, and each way of handling them."""

import pytest
from sqlalchemy import select

from debrief.models import Handling, MessageToHr, ScorecardVersion, StoredFlag
from tests.integration.card_pages.form import EVIDENCE, PLACE, PROTECTED, by_script, draft
from tests.integration.house import CORE, form_of


def test_hints_come_for_what_is_typed_and_nothing_is_kept(own, built):
    browser, url = own
    form = {EVIDENCE: PROTECTED, "hinted": EVIDENCE}
    told = by_script(browser, f"{url}/hints", form)
    assert '<mark class="flagged flagged--block">At his age</mark>' in told.text
    assert "1 hint under this field" in told.text
    for offer in ("Remove these words", "Rewrite", "Send the sentence to HR", "This is wrong"):
        assert offer in told.text
    assert draft(built) is None
    clean = by_script(browser, f"{url}/hints", {EVIDENCE: "Named two.", "hinted": EVIDENCE})
    assert "mirror" not in clean.text


def test_wording_to_check_offers_no_message_to_hr(own):
    browser, url = own
    form = {"reason": "She seemed nervous.", "hinted": "reason"}
    told = by_script(browser, f"{url}/hints", form).text
    assert "Check wording" in told
    assert "Send the sentence to HR" not in told


def test_a_letter_that_the_summary_cannot_print_is_told_where_it_is_typed(own):
    browser, url = own
    told = by_script(browser, f"{url}/hints", {"reason": "Wrote \U00010348.", "hinted": "reason"})
    assert "prints as [U+10348]" in told.text


def test_hints_come_with_the_saved_page_too(own):
    browser, url = own
    browser.post(f"{url}/draft", {"reason": "She seemed nervous.", "revision": "0.0"})
    assert browser.page(url).select_one("#reason-hints mark").text == "nervous"


def test_a_protected_topic_keeps_the_card_back_with_its_way_out_at_the_field(own, built):
    browser, url = own
    refused = browser.post(url, form_of(**{EVIDENCE: PROTECTED}))
    assert refused.status_code == 422
    assert "names a protected topic" in refused.text
    assert built.session.scalars(select(ScorecardVersion)).all() == []


def test_removed_words_are_gone_and_the_rating_is_asked_again_before_the_card_goes(own, built):
    browser, url = own
    form = form_of(revision="0.0", **{EVIDENCE: f"{PROTECTED} Named two causes."})
    away = browser.post(f"{url}/flags", form | {"resolve": f"remove {PLACE}"})
    assert away.location == f"{url}#{EVIDENCE}"
    assert draft(built).answers[EVIDENCE] == "he may not learn it. Named two causes."
    review = browser.page(f"{url}/review")
    assert "Does your rating still stand?" in review.text
    given = {
        each["name"]: each["value"]
        for each in review.select("main form input[type=hidden]")
        if each["name"] != "csrf_token"
    }
    asked = browser.post(url, given)
    assert asked.status_code == 422
    assert "Say whether this still stands" in asked.text
    assert browser.post(url, given | {f"stands-{CORE[0]}": "yes"}).status_code == 303
    assert built.session.scalars(select(StoredFlag)).all() == []


def test_text_sent_to_hr_leaves_the_card(own, built):
    browser, url = own
    form = {EVIDENCE: f"Named two. {PROTECTED}", "revision": "0.0", "page": "review"}
    place = f"{EVIDENCE}:age.stage:11:21"
    sent = browser.post(f"{url}/flags", form | {"resolve": f"hr {place}"})
    assert sent.location == f"{url}/review#{EVIDENCE}"
    assert draft(built).answers[EVIDENCE] == "Named two."
    assert built.session.scalar(select(MessageToHr)).words.text == PROTECTED


def test_a_disputed_flag_stays_and_is_marked_for_hr(own, built):
    browser, url = own
    form = form_of(revision="0.0", **{EVIDENCE: PROTECTED})
    browser.post(f"{url}/flags", form | {"resolve": f"dispute {PLACE}"})
    page = browser.page(url)
    assert "You said that this is wrong." in page.text
    carried = {each["name"]: each["value"] for each in page.select("[name^=disputed]")}
    form = form_of(**{EVIDENCE: PROTECTED, f"stands-{CORE[0]}": "yes"}) | carried
    assert browser.post(url, form).status_code == 303
    assert built.session.scalar(select(StoredFlag)).handling is Handling.DISPUTED


@pytest.mark.parametrize("asked", ["remove nonsense", f"praise {PLACE}"])
def test_an_odd_resolution_changes_nothing(own, built, asked):
    browser, url = own
    form = {EVIDENCE: PROTECTED, "revision": "0.0", "resolve": asked}
    assert browser.post(f"{url}/flags", form).status_code == 409
    assert draft(built) is None


def test_resolving_in_a_stale_window_shows_both_texts(own):
    browser, url = own
    browser.post(f"{url}/draft", {"reason": "Newer.", "revision": "0.0"})
    form = {EVIDENCE: PROTECTED, "revision": "0.0", "resolve": f"remove {PLACE}"}
    stale = browser.post(f"{url}/flags", form)
    assert stale.status_code == 412
    assert "Newer." in stale.text


def test_a_question_of_the_kit_gets_no_hints(own, built):
    browser, url = own
    document = built.debrief.requisition_version.rubric_version.document
    field = f"ratings-{CORE[0]}-question"
    asked = {field: document["criteria"][0]["prompts"][0]["text"], "hinted": field}
    assert "mirror" not in by_script(browser, f"{url}/hints", asked).text
