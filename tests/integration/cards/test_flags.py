"""Flagged words on a card: what keeps it back, what is done about them, what is stored."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from debrief.errors import ConflictError, InvalidInputError
from debrief.language import flag_comment
from debrief.models import AuditEntry, Handling, MessageToHr, StoredFlag
from debrief.services.answers import DisputeInput, ObservationInput, SignalInput, given_in
from debrief.services.drafts import Typed, save_draft, standing
from debrief.services.messages import send_to_hr
from debrief.services.resolutions import (
    FlagPlace,
    Resolution,
    resolve_flag,
    sentence_with_blanks,
)
from debrief.services.scorecards import Request, submit_scorecard
from tests.integration.house import CORE, card

EVIDENCE = f"ratings-{CORE[0]}-evidence"
#: A protected topic and a wording to check; which words exactly, the rules say.
PROTECTED = "At his age he may not learn it."
WORDING = "She seemed nervous."


def said(text, **changes):
    first, *others = card().ratings
    return card(ratings=(replace(first, evidence=text), *others), **changes)


def flag_of(text):
    return flag_comment(text)[0]


def place(text, field=EVIDENCE):
    flag = flag_of(text)
    return FlagPlace.parse(f"{field}:{flag.rule_id}:{flag.start}:{flag.end}")


def resolve(own, text, resolution, field=EVIDENCE):
    context, scorecard = own
    answers = {field: text, f"stands-{CORE[0]}": "yes"}
    typed = Typed(answers, standing(scorecard))
    return resolve_flag(context, scorecard, typed, place(text, field), resolution).answers


def test_wording_to_check_never_stops_a_card_and_stays_marked(own):
    version = submit_scorecard(*own, said(f"{WORDING} Named two causes."), Request("key"))
    flag = version.flags[0]
    assert (flag.severity, flag.handling) == ("warn", Handling.KEPT)
    assert version.ratings[0].evidence_id == flag.words_id
    assert version.ratings[0].evidence.text[flag.start : flag.end] == flag_of(WORDING).text


def test_a_protected_topic_keeps_the_card_back_until_it_is_resolved(own, session):
    with pytest.raises(InvalidInputError) as caught:
        submit_scorecard(*own, said(PROTECTED), Request("key"))
    assert set(caught.value.fields) == {EVIDENCE}
    assert "protected topic" in caught.value.fields[EVIDENCE][0]
    assert session.scalars(select(StoredFlag)).all() == []


def test_a_disputed_topic_is_kept_for_hr_once_its_author_says_the_rating_stands(own):
    flag = flag_of(PROTECTED)
    dispute = DisputeInput(EVIDENCE, flag.rule_id, flag.text)
    given = said(PROTECTED, disputed=(dispute,))
    with pytest.raises(InvalidInputError) as caught:
        submit_scorecard(*own, given, Request("key"))
    assert set(caught.value.fields) == {f"stands-{CORE[0]}"}
    version = submit_scorecard(*own, replace(given, stands=(CORE[0],)), Request("key"))
    assert [stored.handling for stored in version.flags] == [Handling.DISPUTED]
    assert given_in(version).disputed == (dispute,)


def test_a_dispute_of_words_that_are_gone_leaves_nothing(own):
    dispute = DisputeInput(EVIDENCE, "age.gone", "gone")
    version = submit_scorecard(*own, said("Named causes.", disputed=(dispute,)), Request("key"))
    assert (version.flags, given_in(version).disputed) == ([], ())


def test_a_version_read_back_is_what_was_given(own):
    seen = ObservationInput("quote", "What did you try first?", "“The cache. I was wrong.”")
    signals = (SignalInput("wrong_assumption_owned", (seen,)),)
    first, *others = card().ratings
    asked = replace(first, question="What did you rule out?")
    given = card(ratings=(asked, *others), signals=signals, change_of_mind="A second design.")
    version = submit_scorecard(*own, given, Request("key"))
    assert given_in(version) == given
    context, _ = own
    debrief = version.scorecard.panelist.debrief
    kept = context.commit_to(debrief.stage.application_id, given_in(version).content())
    assert kept == version.commitment


def test_the_questions_of_the_rubric_are_never_flagged(own, built):
    document = built.debrief.requisition_version.rubric_version.document
    prompt = document["criteria"][0]["prompts"][0]["text"]
    first, *others = card().ratings
    given = card(ratings=(replace(first, question=prompt), *others))
    assert submit_scorecard(*own, given, Request("key")).flags == []


def test_removing_takes_the_words_out_and_asks_whether_the_rating_stands(own):
    text = f"Named two causes. {PROTECTED}"
    answers = resolve(own, text, Resolution.REMOVE)
    assert flag_of(text).text not in answers[EVIDENCE]
    assert answers[EVIDENCE].startswith("Named two causes.")
    assert answers[f"asked-{CORE[0]}"] == "yes"
    assert f"stands-{CORE[0]}" not in answers
    with pytest.raises(InvalidInputError) as caught:
        submit_scorecard(*own, said("Named two causes."), Request("key"))
    assert set(caught.value.fields) == {f"stands-{CORE[0]}"}
    given = said("Named two causes.", stands=(CORE[0],))
    assert submit_scorecard(*own, given, Request("key")).flags == []


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (PROTECTED, "{kept}\n{scaffold}"),
        (f"{PROTECTED} Named two causes.", "{kept}\n{scaffold}\nNamed two causes."),
        (f"“Yes.” {PROTECTED}", "“Yes.” {kept}\n{scaffold}"),
    ],
)
def test_rewriting_offers_the_scaffold_after_the_sentence_and_loses_nothing_else(own, text, after):
    answers = resolve(own, text, Resolution.REWRITE)
    flag = flag_of(PROTECTED)
    kept, scaffold = PROTECTED.replace(flag.text, "").strip(), sentence_with_blanks(flag)
    assert answers[EVIDENCE] == after.format(kept=kept, scaffold=scaffold)


def test_taking_out_wording_to_check_asks_nothing_more(own):
    answers = resolve(own, f"{WORDING} Named two causes.", Resolution.REMOVE)
    assert "nervous" not in answers[EVIDENCE]
    assert {name for name in answers if name.startswith("asked-")} == set()
    assert answers[f"stands-{CORE[0]}"] == "yes"


def test_words_that_are_the_whole_text_leave_the_scaffold_alone(own):
    text = flag_of(PROTECTED).text
    answers = resolve(own, text, Resolution.REWRITE)
    assert answers[EVIDENCE] == sentence_with_blanks(flag_of(PROTECTED))


@pytest.mark.parametrize(
    ("scaffold", "sentence"),
    [
        ("Remove it, or: when asked ___, they did ___.", "When asked ___, they did ___."),
        ("Remove it. Tell HR. On the task ___, they ___.", "On the task ___, they ___."),
        ("The answer to ___ left out ___.", "The answer to ___ left out ___."),
    ],
)
def test_the_advice_of_a_scaffold_stays_out_of_the_text(scaffold, sentence):
    assert sentence_with_blanks(flag_of(PROTECTED)._replace(scaffold=scaffold)) == sentence


def test_blanks_are_filled_before_the_card_goes(own):
    with pytest.raises(InvalidInputError) as caught:
        submit_scorecard(*own, said("When asked ___, they drew it."), Request("key"))
    assert set(caught.value.fields) == {EVIDENCE}


def test_sent_to_hr_the_sentence_leaves_the_card_without_criterion_or_rating(own, session):
    answers = resolve(
        own, f"Named two causes. {PROTECTED} Tested each.", Resolution.SEND_TO_HR, "reason"
    )
    assert answers["reason"] == "Named two causes. Tested each."
    assert answers["asked-recommendation"] == "yes"
    message = session.scalars(select(MessageToHr)).one()
    assert message.words.text.strip() == PROTECTED
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
    assert (entry.tag, entry.subject) == ("message:sent-to-hr", f"message:{message.id}")
    assert CORE[0].encode() not in entry.body


def test_nothing_is_sent_when_nothing_is_said(own, built):
    with pytest.raises(InvalidInputError):
        send_to_hr(own[0], built.debrief, " ")


def test_each_dispute_has_a_place_of_its_own_and_is_typed_nowhere_else(own, session):
    context, scorecard = own
    answers = resolve(own, PROTECTED, Resolution.DISPUTE)
    answers["reason"] = PROTECTED
    answers = resolve_flag(
        context,
        scorecard,
        Typed(answers, "0.1"),
        place(PROTECTED, "reason"),
        Resolution.DISPUTE,
    ).answers
    assert [answers[f"disputed-{n}-field"] for n in (1, 2)] == [EVIDENCE, "reason"]
    assert session.scalar(select(func.count()).select_from(StoredFlag)) == 0
    told = select(func.count()).where(AuditEntry.actor == str(context.actor))
    assert session.scalar(told) == 0


@pytest.mark.parametrize("stale", [f"{EVIDENCE}:age.gone:0:3", "nonsense", "a:b:c:d"])
def test_words_that_have_changed_meanwhile_are_not_touched(own, stale):
    context, scorecard = own
    save_draft(context, scorecard, Typed({EVIDENCE: PROTECTED}, "0.0"))
    with pytest.raises(ConflictError, match="no longer"):
        resolve_flag(
            context,
            scorecard,
            Typed(scorecard.draft.answers, "0.1"),
            FlagPlace.parse(stale),
            Resolution.REMOVE,
        )
    assert scorecard.draft.answers == {EVIDENCE: PROTECTED}
