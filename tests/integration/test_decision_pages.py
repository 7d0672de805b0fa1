"""From the debrief page to its outcome: reasons, departure, HR's answer, dissent, the close."""

import pytest
from sqlalchemy import select

from debrief.access import State
from debrief.models import AuditEntry, Disposition, Outcome, Result, RevealCause
from debrief.scoring.gate import Gate
from debrief.services import reveals
from tests.integration.house import CORE
from tests.integration.panel import decide


def opened(built, level=4):
    for user in built.panel[:2]:
        built.submit(user, level)
    reveals.reveal(built.as_(built.facilitator), built.debrief, RevealCause.FACILITATOR)
    built.session.commit()
    return f"/debriefs/{built.debrief.id}"


def form(**changes):
    given = {
        "result": "advance",
        "grounds": [CORE[0], CORE[1]],
        "reason": "Separated causes with a test in both examples.",
        "disposition": "in_process",
        "disposition_reason": "Goes on to the final stage.",
    }
    return given | changes


def outcome_of(built):
    return built.session.scalars(select(Outcome)).one()


def state_of(built):
    built.session.refresh(built.debrief)
    return built.debrief.state


@pytest.fixture
def manager(built, people, signed_in):
    """The hiring manager at a debrief whose cards are open."""
    return built, opened(built), signed_in(people["manager"])


def test_the_manager_writes_the_outcome_and_closes_the_debrief(built, people, signed_in):
    url = opened(built)
    manager = signed_in(people["manager"])
    assert manager.page(url).select_one("a[href$=outcome]")["href"] == f"{url}/outcome"
    page = manager.page(f"{url}/outcome")
    assert "Every must-have is at or above the bar on the median." in page.text
    assert page.select("[checked], [selected]") == []
    assert manager.post(f"{url}/outcome", form()).location == f"{url}#outcome"
    written = outcome_of(built)
    assert (written.result, written.disposition) == (Result.ADVANCE, Disposition.IN_PROCESS)
    assert [ground.criterion for ground in written.grounds] == [CORE[0], CORE[1]]
    assert state_of(built) is State.DECIDED
    shown = " ".join(manager.page(url).text.split())
    assert "Advance. In effect." in shown
    assert "Goes on to the final stage." in shown
    assert manager.post(f"{url}/close").status_code == 303
    assert state_of(built) is State.CLOSED
    logged = built.session.scalars(select(AuditEntry.tag)).all()
    assert {"outcome:decided", "debrief:closed", "cards:read"} <= set(logged)


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"result": ""}, "result", "Choose an outcome."),
        ({"result": "hire"}, "result", "Choose an outcome."),
        ({"disposition": ""}, "disposition", "Choose a disposition code."),
        ({"grounds": []}, "grounds", "Tie the reason to at least one"),
        ({"grounds": ["fit"]}, "grounds", "Tie the reason to at least one"),
        ({"grounds": ["x" * 90]}, "grounds", "Choose again."),
        ({"reason": " "}, "reason", "Give the reason in terms of the criteria."),
        ({"disposition_reason": ""}, "disposition_reason", "Say what the code rests on."),
        ({"disposition": "withdrew"}, "disposition", "“in process”"),
        ({"result": "do_not_advance"}, "disposition", "choose why"),
        ({"reason": "A \0 in it"}, "reason", "cannot be kept"),
    ],
)
def test_what_an_outcome_lacks_is_named_and_what_was_typed_is_kept(manager, changes, field, said):
    built, url, browser = manager
    typed = {"departure": "Typed before."}
    answer = browser.post(f"{url}/outcome", form(**typed | changes))
    assert answer.status_code == 422
    assert said in answer.text
    assert f'href="#{field}"' in answer.text
    for text in ("Typed before.", *(() if field == "disposition_reason" else ("Goes on to",))):
        assert text in answer.text
    assert built.session.scalars(select(Outcome)).all() == []


def test_everything_an_outcome_lacks_is_named_at_once(built, people, signed_in):
    url = opened(built, level=2)
    bare = {"result": "advance", "disposition": "in_process"}
    answer = signed_in(people["manager"]).post(f"{url}/outcome", bare)
    for field in ("grounds", "reason", "disposition_reason", "departure"):
        assert f'href="#{field}"' in answer.text


def test_departing_is_asked_for_in_writing_and_waits_for_hr(built, people, signed_in):
    url = opened(built, level=2)
    manager, hr = signed_in(people["manager"]), signed_in(people["hr"])
    asked = manager.post(f"{url}/outcome", form())
    assert asked.status_code == 422
    assert "This departs from the gate: say in writing why." in asked.text
    assert "Separated causes with a test in both examples." in asked.text
    given = form(departure="The next stage tests this very thing.")
    assert manager.post(f"{url}/outcome", given).status_code == 303
    assert state_of(built) is State.REVEALED
    page = manager.page(url)
    assert "waits for HR to co-sign" in page.text
    assert page.select_one("a[href$='/outcome']") is None
    assert manager.post(f"{url}/outcome", given).status_code == 409

    assert hr.page(url).select_one("a[href$=cosign]")["href"] == f"{url}/cosign"
    page = hr.page(f"{url}/cosign").text
    assert "The next stage tests this very thing." in page
    assert "Below the bar on the median: Problem-solving process." in page
    unsaid = hr.post(f"{url}/cosign", {"remark": "Typed before."})
    assert (unsaid.status_code, "Choose whether to co-sign" in unsaid.text) == (422, True)
    assert "Typed before." in unsaid.text
    silent = hr.post(f"{url}/cosign", {"answer": "return"})
    assert (silent.status_code, "still needs" in silent.text) == (422, True)
    returned = {"answer": "return", "remark": "Name the risk."}
    assert hr.post(f"{url}/cosign", returned).status_code == 303
    assert "Name the risk." in manager.page(f"{url}/outcome").text

    assert manager.post(f"{url}/outcome", given).status_code == 303
    assert hr.post(f"{url}/cosign", {"answer": "agree"}).status_code == 303
    assert state_of(built) is State.DECIDED
    shown = " ".join(manager.page(url).text.split())
    assert "Departs; HR has co-signed." in shown
    assert "Returned earlier" in shown
    assert hr.post(f"{url}/cosign", {"answer": "agree"}).status_code == 403


def test_stopping_somebody_above_the_gate_departs_too(built, people, signed_in):
    url = opened(built)
    given = form(result="do_not_advance", disposition="profile_comparison")
    answer = signed_in(people["facilit"]).post(f"{url}/outcome", given)
    assert (answer.status_code, 'href="#departure"' in answer.text) == (422, True)


def test_a_reason_typed_for_a_departure_that_is_none_is_not_kept(built, people, signed_in):
    url = opened(built)
    signed_in(people["manager"]).post(f"{url}/outcome", form(departure="Typed before."))
    assert outcome_of(built).departure is None


def test_a_panelist_puts_a_different_view_on_record_once(built, people, signed_in):
    url = opened(built)
    panelist = signed_in(people["in"])
    assert panelist.get(f"{url}/dissent").status_code == 409
    decide(built, Gate.ABOVE)
    built.session.commit()
    assert panelist.page(url).select_one("a[href$=dissent]")["href"] == f"{url}/dissent"
    assert "stands beside the outcome for good" in panelist.page(f"{url}/dissent").text
    blank = panelist.post(f"{url}/dissent", {"dissent": " "})
    assert (blank.status_code, "Say what you see differently." in blank.text) == (422, True)
    given = {"dissent": "The check came after a prompt."}
    assert panelist.post(f"{url}/dissent", given).status_code == 303
    assert "The check came after a prompt." in panelist.page(url).text
    assert panelist.page(url).select_one("a[href$=dissent]") is None
    assert panelist.post(f"{url}/dissent", given).status_code == 409
    unkept = panelist.post(f"{url}/dissent", {"dissent": "A \0 in it"})
    assert (unkept.status_code, "cannot be kept" in unkept.text) == (422, True)


def test_a_recruiter_reads_what_was_decided_and_none_of_the_reasons(built, people, signed_in):
    url = opened(built)
    decide(built, Gate.ABOVE)
    built.session.commit()
    text = " ".join(signed_in(people["recruit"]).page(url).text.split())
    assert "Advance. In effect." in text
    assert "Problem-solving process, Communication for the audience" in text
    assert "Separated causes" not in text
    assert "Goes on." not in text
