"""What a change of the rules would flag: seen before it is made, with nobody named."""

from dataclasses import replace

from debrief.access import Role
from debrief.language.editions import plain_phrase, says_little
from debrief.models import RevealCause, UserRole
from debrief.reports.unnamed import Names
from debrief.reports.wording_preview import SHOWN, clean_comments
from debrief.services import reveals
from debrief.services.scorecards import Request, submit_scorecard
from tests.integration.house import card
from tests.integration.wording.steps import OWN, RULE

PREVIEW = "/wording-rules/own-words/preview"
SCRIPT = {"HX-Request": "true"}


def submit(built, user, text, key="one"):
    first, *others = card().ratings
    given = card(ratings=(replace(first, evidence=text), *others))
    return submit_scorecard(built.as_(user), built.card(user), given, Request(key))


def reveal(built):
    reveals.reveal(built.as_(built.facilitator), built.debrief, RevealCause.FACILITATOR)
    built.session.commit()


def both_in(built, text):
    submit(built, built.panel[0], text)
    built.submit(built.panel[1])
    built.session.commit()


def past(hr, **typed):
    page = hr.post(PREVIEW, OWN | typed).text
    return page.split("In your own past comments")[1].split("In ordinary comments")[0]


def test_past_text_is_read_once_the_cards_are_open_and_never_before(built, hr):
    both_in(built, "Gave off good zing. Named two causes.")
    assert "No opened cards to read yet." in past(hr)
    reveal(built)
    told = past(hr)
    assert "good zing" in told
    assert "would be flagged: check wording" in told
    assert "Named two causes." not in told


def test_names_are_taken_out_of_past_text(built, hr):
    user = built.panel[0]
    user.name = "Will Mbeki-Jones"
    text = (
        "Zing of ŁUKASZ: lukasz nguyen and Mbeki's team, with Dr Sayle, will write to "
        "l.nguyen@example.org, will they"
    )
    both_in(built, text)
    reveal(built)
    told = past(hr)
    for name in ("ukasz", "guyen", "beki", "Sayle", "@"):
        assert name not in told
    assert "[name]'s team" in told.replace("&#39;", "'")
    assert "will they" in told


def test_text_corrected_before_the_reveal_is_gone(built, hr):
    submit(built, built.panel[0], "Good zing.")
    first, *others = card().ratings
    again = card(ratings=(replace(first, evidence="Named a cause."), *others))
    user = built.panel[0]
    submit_scorecard(built.as_(user), built.card(user), again, Request("two", replaces=1))
    built.submit(built.panel[1])
    reveal(built)
    assert "0 of" in past(hr)


def test_hr_who_sit_on_a_panel_read_nothing_of_it_until_their_card_is_in(built, signed_in):
    built.panel[2].roles = [UserRole(role=Role.HR)]  # stepped back: nothing of it, ever
    both_in(built, "Good zing.")
    reveal(built)
    assert "No opened cards to read yet." in past(signed_in(built.panel[2]))


def test_a_rule_turned_off_shows_the_examples_it_would_leave_alone(hr):
    url = f"/wording-rules/rules/{RULE.id}/preview"
    told = hr.post(url, {"state": "off"}).text
    assert "would no longer be flagged" in told
    assert "“check wording” would become “note”" in hr.post(url, {"state": "advise"}).text
    assert RULE.id in told
    assert hr.post(url, {"state": "advise"}).text.count("would become") <= SHOWN
    assert hr.post(url, {}).status_code == 422


def test_of_many_the_first_twenty_are_shown(hr):
    openings = [" ".join(text.split()[:3]) for text in clean_comments()]
    openings = [each for each in openings if not says_little(plain_phrase(each))]
    told = hr.post(PREVIEW, OWN | {"anchors": "\n".join(openings[: 2 * SHOWN])}).text
    assert f"The first {SHOWN}:" in told


def test_a_script_gets_the_preview_alone_and_what_is_missing_without_alarm(hr):
    token = hr.page("/sign-in").select_one("[name=csrf_token]")["value"]
    form = OWN | {"csrf_token": token, "why": "", "reason": ""}
    answer = hr.client.post(PREVIEW, data=form, headers=SCRIPT)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "What would change" in answer.text
    answer = hr.client.post(PREVIEW, data=form | {"category": ""}, headers=SCRIPT)
    assert "Choose what the words are about." in answer.text
    assert "What would change" not in answer.text


def test_a_name_and_a_word_are_told_apart(built):
    built.manager.name = "Amara Will"
    built.session.flush()
    hide = Names(built.session).hide
    assert hide("Will and amara will test it.") == "[name] and [name] will test it."


def test_own_words_are_written_on_a_page_of_their_own(hr):
    assert hr.page("/wording-rules/own-words").select("[name=anchors]")
    assert hr.post(PREVIEW, OWN | {"category": ""}).status_code == 422
