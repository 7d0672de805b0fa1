"""Who rates what: a panel set up, thin ones pointed out, people added."""

import pytest

from debrief.access import State
from debrief.services import panels
from debrief.services.drafts import Typed, save_draft
from tests.factories import UserFactory
from tests.integration.house import CORE
from tests.integration.setting_up.steps import named, of_stage, schedule, set_up


def test_a_panel_starts_from_the_interviewers_and_is_shown_with_what_each_rates(
    built, people, recruiter, application, signed_in
):
    stage = application.stages[0]
    early = set_up(built, recruiter, application)
    assert (early.status_code, "Schedule the stage" in early.text) == (409, True)
    schedule(built, recruiter, application)
    form = recruiter.page(f"/stages/{stage.id}/debrief")
    given = {each.get("value") for each in form.select("input[list=people]")}
    assert {named(built.panel[0]), named(built.panel[1])} <= given
    assert form.select("input[type=checkbox][checked]") == []
    assert set_up(built, recruiter, application).status_code == 303
    debrief = of_stage(built, application)
    assert [each.criteria for each in debrief.panelists] == [CORE, CORE]
    page = recruiter.get(f"/applications/{application.id}").text
    for told in (built.facilitator.name, built.panel[0].name, "Honesty about limits", "scheduled"):
        assert told in page
    assert (
        "Change criteria"
        not in signed_in(people["manager"]).get(f"/applications/{application.id}").text
    )
    again = set_up(built, recruiter, application)
    assert (again.status_code, "has its debrief already" in again.text) == (409, True)


def test_a_stage_keeps_its_cancelled_debrief_and_another_panel_takes_another_stage(
    built, recruiter, application
):
    schedule(built, recruiter, application)
    set_up(built, recruiter, application)
    url = f"/debriefs/{of_stage(built, application).id}/cancellation"
    assert "add a stage to the application" in recruiter.get(url).text
    assert recruiter.post(url).status_code == 303
    again = set_up(built, recruiter, application)
    assert (again.status_code, "Add a stage for another one" in again.text) == (409, True)
    of_application = f"/applications/{application.id}"
    assert "Set up the debrief" not in recruiter.get(of_application).text
    assert recruiter.post(f"{of_application}/stages", {"kind": "panel"}).status_code == 303


@pytest.mark.parametrize(
    ("given", "named_at"),
    [
        ({"facilitator": ""}, ("facilitator", "Choose somebody")),
        ({"panel-0-person": "Nobody"}, ("panel-0-person", "Nobody with an account")),
        ({"panel-1-person": ""}, ("panel-1-person", "Choose somebody")),
        ({"panel-1-criteria": []}, ("panel-1-criteria", "one to 4 criteria")),
        ({"panel-1-criteria": ["fit"], "accept_thin": "yes"}, ("panel", "one to 4 of the")),
    ],
)
def test_a_panel_that_cannot_be_is_named_at_its_field_and_nothing_typed_is_lost(
    built, recruiter, application, given, named_at
):
    field, message = named_at
    schedule(built, recruiter, application)
    response = set_up(built, recruiter, application, **given)
    assert response.status_code == 422
    assert message in response.text
    assert f'id="{field}' in response.text
    assert named(built.panel[1] if field == "panel-0-person" else built.panel[0]) in response.text


def test_nobody_sits_on_a_panel_twice_and_a_panel_is_somebody(built, recruiter, application):
    schedule(built, recruiter, application)
    twice = {"panel-1-person": built.panel[0].email}
    assert "on the panel already" in set_up(built, recruiter, application, **twice).text
    nobody = {f"panel-{n}-{part}": "" for n in range(2) for part in ("person", "criteria")}
    for place in range(2):
        nobody[f"panel-{place}-criteria"] = []
    assert "Name a panelist." in set_up(built, recruiter, application, **nobody).text
    more = set_up(built, recruiter, application, more="yes")
    assert (more.status_code, more.text.count('list="people"')) == (200, 5)


def test_a_must_have_that_only_one_would_rate_is_pointed_out_and_can_be_accepted(
    built, recruiter, application
):
    schedule(built, recruiter, application)
    thin = {"panel-1-criteria": list(CORE[1:]), "facilitator": named(built.manager)}
    response = set_up(built, recruiter, application, **thin)
    assert response.status_code == 422
    assert "Fewer than two panelists rate: Problem-solving process." in response.text
    assert "Go on with this panel" in response.text
    assert set_up(built, recruiter, application, **thin, accept_thin="yes").status_code == 303
    page = recruiter.get(f"/applications/{application.id}").text
    assert "Fewer than two panelists rate: Problem-solving process." in page
    assert "The facilitator is also the hiring manager." in page


def test_a_facilitator_who_scores_is_noted(built, recruiter, application):
    schedule(built, recruiter, application)
    set_up(built, recruiter, application, facilitator=built.panel[0].email)
    page = recruiter.get(f"/applications/{application.id}").text
    assert "so a missing card cannot be waived here" in page


def test_a_panelist_who_joins_before_the_reveal_has_the_debrief_collect_again(
    built, people, recruiter
):
    built.submit(people["owing"])
    built.submit(people["in"])
    built.session.commit()
    assert built.debrief.state is State.SEALED
    newcomer = UserFactory(name="Ravi Iyer")
    url = f"/debriefs/{built.debrief.id}/panelists"
    assert "then waits for this person" in recruiter.get(f"{url}/new").text
    refused = recruiter.post(url, {"person": "Ravi Iyer", "criteria": []})
    assert (refused.status_code, 'value="Ravi Iyer"' in refused.text) == (422, True)
    twice = recruiter.post(url, {"person": built.panel[0].email, "criteria": list(CORE)})
    assert (twice.status_code, "on the panel already" in twice.text) == (409, True)
    joined = recruiter.post(url, {"person": "Ravi Iyer", "criteria": list(CORE[:2])})
    assert joined.status_code == 303
    built.session.expire_all()
    assert built.debrief.state is State.COLLECTING
    assert built.seat(newcomer).criteria == CORE[:2]


def test_what_somebody_rates_changes_until_the_card_is_begun(built, people, recruiter):
    seat = built.seat(people["owing"])
    url = f"/debriefs/{built.debrief.id}/panelists/{seat.id}"
    boxes = recruiter.page(url).select("input[type=checkbox][checked]")
    assert [each["value"] for each in boxes] == list(CORE)
    assert recruiter.post(url, {"criteria": list(CORE[:1])}).status_code == 303
    built.session.expire_all()
    assert seat.criteria == CORE[:1]
    card = built.card(people["owing"])
    save_draft(built.as_(people["owing"]), card, Typed({"reason": "x"}, "0.0"))
    built.session.commit()
    begun = recruiter.post(url, {"criteria": list(CORE)})
    assert (begun.status_code, "begun the card" in begun.text) == (409, True)
    elsewhere = f"/debriefs/{built.debrief.id}/panelists/{built.debrief.id}"
    assert recruiter.get(elsewhere).status_code == 404


def test_a_recruiter_who_owes_a_card_here_is_not_told_who_has_begun(built, people, recruiter):
    own = panels.PanelistInput(people["recruit"].id, CORE[:1])
    panels.add_panelist(built.as_(people["hr"]), built.debrief, own)
    built.session.commit()
    seat = built.seat(people["in"])
    url = f"/debriefs/{built.debrief.id}/panelists/{seat.id}"
    assert recruiter.post(url, {"criteria": list(CORE)}).status_code == 403
    page = recruiter.get(f"/applications/{built.debrief.stage.application_id}").text
    assert "Change criteria" not in page
