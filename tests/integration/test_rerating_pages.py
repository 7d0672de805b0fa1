"""Changing a rating after the reveal: what it asks, and that it stands beside the first one."""

import pytest
from sqlalchemy import select

from debrief.language import Severity, flag_comment
from debrief.models import (
    ChangeReason,
    Handling,
    Phase,
    ScorecardVersion,
)
from debrief.services.answers import DisputeInput
from tests.integration.house import CORE, card
from tests.integration.panel import open_panel, page_of, rated


def change(**fields):
    return {"change_reason": "misread_anchor", "replaces": "1", "request_key": "once"} | fields


def test_a_panelist_changes_one_rating_and_it_stands_beside_the_independent_one(
    built, people, signed_in
):
    open_panel(built)
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
    open_panel(built)
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
    open_panel(built)
    given = change(**fields) | {"reason": "Typed with one thumb."}
    answer = signed_in(people["owing"]).post(f"{page_of(built)}/rerating", given)
    assert answer.status_code == 422
    assert said in answer.text
    assert "Typed with one thumb." in answer.text


def test_a_change_from_an_old_page_is_stale_and_one_without_a_rating_has_none(
    built, people, signed_in
):
    unable = {"could_not_assess": True, "ratings": (), "recommendation": None}
    open_panel(built, rated((4, 4, 3, 4)), card(**unable))
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
    open_panel(built, disputing, card())
    given = change(**{f"ratings-{CORE[0]}-level": "3"})
    answer = signed_in(people["owing"]).post(f"{page_of(built)}/rerating", given)
    assert answer.status_code == 303
    (kept,) = built.card(people["owing"]).versions[-1].flags
    assert kept.handling is Handling.DISPUTED
