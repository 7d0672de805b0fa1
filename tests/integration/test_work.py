"""The first page: what somebody must do next, the soonest due first."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import event

from debrief.access import Identity, State
from debrief.models import Disposition, Result, RevealCause
from debrief.reports.work import Step, work_of
from debrief.scoring.gate import Gate
from debrief.services import outcomes, panels, reveals
from tests.factories import NOON
from tests.integration.house import CORE, house

SOON, LATER = NOON + timedelta(hours=1), NOON + timedelta(days=3)
GROUPS = ("Write a card", "Open the cards", "Let a missing card go", "Decide", "Co-sign", "Follow")


def step_of(built, user, at: datetime = SOON):
    who = Identity(user.id, user.role_names)
    steps = {
        item.debrief_id: item.step for item in work_of(built.session, who, at, "Europe/Berlin")
    }
    return steps.get(built.debrief.id)


def decide(built, **changes):
    given = {
        "result": Result.ADVANCE,
        "reason": "Separated causes.",
        "grounds": CORE[:1],
        "disposition": Disposition.IN_PROCESS,
        "disposition_reason": "Goes on.",
    } | changes
    return outcomes.decide(
        built.as_(built.manager),
        built.debrief,
        outcomes.OutcomeInput(**given),
        Gate.BELOW if changes else Gate.ABOVE,
        [],
    )


def in_and_open(built, people):
    for seat in ("owing", "in"):
        built.submit(people[seat])
    reveals.reveal(built.as_(built.facilitator), built.debrief, RevealCause.FACILITATOR)


def test_each_person_is_told_the_next_thing_to_do_through_the_life_of_a_debrief(built, people):
    assert step_of(built, people["owing"]) is Step.WRITE
    assert step_of(built, people["manager"]) is Step.FOLLOW
    assert step_of(built, people["facilit"]) is Step.FOLLOW
    assert step_of(built, people["facilit"], LATER) is Step.WAIVE
    assert step_of(built, people["hr"], LATER) is Step.FOLLOW
    for seat in ("recused", "stranger", "auditor", "admin"):
        assert step_of(built, people[seat]) is None
    built.submit(people["in"])
    assert step_of(built, people["in"]) is Step.FOLLOW
    late = built.as_(built.facilitator, LATER)
    panels.waive(late, built.seat(people["owing"]), "Off sick.", "Europe/Berlin")
    assert step_of(built, people["owing"], LATER) is Step.FOLLOW
    assert step_of(built, people["facilit"], LATER) is Step.REVEAL
    reveals.reveal(late, built.debrief, RevealCause.FACILITATOR)
    assert step_of(built, people["manager"]) is Step.DECIDE
    assert step_of(built, people["recruit"]) is Step.FOLLOW
    decide(built)
    assert step_of(built, people["manager"]) is Step.FOLLOW
    reveals.close(built.as_(built.manager), built.debrief)
    assert step_of(built, people["manager"]) is None


def test_a_departing_decision_awaits_hr_and_nobody_else(built, people):
    in_and_open(built, people)
    outcome = decide(built, departure="The next round will test this.")
    assert step_of(built, people["hr"]) is Step.COSIGN
    assert step_of(built, people["manager"]) is Step.FOLLOW
    outcomes.cosign(built.as_(people["hr"]), outcome, agreed=False, remark="Say which criterion.")
    assert step_of(built, people["hr"]) is Step.FOLLOW
    assert step_of(built, people["manager"]) is Step.DECIDE


def test_the_page_groups_by_what_to_do_and_says_when(built, people, signed_in):
    def groups(seat):
        page = signed_in(people[seat]).page("/")
        return {card.h2.text: card.text for card in page.select("section.card")}

    owing = groups("owing")
    assert list(owing) == ["Write a card", "Follow"]
    assert "Łukasz Nguyễn-Öztürk" in owing["Write a card"]
    assert "Wed 25 Nov, 12:00" in owing["Write a card"]
    assert "will be here until they are closed" in owing["Follow"]
    stranger = groups("stranger")
    assert list(stranger) == ["Nothing to do now", "Follow"]
    assert "will be here" in stranger["Nothing to do now"]


def test_what_is_due_first_stands_first_and_what_is_followed_is_paged(built, people, signed_in):
    others = [house(built.session, size=1) for _ in range(26)]
    for place, other in enumerate(others):
        other.debrief.due_at = NOON + timedelta(hours=place)
    built.session.commit()
    opened = signed_in(people["hr"])
    first, second = (opened.page(url).select("section.card .list li") for url in ("/", "/?page=2"))
    assert (len(first), len(second)) == (25, 2)
    due = [line.text.split(" Nov, ")[1].split()[0] for line in first[:3]]
    assert due == ["12:00", "13:00", "14:00"]


@pytest.mark.parametrize("seat", ["hr", "owing", "facilit"])
def test_the_number_of_statements_does_not_grow_with_the_debriefs(built, people, seat):
    user = people[seat]
    who = Identity(user.id, user.role_names)

    def statements():
        seen = []

        def count(*given):
            seen.append(given[2])

        connection = built.session.connection()
        event.listen(connection, "before_cursor_execute", count)
        work_of(built.session, who, SOON, "Europe/Berlin")
        event.remove(connection, "before_cursor_execute", count)
        return len(seen)

    before = statements()
    for _ in range(5):
        other = house(built.session, size=1)
        other.debrief.facilitator_id = people["facilit"].id
        panels.add_panelist(
            other.as_(other.recruiter),
            other.debrief,
            panels.PanelistInput(people["owing"].id, CORE[:1]),
        )
    built.session.commit()
    assert (before, statements()) == (4, 4)


def test_a_card_that_comes_before_the_interview_changes_nothing_for_the_others(
    built, people, signed_in
):
    built.debrief.state = State.SCHEDULED
    built.session.commit()
    reader = signed_in(people["manager"])
    before = reader.get("/").text.split("</header>")[1]
    built.submit(people["in"])
    built.session.commit()
    assert built.debrief.state is State.COLLECTING
    assert reader.get("/").text.split("</header>")[1] == before
