"""Before the reveal, the ways out: a card let go, a panelist stepping back, a debrief cancelled."""

from datetime import timedelta

import time_machine

from debrief.access import State
from tests.factories import NOON
from tests.integration.house import house
from tests.integration.panel import page_of


def test_a_missing_card_is_let_go_with_a_reason_once_a_working_day_has_passed(
    built, people, signed_in
):
    built.submit(people["in"])
    built.session.commit()
    with time_machine.travel(NOON + timedelta(days=3), tick=False):
        facilitator = signed_in(people["facilit"])
        link = facilitator.page(page_of(built)).select_one("a[href$=waiver]")
        assert "Why the panel goes on" in facilitator.page(link["href"]).text
        blank = facilitator.post(link["href"], {"reason": " "})
        assert (blank.status_code, "Say why the panel goes on" in blank.text) == (422, True)
        assert facilitator.post(link["href"], {"reason": "On leave."}).status_code == 303
        built.session.refresh(built.debrief)
        assert built.debrief.state is State.SEALED
        assert "waived" in facilitator.page(page_of(built)).text
        again = facilitator.post(link["href"], {"reason": "On leave."})
    assert again.status_code == 403


def test_a_card_that_is_not_yet_late_cannot_be_let_go_and_the_reason_typed_is_kept(
    built, people, signed_in
):
    built.submit(people["in"])
    built.session.commit()
    url = f"{page_of(built)}/panelists/{built.seat(people['owing']).id}/waiver"
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        answer = signed_in(people["facilit"]).post(url, {"reason": "They are on leave."})
    assert answer.status_code == 409
    assert "one working day after it was due" in answer.text
    assert "They are on leave." in answer.text


def test_a_seat_of_another_panel_is_not_there(built, people, signed_in):
    built.submit(people["in"])
    other = house(built.session, 1)
    built.session.commit()
    seat = other.debrief.panelists[0].id
    answer = signed_in(people["facilit"]).get(f"{page_of(built)}/panelists/{seat}/waiver")
    assert answer.status_code == 404


def test_a_panelist_steps_back_after_being_asked_and_sees_nothing_from_then_on(
    built, people, signed_in
):
    reader = signed_in(people["owing"])
    url = f"{page_of(built)}/recusal"
    assert reader.page(page_of(built)).select_one("a[href$=recusal]")["href"] == url
    assert "cannot be taken back" in reader.page(url).text
    assert reader.post(url).location == "/"
    assert reader.get(page_of(built)).status_code == 404


def test_hr_cancels_after_being_asked_and_the_cards_stay_sealed(built, people, signed_in):
    built.submit(people["in"])
    built.session.commit()
    reader = signed_in(people["hr"])
    url = f"{page_of(built)}/cancellation"
    assert reader.page(page_of(built)).select_one("a[href$=cancellation]")["href"] == url
    assert "Cancel this debrief?" in reader.page(url).text
    assert reader.post(url).status_code == 303
    page = reader.page(page_of(built)).text
    assert "This debrief was cancelled" in page
    assert "Tests separate causes." not in page
