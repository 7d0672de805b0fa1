"""Adverts: what their own rules flag, what comment rules say in them, what is offered in them."""

import re
from datetime import date

import pytest

from debrief.language import Edition, OwnWords, Severity, shipped, trade_words
from debrief.language.adverts import AdvertReader, advert_rules
from debrief.language.data import words
from debrief.language.guards import GUARDS
from debrief.language.phrases import phrase

READER = AdvertReader(shipped())
FLAGGED = [(rule.id, text) for rule in advert_rules() for text in rule.must_flag]
PASSED = [(rule.id, text) for rule in advert_rules() for text in rule.must_pass]


def told(text, reader=READER):
    return [(flag.rule_id, flag.text) for flag in reader.flags(text)]


@pytest.mark.parametrize(("rule", "text"), FLAGGED)
def test_each_example_is_flagged_by_its_rule(rule, text):
    assert rule in {flag.rule_id for flag in READER.flags(text)}


@pytest.mark.parametrize(("rule", "text"), PASSED)
def test_each_counter_example_passes(rule, text):
    assert told(text) == []


@pytest.mark.parametrize("rule", advert_rules(), ids=lambda rule: rule.id)
def test_a_rule_for_adverts_is_made_like_the_others(rule):
    assert rule.id.startswith(f"{rule.category}.")
    assert rule.id not in {each.id for each in shipped().rules}
    assert rule.frames == ("plain",)
    assert set(rule.guards) <= set(GUARDS)
    assert len(rule.must_flag) >= 3
    assert len(rule.must_pass) >= 3
    assert rule.why.endswith(".")
    assert rule.question.endswith("?")
    assert "___" in rule.scaffold
    assert not re.search(r"\byou\b|\byour\b|!", f"{rule.why} {rule.question}".lower())
    common = [
        anchor
        for anchor in rule.anchors
        for one in phrase(anchor)
        if len(one.elements) == 1 and one.words & words("COMMON")
    ]
    assert common == []


def test_comment_rules_read_adverts_and_ask_about_the_work():
    (flag,) = READER.flags("Current salary must be stated.")
    assert flag.rule_id == "restricted_topic.pay_history"
    assert flag.why == shipped().explain(flag.rule_id).why
    assert flag.question.startswith("Which task of the job")
    flags = READER.flags("The ideal person is energetic and passionate.")
    assert {flag.category for flag in flags} == {"personality", "commitment"}
    assert all("first 90 days" in flag.question for flag in flags)
    assert all("adverts" in flag.source for flag in flags)


def test_what_only_a_comment_can_say_is_not_read_in_adverts():
    assert told("Heard from a friend that the last one was lying.") == []


@pytest.mark.parametrize(
    "text",
    [
        "All applicants are considered regardless of race, religion, age, sex or disability.",
        "We offer 26 weeks of maternity leave, childcare vouchers and a pension.",
        "Women are encouraged to apply.",
        "We welcome applications from disabled people and veterans.",
        "Please tell us if you need an adjustment for the interview.",
        "You will care for children with autism in our nursery.",
        "Wheelchair accessible office, step-free, with a prayer room.",
    ],
)
def test_what_is_offered_welcomed_or_the_work_itself_passes(text):
    assert told(text) == []


def test_words_of_the_vacancy_pass():
    text = "Likes church music."
    assert told(text) == [("religion.aside", "church")]
    assert told(text, AdvertReader(shipped(), trade_words("Church warden"))) == []
    native = AdvertReader(shipped(), trade_words("Native app developer"))
    assert told("A native English speaker.", native) != []


def test_an_employers_edition_reads_adverts_too():
    own = OwnWords(
        "own.1.1",
        "culture_fit",
        Severity.ADVISE,
        date(2026, 11, 24),
        ("kumquat",),
        "W.",
        "Q?",
        "___",
    )
    edition = Edition(own=(own,)).changed("culture_fit.liking", None)
    found = AdvertReader(edition.lexicon).flags("Everyone loves working with him. A kumquat.")
    assert [(flag.rule_id, flag.question) for flag in found] == [("own.1.1", "Q?")]
