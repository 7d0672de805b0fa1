"""The main story in the browser: sealed, submitted, opened, to each what is theirs."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from debrief.access import Opening, State
from debrief.jobs import clock
from debrief.models import AuditEntry, RevealCause, ScorecardVersion
from debrief.services import reveals
from tests.factories import NOON
from tests.integration.browser import without_tokens
from tests.integration.conftest import HASH
from tests.integration.house import CORE, form_of, house


def submitted(built, user, level=4):
    built.submit(user, level)
    built.session.commit()


def opened(built):
    for user in built.panel[:2]:
        built.submit(user, 4 if user is built.panel[0] else 2)
    reveals.reveal(built.as_(built.facilitator), built.debrief, RevealCause.FACILITATOR)
    built.session.commit()


@pytest.mark.parametrize("seat", ["owing", "manager"])
@pytest.mark.parametrize("levels", [(1,), (5,), (3, 4)])
def test_until_the_reveal_no_page_tells_that_or_what_others_scored(
    built, people, signed_in, seat, levels
):
    reader = signed_in(people[seat])
    paths = ["/", f"/debriefs/{built.debrief.id}"]
    if seat == "owing":
        paths.append(f"/debriefs/{built.debrief.id}/scorecard")
    reveals.settle(built.system, built.debrief)
    built.session.commit()
    before = [without_tokens(reader.get(path)) for path in paths]
    for place, level in enumerate(levels):
        built.submit(built.panel[1], level, replaces=place or None)
    built.session.commit()
    assert [without_tokens(reader.get(path)) for path in paths] == before


def test_that_the_panel_is_in_shows_to_those_who_run_it_alone(built, people, signed_in):
    for user in built.panel[:2]:
        submitted(built, user)
    assert built.debrief.state is State.SEALED
    told = {
        seat: signed_in(people[seat])
        .page(f"/debriefs/{built.debrief.id}")
        .select_one(".govuk-tag")
        .text
        for seat in ("manager", "in", "recruit", "hr")
    }
    assert told == {
        "manager": "collecting",
        "in": "collecting",
        "recruit": "sealed",
        "hr": "sealed",
    }


def test_the_facilitator_opens_all_cards_and_the_manager_sees_where_the_panel_differs(
    built, people, signed_in
):
    for user, level in zip(built.panel[:2], (4, 2), strict=True):
        submitted(built, user, level)
    url = f"/debriefs/{built.debrief.id}"
    assert signed_in(people["facilit"]).post(f"{url}/reveal").status_code == 303
    page = signed_in(people["manager"]).page(url)
    assert [cell.text for cell in page.select("td.cell")][:2] == ["4", "2"]
    text = page.text
    assert "1 of 2 at or above the bar" in text
    assert "One of two below the bar on a must-have" in text
    assert "Named two causes and a test for each." in text
    assert built.session.scalar(select(AuditEntry.tag).where(AuditEntry.tag == "cards:read"))


def test_a_recruiter_reads_the_debrief_without_the_words(built, people, signed_in):
    opened(built)
    page = signed_in(people["recruit"]).page(f"/debriefs/{built.debrief.id}").text
    assert "To discuss, in this order" in page
    assert "Named two causes" not in page


def test_after_own_submission_a_panelist_reads_the_cards_that_are_in(session, signed_in):
    built = house(session, size=2, opening=Opening.AFTER_OWN_SUBMISSION)
    for user in built.panel:
        user.password_hash = HASH
    submitted(built, built.panel[0])
    url = f"/debriefs/{built.debrief.id}"
    assert "To discuss" in signed_in(built.panel[0]).page(url).text
    assert "Sealed until" in signed_in(built.panel[1]).page(url).text


def test_an_interviewer_fills_in_corrects_and_is_told_what_happens_next(built, signed_in):
    reader = signed_in(built.panel[0])
    url = f"/debriefs/{built.debrief.id}/scorecard"
    page = reader.page(url)
    assert page.select("input[type=radio][checked]") == []
    assert len(page.select("details.anchor")) == 5 * len(CORE)
    assert reader.post(url, form_of()).location == f"{url}/done"
    assert reader.post(url, form_of()).location == f"{url}/done"  # the answer was lost: again
    assert "can correct it" in reader.page(f"{url}/done").text
    page = reader.page(url)
    assert reader.page(f"{url}/review").select_one("[name=replaces]")["value"] == "1"
    assert page.select_one(f"#ratings-{CORE[0]}-evidence").text == "Named two causes."
    ne = {f"ratings-{CORE[0]}-level": "NE", f"ratings-{CORE[0]}-ne_reason": "not_reached"}
    corrected = form_of(replaces="1", request_key="k2", **ne)
    assert reader.post(url, corrected).status_code == 303
    versions = built.session.scalars(select(ScorecardVersion)).all()
    assert [version.number for version in versions] == [1, 2]
    stale = reader.post(url, form_of(replaces="1", request_key="k3", reason="From the phone."))
    assert (stale.status_code, b"From the phone." in stale.data) == (412, True)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"reason": ""}, "Give your main reason."),
        ({f"ratings-{CORE[0]}-level": "9"}, "Choose a level from 1 to 5"),
        ({f"ratings-{CORE[0]}-level": "NE"}, "or NE with its reason"),
        ({f"ratings-{CORE[0]}-correctness": "maybe"}, "Choose one of: correct, partly, incorrect."),
    ],
)
def test_a_wrong_answer_is_named_and_nothing_typed_is_lost(built, signed_in, changes, message):
    reader = signed_in(built.panel[0])
    typed = {f"ratings-{CORE[1]}-evidence": "Typed with one thumb."}
    response = reader.post(f"/debriefs/{built.debrief.id}/scorecard", form_of(**changes, **typed))
    assert response.status_code == 422
    assert message in response.text
    assert "Typed with one thumb." in response.text
    assert built.session.scalars(select(ScorecardVersion)).all() == []


def test_could_not_assess_is_an_answer(built, signed_in):
    reader = signed_in(built.panel[0])
    given = {"could_not_assess": "yes", "reason": "The call broke off."}
    response = reader.post(f"/debriefs/{built.debrief.id}/scorecard", given)
    assert response.status_code == 303
    assert "The call broke off." in reader.page(f"/debriefs/{built.debrief.id}/scorecard").text


def test_a_draft_is_kept_and_a_second_window_sees_both_texts(built, signed_in):
    reader = signed_in(built.panel[0])
    url = f"/debriefs/{built.debrief.id}/scorecard"
    first = reader.post(f"{url}/draft", {"reason": "First window.", "revision": "0.0"})
    assert first.status_code == 303
    page = reader.page(url)
    assert page.select_one("#reason").text == "First window."
    assert "draft saved" in page.text
    second = reader.post(f"{url}/draft", {"reason": "Second window.", "revision": "0.0"})
    assert second.status_code == 412
    assert "First window." in second.text
    assert "Second window." in second.text


def test_the_clock_opens_what_is_due(app, built):
    for user in built.panel[:2]:
        submitted(built, user)
    built.debrief.due_at = NOON - timedelta(days=400)
    built.session.commit()
    assert clock.tick(app) == 1
