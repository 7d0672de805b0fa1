"""The report: everything the page, the paper and the API say of a debrief, in eight statements."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from debrief.access import Opening
from debrief.models import (
    CandidateIdentity,
    ChangeReason,
    FlagReview,
    Handling,
    Verdict,
    Words,
)
from debrief.reports.panel import candidate_gate, panel_report
from debrief.reports.voices import Presence
from debrief.services import outcomes, panels, reveals
from tests.factories import NOON
from tests.integration.house import card, house
from tests.integration.panel import (
    BLUFF,
    NERVES,
    decide,
    flag,
    open_cards,
    rated,
    report_of,
    revealed,
    send,
)


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
