"""Structural flags of a panel: on the page, on paper, in the API, from one report."""

from dataclasses import replace
from datetime import timedelta

from debrief.models import ChangeReason, NeReason
from debrief.scoring.scale import Recommendation
from debrief.scoring.structure import Structural
from debrief.services import applications, panels
from debrief.services.reratings import NewRating, Rerating, rerate
from debrief.services.scorecards import Request
from tests.factories import NOON
from tests.integration.house import CORE, house
from tests.integration.panel import (
    open_cards,
    open_panel,
    page_of,
    rated,
    report_of,
    revealed,
    send,
)

NE = NeReason.NOT_REACHED


def lines(report):
    return [(line.kind, line.voice and line.voice.name, line.words) for line in report.structure]


def kinds(report):
    return [line.kind for line in report.structure]


def test_a_panel_that_rates_by_evidence_has_none(session):
    built = revealed(session, rated([4, 3, 3, 4]), rated([3, 4, 4, 4]))
    assert report_of(built).structure == ()


def test_each_flag_says_whom_or_what_it_is_about_in_words(session):
    no = rated([4, 4, 4, 4], recommendation=Recommendation.NO)
    first, *others = no.ratings
    no = replace(no, ratings=(replace(first, evidence="see notes"), *others))
    built = revealed(session, no, rated([NE, 3, 4, 4]))
    name = built.panel[0].name
    found = lines(report_of(built))
    assert [(kind, who) for kind, who, _ in found] == [
        (Structural.COVERAGE_GAP, None),
        (Structural.VOTE_SCORE_MISMATCH, name),
        (Structural.STRAIGHT_LINE, name),
        (Structural.EMPTY_EVIDENCE, name),
    ]
    told = [words for _, _, words in found]
    assert "one rating written before the cards were opened" in told[0]
    assert told[1].startswith("Says “no”, and rated")
    assert "at or above the bar" in told[1]
    assert told[2] == "Rated all 4 criteria 4. Does the evidence differ?"


def test_a_yes_below_the_bar_and_a_must_have_that_nobody_rated(session):
    built = revealed(session, rated([2, 3, 4, 4]), rated([NE, 3, 4, 4]))
    assert "below the bar" in lines(report_of(built))[1][2]
    built = revealed(session, rated([NE, 3, 4, 4]), rated([NE, 3, 4, 4]))
    assert "no rating written before" in lines(report_of(built))[0][2]


def test_without_the_words_evidence_is_not_judged(session):
    given = rated([4, 3, 4, 4])
    first, *others = given.ratings
    given = replace(given, ratings=(replace(first, evidence="ok"), *others))
    built = revealed(session, given, rated([3, 3, 4, 4]))
    assert kinds(report_of(built)) == [Structural.EMPTY_EVIDENCE]
    assert kinds(report_of(built, words=False)) == []


def test_late_is_after_the_due_time_or_after_the_cards_were_opened(session):
    built = house(session, 3)
    send(built, built.panel[0], rated([4, 3, 4, 4]))
    send(built, built.panel[1], rated([4, 3, 4, 4]), at=NOON + timedelta(hours=30))
    later = built.as_(built.facilitator, NOON + timedelta(days=4))
    panels.waive(later, built.seat(built.panel[2]), "On leave.", "Europe/Berlin")
    open_cards(built)
    assert lines(report_of(built)) == [
        (Structural.LATE_SCORE, built.panel[1].name, "Came in after it was due.")
    ]
    send(built, built.panel[2], rated([4, 3, 4, 4]), at=NOON + timedelta(days=5))
    assert "it counts nowhere" in lines(report_of(built))[-1][2]


def test_a_change_for_new_evidence_that_is_not_there_is_flagged_and_a_slip_is_not(session):
    built = revealed(session, rated([4, 3, 4, 4]), rated([4, 3, 4, 4]))

    def change(user, level, reason, evidence=""):
        new = {CORE[1]: NewRating(level, evidence=evidence)}
        replaces = len(built.card(user).versions)
        asked = Request(f"{level} {reason}", replaces=replaces, change_reason=reason)
        rerate(built.as_(user), built.card(user), Rerating(new), asked)

    first, second = built.panel
    change(first, 4, ChangeReason.SLIP)
    change(second, 4, ChangeReason.NEW_EVIDENCE, "Also named a third cause.")
    assert report_of(built).structure == ()
    change(second, 5, ChangeReason.NEW_EVIDENCE)
    assert kinds(report_of(built)) == [Structural.EDIT_AFTER_REVEAL]
    assert "new evidence named and none written" in lines(report_of(built))[0][2]


def test_the_page_lists_them_beside_the_ratings(built, people, signed_in):
    open_panel(built, rated([4, 4, 4, 4]), rated([3, 3, 4, 4]))
    page = signed_in(people["manager"]).page(page_of(built))
    listed = " ".join(page.select_one("section[aria-labelledby=structure]").get_text(" ").split())
    assert f"The same level throughout · {built.panel[0].name}" in listed
    assert "Rated all 4 criteria 4." in listed


def test_a_panelist_named_in_the_referral_is_told_to_hr_alone(built, people, signed_in):
    named = built.panel[0]
    application = built.debrief.stage.application
    source = f"Referred by {named.name}, a former colleague"
    applications.record_referral(built.as_(built.recruiter), application, source)
    built.session.commit()
    told = f"{named.name} is named in how this application came in"
    assert told in signed_in(people["hr"]).get(page_of(built)).text
    for seat in ("manager", "facilit", "recruit", "owing", "in"):
        page = signed_in(people[seat]).get(page_of(built))
        assert (page.status_code, "conflict of interest" in page.text) == (200, False)
    panels.recuse(built.as_(named), built.seat(named))
    built.session.commit()
    assert told not in signed_in(people["hr"]).get(page_of(built)).text
