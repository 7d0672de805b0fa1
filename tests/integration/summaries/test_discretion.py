"""What the paper keeps to itself, and that text typed anywhere stays text."""

import io
import json
from dataclasses import fields, replace
from datetime import timedelta

import pikepdf
import pytest

from debrief.errors import ConflictError
from debrief.models import (
    Disposition,
    Handling,
    ReferralSource,
    Result,
)
from debrief.services import outcomes, panels
from debrief.services.summaries import export_summary
from tests.factories import NOON
from tests.integration.house import CORE, card, house
from tests.integration.panel import (
    BLUFF,
    SAID,
    flag,
    open_cards,
    send,
)
from tests.integration.summaries.paper import decided, panel_of, record_of, text_of


def test_flags_name_their_rule_and_never_repeat_the_words(session, printed):
    built = panel_of(session, 1)
    version = built.card(built.panel[0]).versions[0]
    flag(built, version, version.reason_id, handling=Handling.DISPUTED)
    pdf = printed(built)
    assert "age.young" in text_of(pdf)
    assert "quote" not in json.loads(record_of(pdf))["report"]["flags"][0]


def test_erased_words_say_when_and_under_what(session, printed):
    built = panel_of(session, 1)
    version = built.card(built.panel[0]).versions[0]
    for words in (version.reason, version.ratings[0].evidence):
        words.text = None
        words.erased_at = NOON + timedelta(days=200)
        words.erased_under = "Art. 17 GDPR"
    identity = built.debrief.stage.application.candidate.identity
    identity.name, identity.erased_under = None, "Art. 17 GDPR"
    identity.erased_at = NOON + timedelta(days=200)
    pdf = printed(built)
    assert "erased on 12 June 2027 under Art. 17 GDPR" in text_of(pdf)
    assert "Tests separate causes." not in text_of(pdf)
    assert b"Tests separate causes." not in record_of(pdf)


def test_without_the_words_no_free_text_is_in_print_or_data(session, printed):
    built = panel_of(session, 2)
    outcomes.dissent(built.as_(built.panel[0]), decided(built), "I see it differently.")
    pdf = printed(built, words=False)
    for place in (text_of(pdf), record_of(pdf).decode()):
        for written in ("Said at", "Tests separate", "differently", "check that held", "manual"):
            assert written not in place
    assert "without the panel's words" in text_of(pdf)


def test_no_referral_source_and_no_score_of_the_whole_is_printed(session, printed):
    built = panel_of(session, 3)
    application = built.debrief.stage.application_id
    source = "A cousin of the manager"
    session.add(ReferralSource(application_id=application, source=source, recorded_at=NOON))
    pdf = printed(built)
    for place in (text_of(pdf), record_of(pdf).decode()):
        assert source not in place
        assert "overall_score" not in place
        assert "mean_score" not in place


def test_nothing_goes_on_paper_before_the_reveal(session):
    built = house(session, 1)
    built.submit(built.panel[0])
    with pytest.raises(ConflictError, match="once all cards have been opened"):
        export_summary(built.as_(built.facilitator), built.debrief, words=True)


HOSTILE = (
    "<b>bold</b><script>alert(1)</script>{{7*7}}{% include 'config.py' %}"
    "<style>*{display:none}@import url(file:///etc/hostname)</style>"
    "<link rel=attachment href=file:///etc/hostname><img src=http://127.0.0.1:9/x.png>"
    "<a href=file:///etc/passwd>file:///etc/passwd</a> https://example.org/ &lt;&amp; </p></body>"
    "url(file:///x) \"'`${x} <!-- --> <![CDATA["
)


def test_markup_code_and_links_in_any_field_print_as_the_text_they_are(session, printed):
    built = house(
        session,
        2,
        level=HOSTILE[:80],
        location=HOSTILE[:120],
        success_profile=HOSTILE,
    )
    identity = built.debrief.stage.application.candidate.identity
    identity.name = HOSTILE[:190]
    for user in (*built.panel, built.manager, built.facilitator):
        user.name, user.title = HOSTILE[:190], HOSTILE[:110]
    seen = replace(SAID, question=HOSTILE, said=HOSTILE)
    given = card(reason=HOSTILE, change_of_mind=HOSTILE)
    hostile = tuple(replace(rating, evidence=HOSTILE, question=HOSTILE) for rating in given.ratings)
    signals = (replace(BLUFF, observations=(seen, seen)),)
    send(built, built.panel[0], replace(given, ratings=hostile, signals=signals))
    later = built.as_(built.facilitator, NOON + timedelta(days=4))
    panels.waive(later, built.seat(built.panel[1]), HOSTILE, "Europe/Berlin")
    open_cards(built)
    outcome = decided(
        built,
        result=Result.DO_NOT_ADVANCE,
        disposition=Disposition.PROFILE_COMPARISON,
        reason=HOSTILE,
        disposition_reason=HOSTILE,
        departure=HOSTILE,
    )
    outcomes.dissent(built.as_(built.panel[0]), outcome, HOSTILE)
    outcomes.cosign(built.as_(built.recruiter), outcome, agreed=True, remark=HOSTILE)
    pdf = printed(built)
    squeezed = text_of(pdf).replace(" ", "")
    whole = HOSTILE.replace(" ", "")
    written = len([each for each in fields(given) if each.name in {"reason", "change_of_mind"}])
    assert squeezed.count(whole) >= written + 2 * len(CORE) + 4 + 6
    assert "49" not in squeezed.split("Evidence")[0]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert list(opened.attachments) == ["debrief.json"]
        links = [
            each
            for each in opened.objects
            if isinstance(each, pikepdf.Dictionary)
            and each.get("/S") in {"/URI", "/Launch", "/JavaScript", "/GoToR"}
        ]
        assert links == []
