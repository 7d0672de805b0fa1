"""Rubric files: the shipped one, and what is said of a wrong one."""

from importlib import resources

import pytest

from debrief.integrations.rubric_yaml import RubricFileError, read_rubric, write_rubric
from debrief.scoring.rubric import Rubric, SignalKind

SHIPPED = resources.files("debrief").joinpath("integrations", "default_rubric.yaml").read_text()


def shipped():
    return read_rubric(SHIPPED)


def problems(text):
    with pytest.raises(RubricFileError) as caught:
        read_rubric(text)
    return [str(problem) for problem in caught.value.problems]


def line_of(needle):
    return SHIPPED[: SHIPPED.index(needle)].count("\n") + 1


def test_the_shipped_rubric_has_twelve_criteria_and_every_anchor_and_signal():
    rubric = Rubric.from_document(shipped())
    assert len(rubric.criteria) == 12
    assert sum(len(texts) for c in rubric.criteria for texts in c.anchors.values()) == 144
    assert len(rubric.signals) == 30
    assert [c.key for c in rubric.criteria if c.core] == [
        "problem_solving_process",
        "communication",
        "honesty_about_limits",
        "blame_framing",
    ]
    assert {c.key for c in rubric.criteria if c.has_result} == {
        "problem_solving_process",
        "technical_depth",
    }
    assert sum(s.kind is SignalKind.CONTEXT for s in rubric.signals) == 10
    assert any(s.must_be_discussed for s in rubric.signals)


def test_a_rubric_survives_writing_and_reading():
    document = shipped()
    assert read_rubric(write_rubric(document)) == document
    assert Rubric.from_document(document).to_document() == document


@pytest.mark.parametrize(
    ("find", "replace", "said"),
    [
        ("core: true", "core: perhaps", "must be true or false"),
        ("language: en\n", "", "language is missing"),
        ("language: en\n", "language: en\nlanguage: de\n", "a second time"),
        ("language: en\n", "language: &a en\n", "Anchors and aliases"),
        ("language: en\n", "language: !!python/name:os.system en\n", "Tags"),
        ("language: en\n", "language: en\ncolour: blue\n", "is not a field here"),
        ("language: en\n", "language: en\n? [a]\n: b\n", "must be plain text"),
        ("related_criterion: communication", "related_criterion: charm", "not a criterion"),
        ("schema_version: 1", "schema_version: 2", "must be 1"),
        ("schema_version: 1", "schema_version: 1\n\t- x", "This is not YAML"),
        ("language: en\n", 'language: "e\\u202en"\n', "cannot be seen"),
        ("language: en\n", "language: e\x00n\n", "not allowed in YAML"),
    ],
)
def test_a_wrong_file_is_answered_with_the_line_and_what_is_wrong(find, replace, said):
    found = problems(SHIPPED.replace(find, replace, 1))
    assert found[0].startswith("line ")
    assert said in found[0]


def test_the_line_is_the_line():
    needle = "core: true"
    assert problems(SHIPPED.replace(needle, "core: perhaps", 1))[0].startswith(
        f"line {line_of(needle)}: criteria.problem_solving_process.core"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The file is empty."),
        ("a: 1\n---\nb: 2\n", "second document"),
        ("- a\n", "must be a group of fields"),
        ("a: " + "[" * 40 + "]" * 40, "nested too deeply"),
        ("x" * 200_001, "larger than 200 kB"),
        ("a: 1\n" * 30_000, "more parts than a rubric can have"),
    ],
)
def test_something_else_is_not_a_rubric(text, said):
    assert said in problems(text)[0]
