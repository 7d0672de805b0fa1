"""Taking the summary out of a page or through the API."""

from tests.integration.api.client import Program, key_for
from tests.integration.panel import (
    open_cards,
)
from tests.integration.summaries.paper import record_of, text_of


def test_whoever_may_read_takes_the_file_under_a_name_without_a_name(signed_in, people, built):
    for seat, level in (("owing", 4), ("in", 2)):
        built.submit(people[seat], level)
    open_cards(built)
    built.session.commit()
    url = f"/debriefs/{built.debrief.id}/summary.pdf"
    response = signed_in(people["manager"]).get(url)
    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    file_name = f"debrief-summary-{str(built.debrief.id)[:8]}.pdf"
    assert response.headers["Content-Disposition"] == f"attachment; filename={file_name}"
    assert response.headers["Cache-Control"] == "no-store"
    assert "Named two causes" in text_of(response.data)
    wordless = signed_in(people["recruit"]).get(url)
    assert "Named two causes" not in text_of(wordless.data)


def test_a_program_gets_the_same_file_and_nothing_before_the_reveal(app, session, built, people):
    ask = Program(app, key_for(session, people["manager"]))
    address = f"/debriefs/{built.debrief.id}/summary.pdf"
    assert ask.get(address).status_code == 403
    for seat in ("owing", "in"):
        built.submit(people[seat], 4)
    open_cards(built)
    built.session.commit()
    answer = ask.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert record_of(answer.data).startswith(b"{")


def test_the_page_offers_the_summary_once_the_cards_are_open(signed_in, people, built):
    browser, address = signed_in(people["manager"]), f"/debriefs/{built.debrief.id}"
    link = f"a[href='{address}/summary.pdf']"
    assert browser.page(address).select(link) == []
    for seat in ("owing", "in"):
        built.submit(people[seat], 4)
    open_cards(built)
    built.session.commit()
    assert browser.page(address).select(link) != []
