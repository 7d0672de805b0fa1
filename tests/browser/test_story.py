"""The whole story as each of the three users: at a desk, on a phone, and once by keyboard alone."""

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE

CORE = ("problem_solving_process", "communication", "honesty_about_limits", "blame_framing")


def heading(page):
    return page.get_by_role("heading", level=1)


def open_work(page, candidate):
    page.get_by_role("link", name=candidate).first.click()


@pytest.mark.parametrize(
    ("viewport", "candidate"), [(DESK, "Ελένη Παπαδάκη"), (PHONE, "김서연")], ids=["desk", "phone"]
)
def test_an_interviewer_writes_a_card_reviews_it_and_may_correct_it(seated, viewport, candidate):
    page = seated("sam", viewport)
    open_work(page, candidate)
    expect(heading(page)).to_have_text(candidate)
    page.get_by_label("A line as you hear it").fill("Asked which office first")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("Asked which office first").first).to_be_visible()
    for place, criterion in enumerate(CORE):
        page.locator(f"#ratings-{criterion}-level-{3 + place % 2}").check()
        evidence = page.locator(f"#ratings-{criterion}-evidence")
        evidence.fill("Named two causes and the check that tells them apart.")
    first = page.locator(f"#ratings-{CORE[0]}-evidence")
    first.fill("Named two causes. She seemed nervous.")
    expect(page.locator("mark.flagged").first).to_have_text("nervous")
    expect(page.get_by_text("4 of 4 rated, draft saved")).to_be_visible()
    page.get_by_role("button", name="Review").click()
    expect(heading(page)).to_have_text("Your card as it will stand")
    expect(page.get_by_text("before it can go")).to_be_visible()
    page.get_by_role("link", name="Back to the form").first.click()
    page.get_by_role("radio", name="Yes", exact=True).check()
    page.get_by_role("textbox", name="Main reason").fill("Separates causes before acting.")
    page.get_by_role("button", name="Review").click()
    page.get_by_role("button", name="Remove these words").click()
    expect(page.locator("mark.flagged")).to_have_count(0)
    page.get_by_role("button", name="Submit scorecard").click()
    expect(heading(page)).to_have_text("Your card is in")
    page.get_by_role("link", name="Correct your card").click()
    expect(page.locator(f"#ratings-{CORE[1]}-level-4")).to_be_checked()


def test_a_card_can_be_written_without_a_mouse(seated, complaints):
    page = seated("paula")
    keys = page.keyboard

    def tab_to(selector):
        for _ in range(200):
            if page.evaluate("it => document.activeElement.matches(it)", selector):
                return
            keys.press("Tab")
        raise AssertionError(f"the Tab key never came to {selector}")

    tab_to("a[href$='/scorecard']")
    keys.press("Enter")
    expect(heading(page)).to_have_text("अनिता शर्मा")
    for criterion in ("problem_solving_process", "honesty_about_limits", "escalation_judgement"):
        tab_to(f"[name='ratings-{criterion}-level']")
        keys.press("ArrowRight")
        keys.press("ArrowRight")
        tab_to(f"#ratings-{criterion}-evidence")
        keys.type("Called at the trigger score, with the observations.")
    tab_to("[name='recommendation']")
    keys.press("ArrowRight")
    tab_to("#reason")
    keys.type("Both scenarios show it.")
    tab_to("button[value='review']")
    keys.press("Enter")
    expect(heading(page)).to_have_text("Your card as it will stand")
    tab_to("form[data-submits] > button")
    keys.press("Enter")
    expect(heading(page)).to_have_text("Your card is in")
    assert complaints(page) == []


@pytest.mark.parametrize(
    ("viewport", "people"),
    [
        (DESK, ("mira", "Ελένη Παπαδάκη", "Łukasz Nguyễn-Öztürk")),
        (PHONE, ("joan", "अनिता शर्मा", "Amara Okafor")),
    ],
    ids=["desk", "phone"],
)
def test_a_manager_waits_reads_and_decides(seated, viewport, people, tmp_path):
    short, sealed, candidate = people
    page = seated(short, viewport)
    open_work(page, sealed)
    expect(page.get_by_role("heading", name="Sealed until the panel is in")).to_be_visible()
    expect(page.locator("td.cell")).to_have_count(0)
    page.goto("/")
    open_work(page, candidate)
    for told in ("Recommendations", "Must-haves", "To discuss, in this order"):
        expect(page.get_by_role("heading", name=told)).to_be_visible()
    if viewport is DESK:
        third = page.get_by_role("heading", name="To discuss, in this order").locator(
            "xpath=following::ol[1]/li[3]"
        )
        box = third.bounding_box()
        assert box["y"] + box["height"] <= DESK["height"]
    with page.expect_download() as taken:
        page.get_by_role("link", name="Summary (PDF)").first.click()
    kept = tmp_path / "summary.pdf"
    taken.value.save_as(kept)
    assert kept.read_bytes().startswith(b"%PDF")
    page.get_by_role("link", name="Write the outcome").first.click()
    page.get_by_role("button", name="Record the outcome").click()
    expect(page.get_by_role("heading", name="Some answers need another look")).to_be_visible()
    page.get_by_label("Advance", exact=True).check()
    page.locator("[name=grounds]").first.check()
    page.get_by_label("Reason, in terms of these criteria").fill("At the bar, with examples.")
    page.get_by_label("Disposition code").select_option("in_process")
    page.get_by_label("What the code rests on").fill("Goes on to the final stage.")
    page.get_by_role("button", name="Record the outcome").click()
    expect(heading(page)).to_contain_text(candidate)
    expect(page.locator("main")).to_contain_text("At the bar, with examples.")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_hr_sees_what_is_late_and_takes_a_period_out(seated, viewport, tmp_path):
    page = seated("hana", viewport)
    page.get_by_role("link", name="What is late").click()
    expect(page.locator("main")).to_contain_text("Siobhán Ní Bhriain")
    page.get_by_role("link", name="Disputed flags").click()
    expect(page.locator("main")).to_contain_text("children")
    page.get_by_role("link", name="Audit log").click()
    page.get_by_role("button", name=re.compile("whole|verify|check", re.IGNORECASE)).click()
    expect(page.locator("main")).to_contain_text("The log is whole")
    page.goto("/audit/report")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take out the report").click()
    kept = Path(tmp_path / "report.zip")
    taken.value.save_as(kept)
    names = zipfile.ZipFile(kept).namelist()
    assert any("ratings" in name for name in names)
    assert any("codebook" in name for name in names)


def test_hr_co_signs_a_departing_outcome(seated):
    page = seated("hana")
    open_work(page, "ليلى حداد")
    page.get_by_role("link", name="Answer the departing outcome").first.click()
    page.get_by_label("Co-sign: it takes effect").check()
    page.get_by_role("button", name="Record the answer").click()
    expect(page.locator("main")).to_contain_text("decided")
