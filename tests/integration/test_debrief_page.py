"""The debrief page: status before the reveal, the whole panel after it, to each what is theirs."""

from datetime import timedelta

import time_machine
from sqlalchemy import select

from debrief.access import Opening
from debrief.models import (
    AuditEntry,
    RevealCause,
    StageKind,
)
from debrief.services import applications, panels, reveals
from debrief.services.answers import SignalInput
from debrief.services.scorecards import Request, submit_scorecard
from tests.factories import NOON
from tests.integration.conftest import HASH
from tests.integration.house import CORE, INTERVIEW_STARTS, card, house
from tests.integration.panel import BLUFF, flag, open_panel, page_of, rated


def tags(built):
    return built.session.scalars(select(AuditEntry.tag).order_by(AuditEntry.seq)).all()


def test_before_the_reveal_the_manager_reads_why_it_is_sealed_and_who_is_asked_and_no_more(
    built, people, signed_in
):
    built.submit(people["in"])
    built.session.commit()
    page = signed_in(people["manager"]).page(page_of(built))
    assert "Sealed until the panel is in" in page.text
    assert [line.text.strip() for line in page.select(".list li")] == [
        user.name for user in built.panel
    ]
    assert page.select("main form") == []


def test_before_the_reveal_the_facilitator_sees_who_is_in_and_when_a_card_can_be_waived(
    built, people, signed_in
):
    built.submit(people["in"])
    built.session.commit()
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        lines = signed_in(people["facilit"]).page(page_of(built)).select(".list > li")
    told = [" ".join(line.text.split()) for line in lines]
    assert "missing due Wed 25 Nov, 12:00 can be waived from Thu 26 Nov, 12:00" in told[0]
    assert told[1].endswith(" in")
    assert told[2].endswith(" recused")


def test_the_first_view_says_where_the_panel_stands_and_what_to_discuss(built, people, signed_in):
    open_panel(built)
    page = signed_in(people["manager"]).page(page_of(built))
    glance = " ".join(page.select_one(".glance").text.split())
    assert f"2 Yes {built.panel[0].name}, {built.panel[1].name}" in glance
    assert f"{built.panel[2].name}: recused" in glance
    assert "divided Problem-solving process" in glance
    cells = page.select("table.ratings tbody tr")[0].select("td.cell")
    assert [cell["class"] for cell in cells] == [["cell", "level-4"], ["cell", "level-2"]]
    first, second, *_ = page.select(".agenda li")
    assert first.a.text == "Problem-solving process"
    assert "One of two below the bar on a must-have; leaving one rating out" in first.text
    assert second.a.text == "Bluff confirmed"
    assert tags(built)[-1] == "cards:read"


def test_every_cell_leads_to_its_evidence(built, people, signed_in):
    open_panel(built)
    page = signed_in(people["manager"]).page(page_of(built))
    for link in page.select("table.ratings td.cell a"):
        place = page.select_one(link["href"])
        assert place is not None
        assert "Said at" in place.text


def test_numbers_of_each_criterion_stand_in_words_beside_their_chart(built, people, signed_in):
    open_panel(built)
    page = signed_in(people["manager"]).page(page_of(built))
    text = " ".join(page.select_one(f"#{CORE[0]}").text.split())
    for words in (
        "Split. Two ratings. One at 2, one at 4.",
        "Median 3, at or above the bar; one rating could change this.",
        "1 of 2 at or above the bar.",
        "The two differ by 2 levels.",
        "From 2 to 4.",
        "The average deviation is above the published mark of 0.8.",
    ):
        assert words in text
    chart = page.select_one(f"#{CORE[0]} svg")
    assert chart.title.text == "Problem-solving process: One at 2, one at 4."
    assert len(chart.select("circle")) == 2


def test_a_panel_of_one_reads_without_a_number_it_does_not_have(session, signed_in):
    built = house(session, size=1)
    for user in (built.manager, *built.panel):
        user.password_hash = HASH
    submit_scorecard(
        built.as_(built.panel[0]), built.card(built.panel[0]), rated((3, 4, 2, 5)), Request("k")
    )
    reveals.reveal(built.as_(built.facilitator), built.debrief, RevealCause.FACILITATOR)
    session.commit()
    text = " ".join(signed_in(built.manager).page(page_of(built)).text.split())
    assert "A must-have that rests on one rating, at or above the bar." in text
    assert "Only one rating" in text or "only one rating" in text
    assert "differ by" not in text
    assert "None" not in text


def test_signals_flags_and_their_handling_stand_below(built, people, signed_in):
    nerves = SignalInput("visible_nerves")
    open_panel(built, rated((4, 4, 3, 4)), rated((2, 4, 1, 4), signals=(BLUFF, nerves)))
    version = built.card(people["in"]).versions[0]
    flag(built, version, version.reason_id)
    built.session.commit()
    text = " ".join(signed_in(people["manager"]).page(page_of(built)).text.split())
    for words in (
        "Bluff confirmed red signal",
        "evidence form complete",
        "The log they sent says otherwise.",
        "context, not scored",
        "check wording Test",
        "Main reason · kept by the author",
    ):
        assert words in text


def test_a_late_card_shows_apart_and_a_waiver_with_its_reason(built, people, signed_in):
    built.submit(people["in"])
    later = built.as_(built.facilitator, NOON + timedelta(days=4))
    panels.waive(later, built.seat(people["owing"]), "On leave for the month.", "Europe/Berlin")
    reveals.reveal(later, built.debrief, RevealCause.FACILITATOR)
    built.session.commit()
    manager = signed_in(people["manager"])
    assert "On leave for the month." in manager.page(page_of(built)).text
    built.submit(people["owing"], 1)
    built.session.commit()
    page = manager.page(page_of(built))
    assert page.select("td.cell--apart")
    assert "late card, not independent, not counted" in page.text
    assert "1 of 1" in page.select_one("table.ratings").text


def test_a_recruiter_reads_the_debrief_without_a_single_word_of_the_cards(built, people, signed_in):
    open_panel(built)
    page = signed_in(people["recruit"]).page(page_of(built))
    assert "To discuss, in this order" in page.text
    assert "Bluff confirmed" in page.text
    for words in ("Said at", "Tests separate causes.", "manual says so"):
        assert words not in page.text
    for offered in ("outcome", "rerating", "cosign", "dissent"):
        assert page.select_one(f".buttons a[href$={offered}]") is None


def test_somebody_who_owes_a_card_on_another_stage_sees_nothing_of_an_open_debrief(
    built, people, signed_in
):
    open_panel(built)
    recruiter = built.as_(built.recruiter)
    stage = applications.add_stage(recruiter, built.debrief.stage.application, StageKind.FINAL)
    sitting = applications.InterviewInput(
        INTERVIEW_STARTS, NOON, "video", "Europe/Berlin", (people["manager"].id,)
    )
    applications.schedule_interview(recruiter, stage, sitting)
    panels.set_up_debrief(
        recruiter,
        stage,
        built.facilitator.id,
        [panels.PanelistInput(people["manager"].id, CORE)],
    )
    built.session.commit()
    page = signed_in(people["manager"]).page(page_of(built)).text
    assert "You still owe a card on this application." in page
    assert "Said at" not in page


def test_after_own_submission_a_panelist_reads_the_cards_that_are_in_and_may_still_correct(
    session, signed_in
):
    built = house(session, size=2, opening=Opening.AFTER_OWN_SUBMISSION)
    for user in (built.manager, *built.panel):
        user.password_hash = HASH
    submit_scorecard(built.as_(built.panel[0]), built.card(built.panel[0]), card(), Request("k"))
    session.commit()
    page = signed_in(built.panel[0]).page(page_of(built))
    assert "1 of 2 cards are in." in page.text
    assert f"{built.panel[1].name}: no card" in page.text
    assert page.select_one("a[href$=scorecard]")
    for waiting in (built.panel[1], built.manager):
        assert "Sealed until" in signed_in(waiting).page(page_of(built)).text
