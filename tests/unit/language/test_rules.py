"""The lexicon as data: each rule flags and lets pass what it says, and can be explained."""

import re
from collections import Counter
from itertools import pairwise

import pytest

from debrief.language import SEVERITY_WORDS, Severity, flag_comment, shipped
from debrief.language.data import macro, shared, words
from debrief.language.files import RULES
from debrief.language.frames import FRAMES
from debrief.language.guards import GUARDS
from debrief.language.phrases import phrase, sequences, written_phrases
from debrief.language.rule import CATEGORY_GROUP, GROUP_SEVERITY

FLAGGED = [(rule.id, text) for rule in shipped().rules for text in rule.must_flag]
PASSED = [(rule.id, text) for rule in shipped().rules for text in rule.must_pass]
NAMES = re.compile(r"\{([A-Z_]+)\}")
#: Words that are acronyms of a condition only where they are typed in capitals.
ACRONYMS = frozenset(["add", "aids", "asd", "ld", "ms", "od", "ocd", "sad"])


def ids(pairs):
    return [f"{rule}-{place}" for place, (rule, _) in enumerate(pairs)]


@pytest.mark.parametrize(("rule", "text"), FLAGGED, ids=ids(FLAGGED))
def test_each_example_is_flagged_by_its_rule(rule, text):
    assert rule in {flag.rule_id for flag in flag_comment(text)}


@pytest.mark.parametrize(("rule", "text"), PASSED, ids=ids(PASSED))
def test_each_counter_example_passes(rule, text):
    assert [(flag.rule_id, flag.text) for flag in flag_comment(text)] == []


def test_every_category_has_a_rule():
    assert {rule.category for rule in shipped().rules} == set(CATEGORY_GROUP)


def test_ids_are_unique_and_begin_with_the_category_that_names_the_file():
    listed = [rule.id for rule in shipped().rules]
    assert sorted(set(listed)) == sorted(listed)
    assert {path.stem for path in RULES.glob("*.yaml")} == {i.split(".")[0] for i in listed}
    assert all(rule.id.startswith(f"{rule.category}.") for rule in shipped().rules)


@pytest.mark.parametrize("rule", shipped().rules, ids=lambda rule: rule.id)
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

    def test_names_frames_guards_and_classes_that_exist(self, rule):
        assert rule.frames
        assert set(rule.frames) <= set(FRAMES)
        assert set(rule.guards) <= set(GUARDS)
        written = [*rule.anchors, *rule.not_before, *rule.not_after]
        assert all(macro(name) for text in written for name in NAMES.findall(text))

    def test_is_looked_up_by_words_that_say_something(self, rule):
        common = [
            anchor
            for anchor in rule.anchors
            for one in phrase(anchor)
            if len(one.elements) == 1 and one.words & words("COMMON") and "trait" not in rule.frames
        ]
        assert common == []

    def test_reads_an_acronym_only_in_capitals(self, rule):
        blind = [anchor for anchor in rule.anchors if anchor.lower() in ACRONYMS and not rule.cased]
        assert blind == []

    def test_is_found_by_its_id(self, rule):
        assert shipped().explain(rule.id) is rule


def test_no_phrase_stands_twice_in_a_category():
    stands = Counter(
        (rule.category, rule.frames, one.elements)
        for rule in shipped().rules
        for anchor in set(rule.anchors)
        for one in set(phrase(anchor))
    )
    assert [phrase for phrase, count in stands.items() if count > 1] == []


def test_every_class_and_phrase_that_is_shared_is_made_of_what_exists():
    for name, text in shared()["phrases"].items():
        assert sequences(macro(name)), name
        assert all(macro(inner) for inner in NAMES.findall(text))
    for guard in shared()["guards"].values():
        assert all(phrase(text) for text in written_phrases(guard))


def test_severities_are_ordered_and_have_words_for_the_screen():
    assert [SEVERITY_WORDS[one] for one in Severity] == ["protected topic", "check wording", "note"]
    assert all(graver.rank > milder.rank for graver, milder in pairwise(Severity))


def test_an_unknown_rule_is_an_error():
    with pytest.raises(KeyError):
        shipped().explain("nothing.here")


def test_an_employer_turns_rules_down_or_off_and_adds_words():
    lexicon = shipped()
    first, second, *rest = (rule.id for rule in lexicon.rules)
    adapted = lexicon.adapted({first: Severity.ADVISE, second: None}, (lexicon.rules[-1],))
    assert adapted.explain(first).severity is Severity.ADVISE
    assert [rule.id for rule in adapted.rules] == [first, *rest, lexicon.rules[-1].id]
    assert adapted.digest != lexicon.digest
    assert lexicon.adapted({first: Severity.ADVISE, second: None}, (lexicon.rules[-1],)).digest == (
        adapted.digest
    )


def test_the_lexicon_has_one_digest():
    assert re.fullmatch(r"[0-9a-f]{64}", shipped().digest)
