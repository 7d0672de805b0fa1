"""What the report says beside the ratings: changes after seeing others, signals, flags."""

from dataclasses import replace

from debrief.access import Opening
from debrief.models import (
    ChangeReason,
    FlagReview,
    Handling,
    Phase,
    Verdict,
)
from debrief.reports.voices import Presence
from debrief.scoring.scale import Recommendation
from tests.factories import NOON, UserFactory
from tests.integration.house import CORE, card, house
from tests.integration.panel import (
    BLUFF,
    NERVES,
    flag,
    open_cards,
    rated,
    report_of,
    revealed,
    send,
)


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
