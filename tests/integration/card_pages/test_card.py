"""The scorecard in the browser: ten inputs, nothing preselected, nothing lost."""

from datetime import timedelta

from sqlalchemy import select

from debrief.models import RevealCause, ScorecardVersion
from debrief.services import reveals
from debrief.services.panels import waive
from tests.factories import NOON
from tests.integration.card_pages.form import EVIDENCE, by_script, draft
from tests.integration.house import CORE, form_of


def test_the_four_core_criteria_ask_for_exactly_ten_inputs(own):
    browser, url = own
    asked = {control["name"] for control in browser.page(url).select("#card [required]")}
    assert asked == {
        *(f"ratings-{key}-level" for key in CORE),
        *(f"ratings-{key}-evidence" for key in CORE),
        "recommendation",
        "reason",
    }


def test_nothing_is_preselected_and_nothing_is_filled_in_by_the_browser(own):
    browser, url = own
    page = browser.page(url)
    assert page.select("#card [checked], #card [selected]") == []
    boxes = page.select("#card textarea, #card input:not([type=hidden])")
    assert {each.get("autocomplete") for each in boxes} == {"off"}
    assert all(not box.text for box in page.select("#card textarea"))


def test_every_anchor_can_be_read_without_rating(own):
    browser, url = own
    anchors = browser.page(url).select("details.anchor")
    assert len(anchors) == 5 * len(CORE)
    assert not any(each.select("input, button") for each in anchors)


def test_saving_by_script_answers_with_the_time_and_what_the_next_save_starts_from(own):
    browser, url = own
    saved = by_script(browser, f"{url}/draft", {"reason": "A", "revision": "0.0"})
    assert (saved.status_code, saved.headers["ETag"]) == (200, '"0.1"')
    assert "0 of 4 rated" in saved.text
    assert 'value="0.1"' in saved.text
    named = by_script(browser, f"{url}/draft", {"reason": "B"}, **{"If-Match": '"0.1"'})
    assert named.headers["ETag"] == '"0.2"'


def test_a_save_that_names_no_state_is_asked_for_one(own):
    browser, url = own
    assert by_script(browser, f"{url}/draft", {"reason": "A"}).status_code == 428


def test_a_stale_save_shows_both_texts_and_one_tap_goes_on_with_either(own, built):
    browser, url = own
    by_script(browser, f"{url}/draft", {EVIDENCE: "From the phone.", "revision": "0.0"})
    stale = by_script(browser, f"{url}/draft", {EVIDENCE: "From the desk.", "revision": "0.0"})
    assert (stale.status_code, stale.headers["HX-Retarget"]) == (412, "#conflict")
    assert "From the phone." in stale.text
    assert "From the desk." in stale.text
    assert "Problem-solving process: evidence" in stale.text
    assert draft(built).answers == {EVIDENCE: "From the phone."}
    kept = browser.post(f"{url}/draft", {EVIDENCE: "From the desk.", "keep": "0.1"})
    assert kept.status_code == 303
    assert draft(built).answers == {EVIDENCE: "From the desk."}


def test_progress_counts_levels_and_ne_with_its_reason(own):
    browser, url = own
    form = {
        f"ratings-{CORE[0]}-level": "3",
        f"ratings-{CORE[1]}-level": "NE",
        f"ratings-{CORE[1]}-ne_reason": "not_reached",
        f"ratings-{CORE[2]}-level": "NE",
        "revision": "0.0",
    }
    assert "2 of 4 rated" in by_script(browser, f"{url}/draft", form).text


def test_a_signal_is_added_with_the_form_it_takes_and_taken_off_again(own, built):
    browser, url = own
    added = browser.post(f"{url}/signals", {"add": "blame_pattern", "revision": "0.0"})
    assert added.location == f"{url}#signals-blame_pattern"
    page = browser.page(url)
    assert len(page.select("textarea[name^=signals-blame_pattern][name$=said]")) == 2
    kinds = page.select("[name^=signals-blame_pattern][name$=kind]")
    assert [(each["type"], each["value"]) for each in kinds] == [("hidden", "quote")] * 2
    form = {"signals-blame_pattern-chosen": "yes", "signals-blame_pattern-1-said": "“No.”"}
    off = browser.post(f"{url}/signals", form | {"drop": "blame_pattern", "revision": "0.1"})
    assert off.location == f"{url}#signals"
    assert draft(built).answers == {}


def test_a_signal_that_may_rest_on_several_kinds_asks_which_and_a_context_item_asks_nothing(own):
    browser, url = own
    form = {"signals-bluff_confirmed-chosen": "yes", "signals-visible_nerves-chosen": "yes"}
    browser.post(f"{url}/draft", form | {"revision": "0.0"})
    page = browser.page(url)
    assert len(page.select("[type=radio][name=signals-bluff_confirmed-1-kind]")) == 3
    assert "never scored" in page.select_one("#signals-visible_nerves").text
    assert page.select("#signals-visible_nerves textarea") == []


def test_the_review_shows_the_card_as_it_will_stand_and_links_what_is_missing(own):
    browser, url = own
    form = {EVIDENCE: "Named two.", f"ratings-{CORE[0]}-level": "4", "revision": "0.0"}
    saved = browser.post(f"{url}/draft", form | {"then": "review"})
    assert saved.location == f"{url}/review"
    page = browser.page(f"{url}/review")
    assert "Named two." in page.text
    links = {each["href"] for each in page.select(".govuk-inset-text a")}
    assert f"{url}#ratings-{CORE[1]}-level" in links
    assert f"{url}#reason" in links
    assert "Submit scorecard" not in page.text


def test_a_draft_that_no_control_could_have_made_is_shown_in_the_form(own):
    browser, url = own
    form = {f"ratings-{CORE[0]}-level": "9", "revision": "0.0"}
    browser.post(f"{url}/draft", form)
    shown = browser.get(f"{url}/review")
    assert shown.status_code == 422
    assert "Choose a level from 1 to 5" in shown.text


def test_a_card_is_never_sent_over_a_draft_that_was_not_read(own, built):
    browser, url = own
    browser.post(f"{url}/draft", {"reason": "From the phone.", "revision": "0.0"})
    stale = browser.post(url, form_of(revision="0.0"))
    assert stale.status_code == 412
    assert "From the phone." in stale.text
    assert built.session.scalars(select(ScorecardVersion)).all() == []


def opened(built, *, late=False):
    first, second = built.panel[:2]
    built.submit(second)
    if late:
        later = built.as_(built.facilitator, NOON + timedelta(days=4))
        waive(later, built.seat(first), "On leave.", "Europe/Berlin")
    else:
        built.submit(first)
    reveals.reveal(built.as_(built.facilitator), built.debrief, RevealCause.FACILITATOR)
    built.session.commit()


def test_once_the_cards_are_open_the_own_one_stands_and_a_new_text_is_refused(own, built):
    browser, url = own
    opened(built)
    page = browser.page(url).text
    assert "yours stands as it is" in page
    assert "Named two causes and a test for each." in page
    assert browser.post(url, form_of(replaces="1")).status_code == 409


def test_a_late_card_is_told_that_it_is_late_before_and_after(own, built):
    browser, url = own
    opened(built, late=True)
    assert "not independent" in browser.page(url).text
    assert browser.post(url, form_of()).status_code == 303
    assert "not independent" in browser.page(f"{url}/done").text


def test_a_debrief_that_takes_no_more_cards_says_so(own, built):
    browser, url = own
    reveals.cancel(built.as_(built.recruiter), built.debrief)
    built.session.commit()
    page = browser.page(url).text
    assert "takes no more cards" in page
    assert "You did not submit one." in page
