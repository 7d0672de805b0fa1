"""The debrief page: status before the reveal, the whole panel after it, to each what is theirs."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from debrief.access import Opening, State
from debrief.language import Severity, flag_comment
from debrief.models import (
    AuditEntry,
    ChangeReason,
    Handling,
    Phase,
    RevealCause,
    ScorecardVersion,
)
from debrief.services import panels, reveals
from debrief.services.answers import DisputeInput, SignalInput
from debrief.services.scorecards import Request, submit_scorecard
from tests.factories import NOON
from tests.integration.conftest import HASH
from tests.integration.house import CORE, card, house
from tests.integration.test_panel_report import BLUFF, flag, rated


def page_of(built):
    return f"/debriefs/{built.debrief.id}"


def open_cards(built, *cards):
    """The two panelists who have not stepped back submit, and the cards open."""
    given = cards or (rated((4, 4, 3, 4)), rated((2, 4, 1, 4), signals=(BLUFF,)))
    for user, each in zip(built.panel[:2], given, strict=True):
        submit_scorecard(built.as_(user), built.card(user), each, Request(str(user.id)))
    reveals.reveal(built.as_(built.facilitator), built.debrief, RevealCause.FACILITATOR)
    built.session.commit()


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


def test_the_first_view_says_where_the_panel_stands_and_what_to_discuss(built, people, signed_in):
    open_cards(built)
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
    open_cards(built)
    page = signed_in(people["manager"]).page(page_of(built))
    for link in page.select("table.ratings td.cell a"):
        place = page.select_one(link["href"])
        assert place is not None
        assert "Said at" in place.text


def test_numbers_of_each_criterion_stand_in_words_beside_their_chart(built, people, signed_in):
    open_cards(built)
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
    open_cards(built, rated((4, 4, 3, 4)), rated((2, 4, 1, 4), signals=(BLUFF, nerves)))
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
    open_cards(built)
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
    open_cards(built)
    from debrief.models import StageKind
    from debrief.services import applications
    from tests.integration.house import INTERVIEW_STARTS

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


def change(**fields):
    return {"change_reason": "misread_anchor", "replaces": "1", "request_key": "once"} | fields


def test_a_panelist_changes_one_rating_and_it_stands_beside_the_independent_one(
    built, people, signed_in
):
    open_cards(built)
    reader = signed_in(people["owing"])
    url = f"{page_of(built)}/rerating"
    assert reader.page(page_of(built)).select_one("a[href$=rerating]")["href"] == url
    form = reader.page(url)
    assert form.select("input[type=radio][checked]") == []
    given = change(**{f"ratings-{CORE[0]}-level": "3"}, recommendation="no", reason="")
    assert reader.post(url, given).location == f"{page_of(built)}#changes"
    assert reader.post(url, given).status_code == 303  # the answer was lost: sent again
    versions = built.session.scalars(select(ScorecardVersion)).all()
    changed = [version for version in versions if version.phase is Phase.AFTER_REVEAL]
    assert [version.change_reason for version in changed] == [ChangeReason.MISREAD_ANCHOR]
    assert [rating.level for rating in changed[0].ratings] == [3, 4, 3, 4]
    assert changed[0].ratings[0].evidence.text == "Said at 4."
    page = reader.page(page_of(built))
    assert "After seeing others: 4 became 3, misread an anchor." in " ".join(page.text.split())
    assert page.select("table.ratings td.cell")[0].text.startswith("4")
    assert "1 of 2" in page.select_one("table.ratings").text


def test_to_ne_with_its_reason_and_with_new_evidence(built, people, signed_in):
    open_cards(built)
    reader = signed_in(people["owing"])
    given = {
        f"ratings-{CORE[0]}-level": "NE",
        f"ratings-{CORE[0]}-ne_reason": "conflict",
        f"ratings-{CORE[1]}-level": "5",
        f"ratings-{CORE[1]}-evidence": "Two examples, both checked.",
    }
    assert reader.post(f"{page_of(built)}/rerating", change(**given)).status_code == 303
    newest = built.card(people["owing"]).versions[-1]
    assert (newest.ratings[0].level, newest.ratings[0].ne_reason.value) == (None, "conflict")
    assert newest.ratings[1].evidence.text == "Two examples, both checked."


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "nothing has changed"),
        ({"change_reason": "", f"ratings-{CORE[0]}-level": "3"}, "Say why it changes."),
        ({f"ratings-{CORE[0]}-level": "NE"}, "why there is not enough evidence"),
        ({f"ratings-{CORE[0]}-level": "9"}, "Choose or write this again."),
        ({f"ratings-{CORE[0]}-level": "high"}, "Choose or write this again."),
        (
            {
                f"ratings-{CORE[0]}-level": "3",
                f"ratings-{CORE[0]}-evidence": "Too young for us.",
            },
            "names a protected topic",
        ),
    ],
)
def test_a_change_that_says_too_little_is_asked_again_and_nothing_typed_is_lost(
    built, people, signed_in, fields, said
):
    open_cards(built)
    given = change(**fields) | {"reason": "Typed with one thumb."}
    answer = signed_in(people["owing"]).post(f"{page_of(built)}/rerating", given)
    assert answer.status_code == 422
    assert said in answer.text
    assert "Typed with one thumb." in answer.text


def test_a_change_from_an_old_page_is_stale_and_one_without_a_rating_has_none(
    built, people, signed_in
):
    unable = {"could_not_assess": True, "ratings": (), "recommendation": None}
    open_cards(built, rated((4, 4, 3, 4)), card(**unable))
    url = f"{page_of(built)}/rerating"
    reader = signed_in(people["owing"])
    given = {f"ratings-{CORE[0]}-level": "3"}
    assert reader.post(url, change(**given)).status_code == 303
    stale = reader.post(
        url, change(**given | {f"ratings-{CORE[0]}-level": "1"}) | {"request_key": "b"}
    )
    assert stale.status_code == 412
    unrated = signed_in(people["in"])
    assert unrated.get(url).status_code == 409
    assert unrated.post(url, change(**given)).status_code == 409


def test_words_that_were_disputed_before_stay_disputed_in_a_changed_card(built, people, signed_in):
    words = "Too young for us, said the client."
    (found,) = [each for each in flag_comment(words) if each.severity is Severity.BLOCK]
    dispute = DisputeInput("reason", found.rule_id, found.text)
    disputing = card(reason=words, disputed=(dispute,), stands=("recommendation",))
    open_cards(built, disputing, card())
    given = change(**{f"ratings-{CORE[0]}-level": "3"})
    answer = signed_in(people["owing"]).post(f"{page_of(built)}/rerating", given)
    assert answer.status_code == 303
    (kept,) = built.card(people["owing"]).versions[-1].flags
    assert kept.handling is Handling.DISPUTED
