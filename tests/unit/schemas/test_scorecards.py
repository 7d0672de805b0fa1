"""One shape for the API and the form."""

import pytest
from marshmallow import ValidationError

from debrief.errors import InvalidInputError
from debrief.models import EvidenceKind, NeReason
from debrief.schemas.forms import flatten, nest
from debrief.schemas.scorecards import ScorecardSchema, fill_form, form_document, read_form
from debrief.services.answers import DisputeInput, ObservationInput, RatingInput, SignalInput

FORM = {
    "reason": "Tests separate causes.",
    "recommendation": "yes",
    "change_of_mind": "",
    "could_not_assess": "",
    "ratings-communication-level": "4",
    "ratings-communication-ne_reason": "",
    "ratings-communication-evidence": "Drew it.",
    "ratings-communication-question": "How would you tell a colleague?",
    "ratings-communication-kind": "behaviour",
    "ratings-communication-correctness": "",
    "ratings-blame_framing-level": "NE",
    "ratings-blame_framing-ne_reason": "not_reached",
    "ratings-blame_framing-evidence": "",
    "ratings-blame_framing-question": "",
    "ratings-blame_framing-kind": "",
    "ratings-blame_framing-correctness": "",
    "signals-blame_pattern-chosen": "yes",
    "signals-blame_pattern-1-kind": "quote",
    "signals-blame_pattern-1-question": "And your part?",
    "signals-blame_pattern-1-said": "“None.”",
    "disputed-1-field": "reason",
    "disputed-1-rule": "age.x",
    "disputed-1-text": "young code",
    "stands-recommendation": "yes",
}
CRITERIA = ("communication", "blame_framing")


def test_a_filled_form_reads_back_as_it_was():
    given = read_form(FORM, CRITERIA)
    assert given.ratings == (
        RatingInput(
            "communication",
            4,
            evidence="Drew it.",
            question="How would you tell a colleague?",
            kind=EvidenceKind.BEHAVIOUR,
        ),
        RatingInput("blame_framing", None, NeReason.NOT_REACHED),
    )
    seen = ObservationInput(EvidenceKind.QUOTE, "And your part?", "“None.”")
    assert given.signals == (SignalInput("blame_pattern", (seen,)),)
    assert given.disputed == (DisputeInput("reason", "age.x", "young code"),)
    assert fill_form(given) == FORM


def test_the_document_of_the_form_is_what_the_api_takes():
    document = form_document(FORM, CRITERIA)
    assert ScorecardSchema().load(document) == read_form(FORM, CRITERIA)
    assert document == ScorecardSchema().dump(read_form(FORM, CRITERIA))


def test_an_empty_form_is_an_empty_card():
    given = read_form({}, CRITERIA)
    assert (given.reason, given.recommendation, given.signals) == ("", None, ())
    assert given.ratings == tuple(map(RatingInput, CRITERIA))


def test_a_signal_counts_once_it_is_added_and_its_blank_observations_do_not():
    said = {"signals-charm-1-kind": "quote", "signals-charm-2-said": "x"}
    assert read_form(said, ()).signals == ()
    given = read_form(said | {"signals-charm-chosen": "yes"}, ()).signals
    assert given == (SignalInput("charm", (ObservationInput(None, "", "x"),)),)


def test_who_could_not_assess_sends_no_ratings_whatever_was_typed():
    given = read_form(FORM | {"could_not_assess": "yes"}, CRITERIA)
    assert (given.ratings, given.signals, given.recommendation) == ((), (), None)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"ratings-communication-level": "9"}, {"ratings-communication-level"}),
        ({"ratings-communication-level": "four"}, {"ratings-communication-level"}),
        ({"ratings-communication-kind": "rumour"}, {"ratings-communication-kind"}),
        ({"recommendation": "perhaps"}, {"recommendation"}),
        ({"reason": "x" * 5001}, {"reason"}),
        ({"signals-blame_pattern-1-kind": "rumour"}, {"signals-blame_pattern"}),
        ({"disputed-1-text": "x" * 5001}, {"disputed"}),
    ],
)
def test_what_no_control_sends_is_named_by_its_field(changes, fields):
    with pytest.raises(InvalidInputError) as caught:
        read_form(FORM | changes, CRITERIA)
    assert set(caught.value.fields) == fields


@pytest.mark.parametrize(
    ("level", "read"), [(4, 4), (4.0, 4), ("NE", None), (None, None)], ids=repr
)
def test_a_level_is_a_whole_number_or_ne(level, read):
    given = ScorecardSchema().load({"ratings": [{"criterion": "c", "level": level}]})
    assert given.ratings[0].level == read


@pytest.mark.parametrize("level", [True, 0, 6, 3.5, "4", "", []], ids=repr)
def test_anything_else_is_no_level(level):
    with pytest.raises(ValidationError):
        ScorecardSchema().load({"ratings": [{"criterion": "c", "level": level}]})


def test_odd_names_in_a_form_do_no_harm():
    assert nest({"a": "1", "a-b": "2", "c-d-e": "3"}) == {"a": "1", "c": {"d": {"e": "3"}}}
    odd = {"ratings": "x", "ratings-communication": "x", "signals": "x", "disputed": "x"}
    assert read_form(odd, CRITERIA).signals == ()
    assert read_form({"stands": "x", "ratings-communication": "x"}, CRITERIA).stands == ()


def test_lists_count_from_one_and_nothing_is_blank():
    assert flatten({"a": [{"b": None}, {"b": 2}]}) == {"a-1-b": "", "a-2-b": "2"}
