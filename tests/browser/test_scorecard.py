"""The scorecard under a thumb: saved, hinted at, kept without a connection, sent once."""

import re

import pytest
from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}
SAVED = re.compile(r"draft saved \d\d:\d\d")
PROTECTED = "At his age he may not learn it."
STORED = "Object.keys(localStorage).filter(key => key.startsWith('debrief:'))"


@pytest.fixture
def form(seated):
    """Opens the form of a card that somebody owes, on a phone."""

    def open_for(short):
        page = seated(short, PHONE)
        page.locator("main a[href$='/scorecard']").first.click()
        expect(page.locator("#card")).to_be_visible()
        page.wait_for_load_state("load")  # its scripts too, before a test cuts the connection
        return page

    return open_for


def box(page, name="reason"):
    return page.locator(f"#{name}")


def saved(page):
    expect(page.locator("#saved")).to_have_text(SAVED)


def evidence(page):
    return page.locator("textarea[name$=-evidence]").first


def test_text_is_saved_while_it_is_typed_and_flagged_words_are_told_under_it(form, complaints):
    page = form("sam")
    evidence(page).fill(f"{PROTECTED} She seemed nervous.")
    under = page.locator(f"[id='{evidence(page).get_attribute('id')}-hints']")
    expect(under.locator("mark")).to_have_text(["At his age", "nervous"])
    expect(under.get_by_role("button", name="This is wrong")).to_have_count(2)
    saved(page)
    assert complaints(page) == []
    page.reload()
    expect(evidence(page)).to_have_value(f"{PROTECTED} She seemed nervous.")
    under.get_by_role("button", name="Remove these words").first.click()
    expect(evidence(page)).to_have_value("he may not learn it. She seemed nervous.")


def test_another_window_is_never_overwritten_and_both_texts_are_shown(form):
    here = form("sam")
    there = here.context.new_page()
    there.goto(here.url)
    box(there).fill("From the desk.")
    saved(there)
    box(here).fill("From the phone.")
    both = here.get_by_role("alert")
    expect(both).to_contain_text("From the desk.")
    expect(both).to_contain_text("From the phone.")
    here.get_by_role("button", name="Go on with what is typed here").click()
    there.reload()
    expect(box(there)).to_have_value("From the phone.")


def test_text_typed_without_a_connection_is_offered_back_and_then_forgotten(form):
    page = form("sam")
    page.context.set_offline(True)
    box(page).fill("Typed in the basement.")
    expect(page.locator("#offline")).to_contain_text("This browser keeps your text.")
    page.get_by_role("button", name="Review").click()
    expect(box(page)).to_have_value("Typed in the basement.")
    address = page.url
    page.close()
    context = page.context
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    again.get_by_role("button", name="Put it back").click()
    expect(box(again)).to_have_value("Typed in the basement.")
    saved(again)
    again.reload()
    expect(box(again)).to_have_value("Typed in the basement.")
    assert again.evaluate(STORED) == []


def test_nothing_is_left_in_the_browser_after_signing_out(form):
    page = form("sam")
    page.context.set_offline(True)
    box(page).fill("Left behind.")
    expect(page.locator("#offline")).to_contain_text("keeps your text")
    assert len(page.evaluate(STORED)) == 1
    page.context.set_offline(False)
    saved(page)
    page.evaluate("localStorage.setItem('debrief:somebody:card', '{}')")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert page.evaluate(STORED) == []


def test_a_line_of_the_pad_is_one_tap_from_a_criterion(form):
    page = form("sam")
    page.get_by_label("A line as you hear it").fill("Drew it first.")
    page.keyboard.press("Enter")
    expect(page.locator("#pad")).to_contain_text("Drew it first.")
    under = page.locator("[id$=-notes]").last
    under.locator("summary").click()
    under.get_by_role("button", name="Drew it first.").last.click()
    expect(page.locator("textarea[name$=-evidence]").last).to_have_value(
        re.compile(r"Drew it first\.$")
    )


def covered(page):
    """Whether the bar lies over what has the focus."""
    return page.evaluate(
        """() => {
          const bar = document.querySelector(".save").getBoundingClientRect();
          const at = document.activeElement;
          if (document.querySelector(".save").contains(at)) return false;
          const box = at.getBoundingClientRect();
          return box.bottom > bar.top + 1 && box.top < bar.bottom;
        }"""
    )


def test_a_whole_card_goes_by_keyboard_alone_and_the_bar_never_hides_the_focus(form, complaints):
    page = form("tomas")
    rated, hidden = set(), []
    page.locator("#note").focus()
    for _ in range(150):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name || ''")
        if covered(page):
            hidden.append(name)
        if page.evaluate("document.activeElement.value") == "review":
            break
        if name in rated:
            continue
        if name.endswith("-level") or name == "recommendation":
            page.keyboard.press("ArrowRight")
            page.keyboard.press("ArrowRight")
        elif name.endswith("-evidence") or name == "reason":
            page.keyboard.type("Named two causes and a test for each.")
        else:
            continue
        rated.add(name)
    assert (len(rated), hidden) == (10, [])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your card as it will stand")
    assert complaints(page) == []
    page.get_by_role("button", name="Submit scorecard").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your card is in")
    assert complaints(page) == []
    assert page.evaluate(STORED) == []
