"""The report: everything the page, the paper and the API say of a debrief, in eight statements."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from debrief.access import Opening
from debrief.models import (
    CandidateIdentity,
    ChangeReason,
    Disposition,
    EvidenceKind,
    FlagReview,
    Handling,
    NeReason,
    Phase,
    Result,
    ResultCorrectness,
    RevealCause,
    StoredFlag,
    Verdict,
    Words,
)
from debrief.reports.panel import candidate_gate, panel_report
from debrief.reports.voices import Presence
from debrief.scoring.agenda import Topic
from debrief.scoring.gate import Gate
from debrief.scoring.scale import Recommendation
from debrief.services import outcomes, panels, reveals
from debrief.services.answers import ObservationInput, RatingInput, SignalInput
from debrief.services.scorecards import Request, submit_scorecard
from tests.factories import NOON, UserFactory
from tests.integration.house import CORE, card, house

SAID = ObservationInput(EvidenceKind.QUOTE, "What did you check?", "“The manual says so.”")
SHOWN = replace(SAID, kind=EvidenceKind.ARTEFACT, said="The log they sent says otherwise.")
BLUFF = SignalInput("bluff_confirmed", (SAID, SHOWN))
DISPARAGED = SignalInput("personal_disparagement", (SAID, replace(SAID, said="“Fools, all.”")))
NERVES = SignalInput("visible_nerves")


def send(built, user, given, at=NOON, **asked):
    request = Request(asked.pop("key", str(user.id)), **asked)
    return submit_scorecard(built.as_(user, at), built.card(user), given, request)


def rated(levels, **changes):
    """A card with a level, or an NE reason, for each of the core criteria."""
    ratings = [
        RatingInput(key, level, evidence=f"Said at {level}.")
        if isinstance(level, int)
        else RatingInput(key, ne_reason=level)
        for key, level in zip(CORE, levels, strict=True)
    ]
    return card(ratings=tuple(ratings), **changes)


def open_cards(built):
    built.session.flush()
    reveals.reveal(built.as_(built.facilitator), built.debrief, RevealCause.FACILITATOR)


def report_of(built, *, words=True):
    built.session.commit()
    built.session.refresh(built.debrief)
    return panel_report(built.session, built.debrief, words=words)


def revealed(session, *cards, **asked):
    built = house(session, len(cards), **asked)
    for user, given in zip(built.panel, cards, strict=True):
        send(built, user, given)
    open_cards(built)
    return built


def flag(built, version, words_id, severity="warn", handling=Handling.KEPT):
    row = StoredFlag(
        version_id=version.id,
        words_id=words_id,
        position=1,
        rule="age.young",
        category="age",
        severity=severity,
        start=0,
        end=4,
        lexicon="1",
        handling=handling,
    )
    built.session.add(row)
    built.session.flush()
    return row


@contextmanager
def statements(session):
    seen = []

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("SAVEPOINT", "RELEASE")):
            seen.append(statement)

    connection = session.connection()
    event.listen(connection, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(connection, "before_cursor_execute", note)


def full_house(session, size):
    """A debrief with everything a debrief can hold."""
    built = house(session, size)
    late = built.panel[-1] if size > 1 else None
    for user in built.panel:
        if user is not late:
            send(built, user, rated((2, 4, 1, 3), signals=(BLUFF, NERVES)))
    if late:
        later = built.as_(built.facilitator, NOON + timedelta(days=4))
        panels.waive(later, built.seat(late), "On leave.", "Europe/Berlin")
    open_cards(built)
    for user in built.panel:
        version = built.card(user).versions[0] if user is not late else send(built, user, card())
        disputed = flag(built, version, version.reason_id, handling=Handling.DISPUTED)
        session.add(
            FlagReview(
                flag_id=disputed.id,
                verdict=Verdict.UPHELD,
                reviewed_by_id=built.manager.id,
                reviewed_at=NOON,
            )
        )
        slip = {"key": "again", "replaces": 1, "change_reason": ChangeReason.SLIP}
        send(built, user, rated((3, 4, 1, 3)), **slip)
    gate = candidate_gate(session, built.debrief)
    outcome = decide(built, gate)
    for user in built.panel:
        outcomes.dissent(built.as_(user), outcome, "The check came after a prompt.")
    return built


def decide(built, gate, **changes):
    given = {
        "result": Result.ADVANCE,
        "reason": "Separated causes with a test.",
        "grounds": (CORE[1], CORE[0]),
        "disposition": Disposition.IN_PROCESS,
        "disposition_reason": "Goes on.",
        "departure": "The next stage tests this.",
    }
    return outcomes.decide(
        built.as_(built.manager),
        built.debrief,
        outcomes.OutcomeInput(**(given | changes)),
        gate,
        [],
    )


@pytest.mark.parametrize("size", [1, 2, 8])
def test_a_report_takes_eight_statements_at_any_panel_size(session, size):
    built = full_house(session, size)
    session.commit()
    session.refresh(built.debrief)
    with statements(session) as seen:
        report = panel_report(session, built.debrief, words=True)
    assert len(seen) == 8
    assert len(report.voices) == size
    assert len(report.flags) == size
    assert len(report.decision.dissents) == size
    assert len(report.reratings) == (size if size == 1 else size - 1 + 3)
    assert all(each.reason.text for each in report.voices)


def test_without_the_words_no_text_is_loaded_at_all(session):
    built = full_house(session, 2)
    session.commit()
    session.refresh(built.debrief)
    with statements(session) as seen:
        report = panel_report(session, built.debrief, words=False)
    assert not [statement for statement in seen if " words " in statement]
    told = repr(report)
    for text in ("Said at", "manual says", "Tests separate", "On leave", "after a prompt"):
        assert text not in told
    assert report.flags[0].quote is None
    assert report.rows[0].cells[0].level == 2


def test_the_heading_says_what_the_debrief_is_about(session):
    built = revealed(session, card())
    heading = report_of(built).heading
    assert heading.candidate == "Łukasz Nguyễn-Öztürk"
    assert (heading.title, heading.requisition_version) == ("Platform engineer", 1)
    assert (heading.stage_words, heading.rubric_version) == ("panel", 1)
    assert heading.facilitator == built.facilitator.name
    assert heading.hiring_manager == built.manager.name
    assert heading.reveal_words == "opened by the facilitator"
    assert heading.opening_words.startswith("All cards opened together")
    assert heading.candidate_erased is None
    (sitting,) = heading.sittings
    assert (sitting.format_words, sitting.ends_at) == ("video", NOON)
    assert sitting.interviewers == (built.panel[0].name,)


def test_erased_text_and_names_say_when_and_under_what(session):
    built = revealed(session, card())
    identity = session.scalars(select(CandidateIdentity)).one()
    identity.name, identity.erased_at, identity.erased_under = None, NOON, "GDPR Art. 17"
    version = built.card(built.panel[0]).versions[0]
    for words_id in (version.reason_id, version.ratings[0].evidence_id):
        words = session.get(Words, words_id)
        words.text, words.erased_at, words.erased_under = None, NOON, "GDPR Art. 17"
    flag(built, version, version.reason_id)
    report = report_of(built)
    gone = "erased on 24 November 2026 under GDPR Art. 17"
    assert report.heading.candidate.startswith("Candidate ")
    assert report.heading.candidate_erased == gone
    assert report.voices[0].reason.shown == f"[{gone}]"
    assert report.rows[0].cells[0].evidence.erased == gone
    assert report.flags[0].quote == f"[{gone}]"
    assert report.heading.reveal_words


def test_before_the_reveal_there_is_no_reveal_to_name(session):
    built = house(session, 1, opening=Opening.AFTER_OWN_SUBMISSION)
    heading = report_of(built).heading
    assert (heading.revealed_at, heading.reveal_words) == (None, None)
    assert "first version" in heading.opening_words


def test_each_panelist_stands_in_the_panel_with_what_they_did(session):
    built = house(session, 5)
    present, unable, stepped_back, waived, _ = built.panel
    send(built, present, card(), at=NOON + timedelta(hours=25))
    could_not = {"could_not_assess": True, "ratings": (), "recommendation": None}
    send(built, unable, card(reason="The call broke off.", **could_not))
    send(built, stepped_back, rated((1, 1, 1, 1)))
    panels.recuse(built.as_(stepped_back), built.seat(stepped_back))
    later = built.as_(built.facilitator, NOON + timedelta(days=4))
    panels.waive(later, built.seat(waived), "On leave.", "Europe/Berlin")
    panels.waive(later, built.seat(built.panel[4]), "Ill.", "Europe/Berlin")
    open_cards(built)
    send(built, built.panel[4], card(level=5), at=NOON + timedelta(days=5))
    report = report_of(built)
    assert [voice.presence for voice in report.voices] == [
        Presence.INDEPENDENT,
        Presence.COULD_NOT_ASSESS,
        Presence.RECUSED,
        Presence.WAIVED,
        Presence.LATE,
    ]
    assert [voice.on_time for voice in report.voices] == [False, True, None, None, False]
    assert report.voices[1].reason.text == "The call broke off."
    assert report.voices[3].waiver_reason.text == "On leave."
    assert report.voices[3].waived_by == built.facilitator.name
    assert report.voices[4].presence_words == "late card, not independent, not counted"
    assert [voice.name for voice in report.columns] == [present.name, built.panel[4].name]
    assert len(report.absent) == 3
    assert report.counted == 1
    assert report.rows[0].indices.levels == (4,)
    assert dict(report.recommendations)["Yes"] == 1


def test_a_panel_whose_only_card_was_recused_opens_nothing(session):
    built = house(session, 1)
    send(built, built.panel[0], card())
    panels.recuse(built.as_(built.panel[0]), built.seat(built.panel[0]))
    assert not reveals.reveal_due(built.system)


def test_a_criterion_says_in_words_what_its_ratings_say(session):
    ne = NeReason.NOT_REACHED
    built = revealed(session, rated((4, 3, 3, ne)), rated((2, 3, 2, ne)), rated((4, 3, 5, 4)))
    first, agreed, spread, thin = report_of(built).rows
    assert (first.shape, first.bar_words) == ("lone dissent, lower", "2 of 3 at or above the bar")
    assert first.must_have == "divided"
    assert first.verdict_words == "Median 4, at or above the bar."
    assert first.difference_words == "Two panelists differ by 1.3 levels on average."
    assert (first.median_words, first.range_words) == (
        "Median 4, at or above the bar of 3.",
        "From 2 to 4.",
    )
    assert first.distribution == ((1, 0), (2, 1), (3, 0), (4, 2), (5, 0))
    assert (first.asked, first.count_words) == (3, "Three ratings.")
    assert (agreed.difference_words, agreed.range_words) == ("All gave the same level.", None)
    assert (agreed.must_have, agreed.verdict_words, agreed.gap_words) == (None, None, None)
    assert spread.shape == "split" if spread.indices.n == 2 else "spread"
    assert thin.count_words == "One rating, two without enough evidence."
    assert (thin.gap_words, thin.difference_words) == ("Only one rating.", None)
    assert thin.cells[0].ne
    assert thin.cells[0].answer.ne_words == "not reached"
    assert thin.cells[0].evidence is None


def test_two_raters_read_as_two(session):
    built = revealed(session, rated((2, 4, 4, 3)), rated((3, 1, 4, 5)))
    report = report_of(built)
    assert report.rows[0].difference_words == "The two differ by 1 level."
    assert report.rows[1].difference_words == "The two differ by 3 levels."
    assert (
        report.rows[0].verdict_words == "Median 2.5, below the bar; one rating could change this."
    )
    assert report.rows[0].median_words == "Median 2.5, below the bar of 3."


def test_an_unrated_criterion_says_so_and_gives_no_number(session):
    ne = NeReason.NO_CLEAR_ANSWER
    built = revealed(session, rated((ne, 3, 3, 3)))
    report = report_of(built)
    row = report.rows[0]
    assert (row.bar_words, row.median_words, row.difference_words, row.range_words) == (
        "",
        None,
        None,
        None,
    )
    assert (row.must_have, row.verdict_words) == ("not covered", "Nobody has rated it.")
    assert (report.gate, report.gaps[0].words) == (Gate.OPEN, "Nobody has rated it.")
    assert report.gate_words == "No rating yet: Problem-solving process."
    assert report.agenda[0].reason == "Nobody has rated this must-have."


def test_the_gate_names_what_it_hangs_on(session):
    below = revealed(session, rated((2, 3, 3, 3)), rated((2, 3, 3, 3)))
    above = revealed(session, rated((3, 3, 3, 3)), rated((3, 3, 3, 3)))
    assert report_of(below).gate_words == ("Below the bar on the median: Problem-solving process.")
    assert report_of(above).gate_words == "Every must-have is at or above the bar on the median."
    assert (report_of(below).gate, candidate_gate(session, above.debrief)) == (
        Gate.BELOW,
        Gate.ABOVE,
    )
    report = report_of(above)
    bare = replace(report, rows=tuple(replace(row, standing=None) for row in report.rows))
    assert bare.gate_words == "No must-have was set for this opening."


def test_the_agenda_gives_its_reasons_in_words(session):
    built = revealed(
        session,
        rated((2, 3, 2, 3), recommendation=Recommendation.NO, signals=(BLUFF,)),
        rated((2, 5, 3, 5), recommendation=Recommendation.NO_DECISION),
        rated((3, 3, 3, 5), signals=(DISPARAGED,)),
        rated((4, 3, 3, 5)),
    )
    flips = "leaving one rating out would change whether it is met"
    raised = "Red signal, raised with its evidence by one panelist."
    apart = "Two panelists differ by 1 level on average. The ratings run from 3 to 5."
    assert [(line.topic, line.title, line.reason) for line in report_of(built).agenda] == [
        (
            Topic.GATE_COULD_FLIP,
            "Problem-solving process",
            f"Two of four below the bar on a must-have; {flips}.",
        ),
        (
            Topic.RECOMMENDATIONS_DIFFER,
            "Recommendations",
            "Two in favour, one against, one without a decision.",
        ),
        (Topic.RED_SIGNAL, "Bluff confirmed", raised),
        (Topic.RED_SIGNAL, "Personal disparagement", f"{raised} HR takes part."),
        (Topic.CROSSES_BAR, "Honesty about limits", "One of four below the bar."),
        (Topic.RATINGS_DIFFER, "Communication for the audience", apart),
        (Topic.RATINGS_DIFFER, "Ownership when things go wrong (blame framing)", apart),
    ]


@pytest.mark.parametrize(("level", "side"), [(2, "below the bar"), (4, "at or above the bar")])
def test_a_panel_of_one_says_that_its_must_have_rests_on_one_rating(session, level, side):
    built = revealed(session, rated((level, 3, 3, 3)))
    (line,) = report_of(built).agenda
    assert line.reason == f"A must-have that rests on one rating, {side}."
    assert line.shape == "one rating"


def test_a_change_after_seeing_others_stands_beside_and_counts_nowhere(session):
    built = revealed(session, rated((4, 3, 3, 3)), rated((2, 3, 3, 3)))
    user = built.panel[0]
    changed = rated((3, 3, 3, 3), recommendation=Recommendation.NO_DECISION)
    asked = {"key": "2", "replaces": 1, "change_reason": ChangeReason.MISREAD_ANCHOR}
    version = send(built, user, changed, **asked)
    assert version.phase is Phase.AFTER_REVEAL
    report = report_of(built)
    level, vote = report.reratings
    assert (level.criterion, level.before, level.after) == (CORE[0], "4", "3")
    assert level.reason_words == "misread an anchor"
    assert level.evidence.text == "Said at 3."
    assert (vote.criterion, vote.before, vote.after) == (None, "Yes", "No decision")
    assert report.rows[0].indices.levels == (2, 4)
    assert report.rows[0].cells[0].reratings == (level,)
    assert report.rows[0].cells[0].level == 4


def test_where_cards_open_early_the_first_version_is_the_independent_one(session):
    built = house(session, 2, opening=Opening.AFTER_OWN_SUBMISSION)
    user = built.panel[0]
    could_not = {"could_not_assess": True, "ratings": (), "recommendation": None}
    send(built, user, card(**could_not))
    send(built, user, rated((4, 3, 3, 3)), key="2", replaces=1)
    report = report_of(built)
    assert report.voices[0].presence is Presence.COULD_NOT_ASSESS
    assert report.voices[1].presence is Presence.MISSING
    assert len(report.reratings) == 5
    assert (report.reratings[0].before, report.reratings[0].after) == ("no rating", "4")
    assert report.reratings[4].before == "Could not assess"
    assert report.reratings[0].reason_words == "corrected while cards were open"


def test_signals_come_with_their_evidence_forms_red_ones_first(session):
    built = revealed(session, card(signals=(NERVES, BLUFF)))
    red, context = report_of(built).signals
    assert (red.kind_words, red.form_words) == ("red signal", "evidence form complete")
    assert [seen.kind_words for seen in red.seen] == ["quote", "artefact"]
    assert red.seen[1].said.text == "The log they sent says otherwise."
    assert (context.kind_words, context.seen) == ("context, not scored", ())
    assert context.form_words == "needs no evidence form"
    assert red.must_be_discussed
    dropped = replace(red, complete=False)
    assert (dropped.must_be_discussed, dropped.form_words) == (
        False,
        "evidence form incomplete, dropped",
    )


def test_a_signal_of_a_version_that_was_corrected_is_gone(session):
    built = house(session, 1)
    send(built, built.panel[0], card(signals=(BLUFF,)))
    send(built, built.panel[0], card(), key="2", replaces=1)
    open_cards(built)
    assert report_of(built).signals == ()


def test_flags_name_the_place_the_words_and_how_they_were_handled(session):
    built = revealed(session, card(signals=(BLUFF,), change_of_mind="A second look."))
    version = built.card(built.panel[0]).versions[0]
    rating, observation = version.ratings[1], version.signals[0].observations[0]
    flag(built, version, version.reason_id)
    flag(built, version, version.change_of_mind_id, severity="advise")
    flag(built, version, observation.said_id, severity="block", handling=Handling.DISPUTED)
    reviewed = flag(built, version, rating.evidence_id, handling=Handling.DISPUTED)
    session.add(
        FlagReview(
            flag_id=reviewed.id,
            verdict=Verdict.DISMISSED,
            reviewed_by_id=UserFactory().id,
            reviewed_at=NOON,
        )
    )
    found = {
        line.place: (line.severity_words, line.quote, line.handling_words)
        for line in report_of(built).flags
    }
    assert found == {
        "Main reason": ("check wording", "Test", "kept by the author"),
        "What would change my mind": ("note", "A se", "kept by the author"),
        "Bluff confirmed": ("protected topic", "“The", "disputed by the author, with HR"),
        "Communication for the audience": (
            "check wording",
            "Name",
            "disputed by the author; HR dismissed the flag",
        ),
    }


def test_flags_on_a_changed_rating_show_and_those_on_repeated_text_do_not(session):
    built = revealed(session, rated((4, 3, 3, 3)), rated((3, 3, 3, 3)))
    asked = {"key": "2", "replaces": 1, "change_reason": ChangeReason.SLIP}
    version = send(built, built.panel[0], rated((5, 3, 3, 3)), **asked)
    flag(built, version, version.ratings[0].evidence_id)
    flag(built, version, version.ratings[1].evidence_id)
    flag(built, version, version.reason_id)
    assert [line.place for line in report_of(built).flags] == ["Problem-solving process"]


def test_whether_the_result_was_right_stands_apart_from_the_level(session):
    first, *others = card().ratings
    right = replace(
        first,
        correctness=ResultCorrectness.PARTLY,
        kind=EvidenceKind.BEHAVIOUR,
        question="What broke?",
    )
    built = revealed(session, card(ratings=(right, *others)))
    cell = report_of(built).rows[0].cells[0]
    assert cell.answer.correctness_words == "result partly correct"
    assert cell.answer.kind_words == "behaviour"
    assert cell.question.text == "What broke?"


def test_a_decision_carries_rule_grounds_reasons_and_where_it_stands(session):
    built = revealed(session, rated((2, 3, 3, 3)), rated((2, 3, 3, 3)))
    outcome = decide(built, Gate.BELOW)
    waiting = report_of(built).decision
    assert waiting.grounds == ("Problem-solving process", "Communication for the audience")
    assert (waiting.awaits_cosign, waiting.stands) == (True, False)
    assert waiting.standing_words == "Departs; waits for HR to co-sign."
    assert (waiting.departure.text, waiting.decided_by) == (
        "The next stage tests this.",
        built.manager.name,
    )
    hr = UserFactory()
    outcomes.cosign(built.as_(hr), outcome, agreed=False, remark="Name the risk.")
    returned = report_of(built).decision
    assert (returned.returned, returned.standing_words) == (True, "Departs; returned by HR.")
    assert (returned.cosign.signed_by, returned.cosign.remark.text) == (hr.name, "Name the risk.")


def test_a_decision_in_effect_says_so(session):
    built = revealed(session, card(), card())
    decide(built, Gate.ABOVE)
    decision = report_of(built).decision
    assert decision.standing_words == "In effect."
    assert (decision.result_words, decision.disposition_words) == ("Advance", "In process")
    assert decision.rule_words.startswith("Every must-have at 3")
    assert decision.gate_words.startswith("Every must-have is at")
    assert (decision.departure, decision.dissents) == (None, ())
    assert report_of(built, words=False).decision.reason is None


def test_a_co_signed_departure_says_so(session):
    built = revealed(session, rated((2, 3, 3, 3)), rated((2, 3, 3, 3)))
    outcome = decide(built, Gate.BELOW)
    outcomes.cosign(built.as_(UserFactory()), outcome, agreed=True, remark="")
    decision = report_of(built).decision
    assert (decision.stands, decision.standing_words) == (True, "Departs; HR has co-signed.")
    assert (decision.cosign.remark, report_of(built).decisions) == (None, (decision,))
