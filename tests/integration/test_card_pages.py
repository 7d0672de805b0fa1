"""The scorecard in the browser: ten inputs, nothing preselected, nothing lost, nobody else's."""

import pytest
from sqlalchemy import func, select

from debrief.models import Handling, MessageToHr, Note, RevealCause, ScorecardVersion, StoredFlag
from debrief.services import reveals
from debrief.services.notes import add_note
from debrief.services.panels import waive
from tests.integration.house import CORE
from tests.integration.test_pages import form_of

EVIDENCE = f"ratings-{CORE[0]}-evidence"
PROTECTED = "At his age he may not learn it."
PLACE = f"{EVIDENCE}:age.stage:0:10"
BY_SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def own(built, signed_in):
    """The browser of a panelist whose card is out, and the card's address."""
    return signed_in(built.panel[0]), f"/debriefs/{built.debrief.id}/scorecard"


def by_script(browser, url, form, **headers):
    token = browser.page("/sign-in").select_one("[name=csrf_token]")["value"]
    given = {"csrf_token": token} | form
    return browser.client.post(url, data=given, headers=BY_SCRIPT | headers)


def standing(browser, url):
    return browser.page(url).select_one("#revision")["value"]


def draft(built):
    built.session.expire_all()
    return built.card(built.panel[0]).draft


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


def test_a_line_of_the_pad_goes_under_a_criterion_by_one_tap(own, built):
    browser, url = own
    added = browser.post(f"{url}/notes", {"note": "Drew it first.", "revision": "0.0"})
    assert added.location == f"{url}#note"
    page = browser.page(url)
    button = page.select_one(f"#ratings-{CORE[1]}-notes button")
    form = {button["name"]: button["value"], "revision": standing(browser, url)}
    browser.post(button["formaction"], form)
    evidence = f"ratings-{CORE[1]}-evidence"
    assert draft(built).answers == {evidence: "Drew it first."}
    form = {"criterion": CORE[1], evidence: "Newer.", "revision": "0.0"}
    assert browser.post(button["formaction"], form).status_code == 412
    elsewhere = browser.post(button["formaction"], {"criterion": "charm", "revision": "0.1"})
    assert elsewhere.status_code == 303


def test_a_line_added_by_script_comes_back_with_the_pad_and_a_removed_one_is_gone(own, built):
    browser, url = own
    added = by_script(browser, f"{url}/notes", {"note": "Drew it first.", "revision": "0.0"})
    assert "Drew it first." in added.text
    stale = by_script(browser, f"{url}/notes", {"note": "x", "reason": "y", "revision": "0.0"})
    assert stale.status_code == 412
    note = built.session.scalar(select(Note))
    form = {"revision": "0.1"}
    assert browser.post(f"{url}/notes/{note.id}/remove", form).location == f"{url}#note"
    assert built.session.scalar(select(func.count()).select_from(Note)) == 0


def test_an_empty_line_only_saves_the_form(own, built):
    browser, url = own
    browser.post(f"{url}/notes", {"note": " ", "reason": "A", "revision": "0.0"})
    assert draft(built).answers == {"reason": "A"}
    assert built.session.scalars(select(Note)).all() == []


def test_the_line_of_another_pad_is_as_absent(own, built):
    browser, url = own
    other = add_note(built.as_(built.panel[1]), built.seat(built.panel[1]), "Theirs.")
    built.session.commit()
    form = {"criterion": CORE[0], "revision": "0.0"}
    for what in ("put", "remove"):
        assert browser.post(f"{url}/notes/{other.id}/{what}", form).status_code == 404


def test_a_question_of_the_kit_gets_no_hints(own, built):
    browser, url = own
    document = built.debrief.requisition_version.rubric_version.document
    field = f"ratings-{CORE[0]}-question"
    asked = {field: document["criteria"][0]["prompts"][0]["text"], "hinted": field}
    assert "mirror" not in by_script(browser, f"{url}/hints", asked).text


def test_removing_a_line_in_a_stale_window_says_so(own, built):
    browser, url = own
    browser.post(f"{url}/notes", {"note": "Drew it first.", "revision": "0.0"})
    note = built.session.scalar(select(Note))
    stale = browser.post(f"{url}/notes/{note.id}/remove", {"reason": "y", "revision": "0.0"})
    assert stale.status_code == 412


def test_nobody_else_sees_notes_or_a_draft(own, built, signed_in, people):
    browser, url = own
    browser.post(f"{url}/notes", {"note": "My private line.", "revision": "0.0"})
    browser.post(f"{url}/draft", {"reason": "My private draft.", "revision": "0.1"})
    for seat in ("in", "manager", "facilit", "recruit", "hr", "admin", "auditor"):
        other = signed_in(people[seat])
        for address in (url, f"{url}/review", f"/debriefs/{built.debrief.id}", "/"):
            assert "My private" not in other.get(address).text, (seat, address)


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
        from datetime import timedelta

        from tests.factories import NOON

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
