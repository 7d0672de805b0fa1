"""The lexicon as data: each rule flags and lets pass what it says, and can be explained."""

import re
from itertools import pairwise

import pytest

from debrief.language import SEVERITY_WORDS, Severity, explain, flag_comment, lexicon_digest, rules
from debrief.language.guards import GUARDS
from debrief.language.lexicon import CATEGORY_GROUP, GROUP_SEVERITY, RULES, expand, macros
from tests.unit.language.samples import samples

FLAGGED = [(rule.id, text) for rule in rules() for text in rule.must_flag]
PASSED = [(rule.id, text) for rule in rules() for text in rule.must_pass]
WORD = re.compile(r"[^\W_]+")
UNBOUNDED = re.compile(r"(?<!\\)(?:[*+]|\{\d+,\})")


def ids(pairs):
    return [f"{rule}-{place}" for place, (rule, _) in enumerate(pairs)]


@pytest.mark.parametrize(("rule", "text"), FLAGGED, ids=ids(FLAGGED))
def test_each_example_is_flagged_by_its_rule_alone(rule, text):
    assert {flag.rule_id for flag in flag_comment(text)} == {rule}


@pytest.mark.parametrize(("rule", "text"), PASSED, ids=ids(PASSED))
def test_each_counter_example_passes(rule, text):
    assert [(flag.rule_id, flag.text) for flag in flag_comment(text)] == []


def test_every_category_has_a_rule():
    assert {rule.category for rule in rules()} == set(CATEGORY_GROUP)


def test_ids_are_unique_and_begin_with_the_category_that_names_the_file():
    listed = [rule.id for rule in rules()]
    assert sorted(set(listed)) == sorted(listed)
    for path in RULES.glob("*.yaml"):
        inside = {i for i in listed if i.startswith(f"{path.stem}.")}
        assert bool(inside) == (path.stem != "macros")
    assert all(rule.id.startswith(f"{rule.category}.") for rule in rules())


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
class TestEveryRule:
    def test_is_as_grave_as_its_group(self, rule):
        assert rule.severity is GROUP_SEVERITY[rule.group]

    def test_says_why_by_whose_word_and_asks_for_evidence(self, rule):
        assert rule.why.endswith(".")
        assert len(rule.source) > 10
        assert rule.question.endswith("?")
        assert "___" in rule.scaffold

    def test_speaks_of_the_text_and_not_to_its_author(self, rule):
        told = f" {rule.why} {rule.question} {rule.scaffold} ".lower()
        assert re.search(r"\byou\b|\byour\b|!|\bbias(?:ed)?\b", told) is None

    def test_has_examples_of_both_kinds(self, rule):
        assert len(set(rule.must_flag)) >= 3
        assert len(set(rule.must_pass)) >= 3

    def test_names_guards_that_exist_and_macros_that_exist(self, rule):
        assert set(rule.guards) <= set(GUARDS)
        used = re.findall(r"\{([A-Z_]+)\}", " ".join(rule.frames))
        assert set(used) - {"ANCHOR"} <= set(macros())

    def test_repeats_nothing_without_a_bound(self, rule):
        written = [*rule.frames, rule.not_before or "", rule.not_after or ""]
        assert [text for text in written if UNBOUNDED.search(text)] == []

    def test_has_no_space_within_a_character_class(self, rule):
        written = " ".join([*rule.frames, rule.not_before or "", rule.not_after or ""])
        assert re.findall(r"\[[^](){}|]* [^](){}|]*\][?{]", written) == []

    def test_matches_no_empty_text(self, rule):
        assert rule.pattern.search("") is None

    def test_has_an_anchor_in_every_text_it_matches(self, rule):
        drawn = (text for text in samples(rule.pattern.pattern, 1_500) if rule.pattern.search(text))
        assert [text for text in drawn if rule.keys.isdisjoint(WORD.findall(text))] == []

    def test_is_found_by_its_id(self, rule):
        assert explain(rule.id) is rule


def test_macros_repeat_nothing_without_a_bound():
    assert [name for name, text in macros().items() if UNBOUNDED.search(text)] == []
    assert all(re.compile(expand(text)) for text in macros().values())


def test_severities_are_ordered_and_have_words_for_the_screen():
    assert [SEVERITY_WORDS[one] for one in Severity] == ["protected topic", "check wording", "note"]
    assert all(graver.rank > milder.rank for graver, milder in pairwise(Severity))


def test_an_unknown_rule_is_an_error():
    with pytest.raises(KeyError):
        explain("nothing.here")


def test_the_lexicon_has_one_digest():
    assert re.fullmatch(r"[0-9a-f]{64}", lexicon_digest())
