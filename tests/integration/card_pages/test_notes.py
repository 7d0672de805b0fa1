"""The notes pad beside the card: its author's alone, one tap from the evidence."""

from sqlalchemy import func, select

from debrief.models import Note
from debrief.services.notes import add_note
from tests.integration.card_pages.form import by_script, draft, standing
from tests.integration.house import CORE


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
