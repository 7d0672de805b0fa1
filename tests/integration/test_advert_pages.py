"""The wording of adverts and success profiles: hinted at while it is written, and afterwards."""

import pytest
from sqlalchemy import select

from debrief.models import StoredFlag
from debrief.services import requisitions
from tests.integration.card_pages.form import by_script
from tests.integration.test_requisition_pages import asked, create, newest

HYPE = "Ninja wanted, with 5+ years of experience."


def section(browser, requisition, field):
    return browser.page(f"/requisitions/{requisition.id}").select_one(f"section:has(#{field})")


@pytest.mark.parametrize("field", ["advert", "success_profile"])
def test_hints_come_for_what_is_typed_and_nothing_is_kept(built, recruiter, field):
    form = {"title": "Ward nurse", field: HYPE, "hinted": field}
    told = by_script(recruiter, "/requisitions/hints", form).text
    assert '<mark class="flagged flagged--warn">Ninja</mark>' in told
    assert "Which result of the first 90 days would show it?" in told
    assert "2 hints under this field" in told
    assert f'id="{field}-told"' in told
    for offer in ("Remove these words", "This is wrong", "before the card can go"):
        assert offer not in told
    clean = by_script(recruiter, "/requisitions/hints", form | {field: "You plan the rota."})
    assert "mirror" not in clean.text
    assert newest(built).id == built.debrief.stage.application.requisition_id
    assert built.session.scalars(select(StoredFlag)).all() == []


def test_a_field_that_is_none_has_no_hints(recruiter):
    assert by_script(recruiter, "/requisitions/hints", {"hinted": "title"}).status_code == 404


def test_words_of_the_opening_are_not_flagged_in_its_advert(recruiter):
    form = {"title": "Church warden", "advert": "Likes church music.", "hinted": "advert"}
    assert "mirror" not in by_script(recruiter, "/requisitions/hints", form).text
    told = by_script(recruiter, "/requisitions/hints", form | {"title": "Warden"}).text
    assert "Protected topic" in told


def test_hints_stop_no_save_and_stand_on_the_page_for_those_who_can_change_it(
    built, recruiter, people, signed_in
):
    made = create(built, recruiter, advert=f"{HYPE}\n\nYou plan the rota.")
    assert made.current.advert == f"{HYPE}\n\nYou plan the rota."
    for browser in (recruiter, signed_in(people["manager"])):
        shown = section(browser, made, "advert")
        assert [mark.text for mark in shown.select("mark")] == ["Ninja", "5+ years of experience"]
        assert "1 place to look at again" in shown.text
        assert shown.select("button") == []
    assert section(recruiter, made, "success_profile").select("mark") == []
    form = recruiter.page(f"/requisitions/{made.id}/edit")
    assert form.select_one("#advert").text.strip() == made.current.advert.replace("\r\n", "\n")
    assert form.select_one("#advert-hints mark").text == "Ninja"


def test_what_is_fixed_shows_its_advert_without_hints(built, recruiter):
    made = create(built, recruiter, advert=HYPE)
    requisitions.lock_requisition(built.as_(built.recruiter), made)
    built.session.commit()
    shown = section(recruiter, made, "advert")
    assert HYPE in shown.text
    assert shown.select("mark") == []


def test_history_tells_how_an_advert_changed(built, recruiter):
    made = create(built, recruiter, advert=HYPE)
    changed = asked(built, advert="Nurse wanted.", replaces="1")
    assert recruiter.post(f"/requisitions/{made.id}/edit", changed).status_code == 303
    text = recruiter.page(f"/requisitions/{made.id}/versions").text
    assert "Advert" in text
    assert HYPE in text
    assert "Nurse wanted." in text


def test_an_advert_that_is_too_long_is_told_with_its_hints_and_not_lost(built, recruiter):
    typed = asked(built, advert=HYPE + "x" * 10_000)
    refused = recruiter.post("/requisitions", typed)
    assert refused.status_code == 422
    assert "at most 10,000 characters" in refused.text or "at most 10000 characters" in refused.text
    assert typed["advert"] in refused.text
    assert '<mark class="flagged flagged--warn">Ninja</mark>' in refused.text
