"""What HR follows: what is late, messages sent privately, disputed flags."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from debrief.access import Role
from debrief.errors import ConflictError
from debrief.models import (
    AuditEntry,
    Disposition,
    FlagReview,
    Result,
    RevealCause,
    UserRole,
    Verdict,
)
from debrief.reports.audit_sight import Sight
from debrief.reports.late import LateSearch, Wait, count_late, late_list, read_late
from debrief.scoring.gate import Gate
from debrief.services import flag_reviews, outcomes, panels, reveals
from tests.factories import NOON, UserFactory
from tests.integration.house import CORE, disputed_flag, house, message_to_hr

SIGHT = Sight(status=True)
DUE = NOON + timedelta(hours=24)


@pytest.fixture
def hr(people, signed_in):
    return signed_in(people["hr"])


def late(session, at=DUE + timedelta(hours=1), sight=SIGHT, **search):
    return read_late(session, late_list(LateSearch(**search), sight, at), 0, 25)


def opened(built, *levels):
    for user, level in zip(built.panel[:2], levels or (4, 4), strict=True):
        built.submit(user, level)
    reveals.reveal(built.as_(built.facilitator), built.debrief, RevealCause.FACILITATOR)
    built.session.commit()


def decide(built, result, gate, departure=""):
    given = outcomes.OutcomeInput(
        result, "Both causes.", (CORE[0],), Disposition.IN_PROCESS, "Next stage.", departure
    )
    return outcomes.decide(built.as_(built.manager), built.debrief, given, gate, [])


def recorded(session, tag):
    return session.scalars(select(AuditEntry).where(AuditEntry.tag == tag)).all()


def test_a_debrief_is_late_from_the_first_card_past_due_and_names_who_is_missing(session, built):
    built.submit(built.panel[1])
    assert late(session, at=DUE) == ()
    (item,) = late(session)
    assert (item.wait, item.since) == (Wait.CARDS, DUE)
    assert [each.name for each in item.missing] == [built.panel[0].name]
    panels.waive(
        built.as_(built.facilitator, NOON + timedelta(days=3)),
        built.seat(built.panel[0]),
        "On leave.",
        "UTC",
    )
    assert late(session) == ()


def test_after_the_reveal_it_waits_for_a_decision_then_for_its_closing(session, built):
    opened(built)
    assert [(each.wait, each.since) for each in late(session)] == [(Wait.DECISION, NOON)]
    decide(built, Result.ADVANCE, Gate.ABOVE)
    assert [each.wait for each in late(session)] == [Wait.CLOSING]
    reveals.close(built.as_(built.manager), built.debrief)
    assert late(session) == ()


def test_a_departing_outcome_waits_for_a_cosign_and_a_returned_one_for_a_decision(session, built):
    opened(built)
    outcome = decide(built, Result.ADVANCE, Gate.BELOW, "The work sample shows it.")
    assert [each.wait for each in late(session)] == [Wait.COSIGN]
    outcomes.cosign(built.as_(UserFactory()), outcome, agreed=False, remark="Which sample?")
    assert [each.wait for each in late(session)] == [Wait.DECISION]


def test_the_list_is_filtered_by_what_it_waits_for_by_opening_and_by_period(session, built):
    other = house(session, size=2)
    opened(built)
    at = DUE + timedelta(hours=1)
    every = late_list(LateSearch(), SIGHT, at)
    assert count_late(session, every) == {
        Wait.CARDS: 1,
        Wait.DECISION: 1,
        Wait.COSIGN: 0,
        Wait.CLOSING: 0,
    }
    assert [each.debrief_id for each in late(session)] == [built.debrief.id, other.debrief.id]
    (found,) = late(session, wait=Wait.CARDS)
    assert found.debrief_id == other.debrief.id
    requisition = built.debrief.stage.application.requisition_id
    (found,) = late(session, requisition_id=requisition)
    assert found.debrief_id == built.debrief.id
    (found,) = late(session, first=DUE.date(), last=DUE.date())
    assert found.debrief_id == other.debrief.id


def test_what_is_shut_to_the_reader_is_not_in_the_list(session, built):
    shut = Sight(status=True, shut=frozenset({built.debrief.stage.application_id}))
    assert late(session, sight=shut) == ()


def test_the_page_shows_what_is_late_and_a_search_that_makes_no_sense_says_so(built, hr, people):
    built.debrief.panelists[0].due_at = NOON - timedelta(days=300)
    built.session.commit()
    page = hr.page("/late")
    assert people["owing"].name in page.select_one("main").text
    assert "1 Cards past due" in " ".join(page.select_one(".counts").text.split())
    requisition = built.debrief.stage.application.requisition_id
    found = hr.page(f"/late?{urlencode({'for': 'cards', 'requisition': requisition})}")
    assert "Łukasz" in found.text
    assert "Nothing is late here" in hr.page("/late?for=closing").text
    for wrong in ("for=nonsense", "requisition=x", "first=x", "first=2026-11-02&last=2026-11-01"):
        assert hr.get(f"/late?{wrong}").status_code == 422


def test_a_message_comes_at_once_without_criterion_and_rating_and_is_marked_read(built, people, hr):
    message = message_to_hr(built, people["owing"])
    built.session.commit()
    listed = hr.page("/messages")
    assert "not read yet" in listed.text
    assert "expecting" not in listed.text
    page = hr.page(f"/messages/{message.id}")
    assert "She said that she is expecting." in page.text
    built.session.expire_all()
    first = message.read_at
    assert first is not None
    hr.get(f"/messages/{message.id}")
    built.session.expire_all()
    assert message.read_at == first
    assert len(recorded(built.session, "message:read")) == 2
    assert "not read yet" not in hr.page("/messages").text


def test_an_erased_message_says_so(built, people, hr):
    message = message_to_hr(built, people["owing"])
    message.words.text, message.words.erased_at = None, NOON
    message.words.erased_under = "policy 3"
    built.session.commit()
    assert "erased on 24 November 2026 under policy 3" in hr.page(f"/messages/{message.id}").text


def test_hr_on_the_panel_reads_no_message_about_it_before_the_own_card_is_in(built, signed_in):
    owing = built.panel[0]
    owing.roles = [UserRole(role=Role.HR)]
    message = message_to_hr(built, built.panel[1])
    built.session.commit()
    reader = signed_in(owing)
    assert "No messages" in reader.page("/messages").text
    assert reader.get(f"/messages/{message.id}").status_code == 404
    built.submit(owing)
    built.session.commit()
    assert reader.get(f"/messages/{message.id}").status_code == 200


def test_a_dispute_waits_for_the_reveal_and_is_answered_once(built, people, hr):
    built.submit(people["in"], 4)
    flag = disputed_flag(built, people["in"])
    built.session.commit()
    assert "No disputed flags" in hr.page("/disputed-flags").text
    assert hr.post(f"/disputed-flags/{flag.id}", {"verdict": "upheld"}).status_code == 404
    built.submit(people["owing"], 4)
    reveals.reveal(built.as_(built.facilitator), built.debrief, RevealCause.FACILITATOR)
    built.session.commit()
    page = hr.page("/disputed-flags")
    assert page.select_one("mark").text == "Tests"
    assert "1 dispute waits for an answer" in page.text
    assert people["in"].name not in page.select_one("main").text
    empty = hr.post(f"/disputed-flags/{flag.id}")
    assert (empty.status_code, "Choose whether the flag stands" in empty.text) == (422, True)
    assert hr.post(f"/disputed-flags/{flag.id}", {"verdict": "dismissed"}).status_code == 303
    review = built.session.scalars(select(FlagReview)).one()
    assert (review.verdict, review.reviewed_by_id) == (Verdict.DISMISSED, people["hr"].id)
    (entry,) = recorded(built.session, "flag:reviewed")
    assert entry.subject == f"flag:{flag.id}"
    assert "the flag was dismissed" in hr.page("/disputed-flags").text
    assert hr.post(f"/disputed-flags/{flag.id}", {"verdict": "upheld"}).status_code == 409


def test_a_flag_on_text_corrected_away_before_the_reveal_asks_nothing(built, people, hr):
    built.submit(people["in"], 4)
    disputed_flag(built, people["in"])
    built.submit(people["in"], 3, replaces=1)
    built.submit(people["owing"], 4)
    reveals.reveal(built.as_(built.facilitator), built.debrief, RevealCause.FACILITATOR)
    built.session.commit()
    assert "No disputed flags" in hr.page("/disputed-flags").text


def test_a_flag_whose_rule_has_gone_and_whose_text_is_erased_can_still_be_answered(
    built, people, hr
):
    built.submit(people["in"], 4)
    flag = disputed_flag(built, people["in"], rule="gone.rule")
    built.submit(people["owing"], 4)
    reveals.reveal(built.as_(built.facilitator), built.debrief, RevealCause.FACILITATOR)
    words = built.card(people["in"]).versions[0].reason
    words.text, words.erased_at, words.erased_under = None, NOON, "policy 3"
    built.session.commit()
    page = hr.page("/disputed-flags")
    assert "left the lexicon" in page.text
    assert "erased on 24 November 2026" in page.select_one("mark").text
    assert hr.post(f"/disputed-flags/{flag.id}", {"verdict": "upheld"}).status_code == 303


def test_nobody_answers_a_dispute_of_their_own(built, people):
    built.submit(people["in"], 4)
    flag = disputed_flag(built, people["in"])
    with pytest.raises(ConflictError, match="your own"):
        flag_reviews.review_flag(built.as_(people["in"]), flag, Verdict.DISMISSED)
