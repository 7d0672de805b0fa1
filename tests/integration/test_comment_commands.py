"""`debrief comments check`: wording looked at in a file."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from debrief.cli import main

ROOT = Path(__file__).parents[2]
THREE = "Reversed the list in place.\n\nSeemed nervous. Tries hard.\n"


def check(*words, text=THREE):
    return CliRunner().invoke(main, ["comments", "check", *words], input=text)


def test_each_flag_says_where_it_stands_which_words_why_and_what_to_ask():
    found = check("-")
    assert found.exit_code == 0
    lines = found.output.splitlines()
    assert lines[0] == '3:8: check wording: "nervous"'
    assert lines[2].endswith("?")
    assert '3:17: note: "Tries hard"' in lines


def test_a_file_without_flags_says_nothing():
    assert check("-", text="Reversed the list in place.\n").output == ""


def rows(*words, text=THREE):
    return [
        json.loads(line)
        for line in check(*words, "--format", "jsonl", text=text).output.splitlines()
    ]


def test_every_line_has_an_object_with_its_flags():
    found = rows("-")
    assert [(row["id"], len(row["flags"])) for row in found] == [(1, 0), (2, 0), (3, 2)]
    flag = found[2]["flags"][0]
    assert THREE.splitlines()[2][flag["start"] : flag["end"]] == flag["text"] == "nervous"
    assert (flag["severity"], flag["category"]) == ("warn", "personality")
    keys = CliRunner().invoke(main, ["comments", "check", "--help"]).output
    assert [key for key in (*found[2], *flag) if f'"{key}"' not in keys] == []


def test_a_line_may_be_an_object_with_its_text_and_id():
    given = '{"id": "r7", "text": "She was shy."}\n{"text": "Shy."}\n{"id": [1], "text": "Shy."}\n'
    found = rows("-", text=given)
    assert [(row["id"], len(row["flags"])) for row in found] == [("r7", 1), (2, 1), (3, 1)]
    assert (found[0]["flags"][0]["start"], found[0]["flags"][0]["end"]) == (8, 11)


def test_a_comment_may_begin_with_a_brace():
    found = rows("-", text='{shy}\n{"shy": 1}\n')
    assert [[flag["text"] for flag in row["flags"]] for row in found] == [["shy"], ["shy"]]


def test_a_sarif_log_names_rules_lines_and_columns(tmp_path):
    path = tmp_path / "comments.txt"
    path.write_text("Tidy.\nSeemed shy, and she seemed nervous.\n", encoding="utf-8")
    log = json.loads(check(str(path), "--format", "sarif").output)
    (run,) = log["runs"]
    assert (log["version"], run["tool"]["driver"]["name"]) == ("2.1.0", "debrief")
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["personality.trait"]
    assert [result["level"] for result in run["results"]] == ["warning", "warning"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == str(path)
    assert place["region"] == {
        "startLine": 2, "startColumn": 8, "endColumn": 11, "snippet": {"text": "shy"},
    }  # fmt: skip


def test_a_sarif_log_of_rows_names_the_line_alone():
    log = json.loads(check("-", "--format", "sarif", text='{"id": 1, "text": "Shy."}\n').output)
    (result,) = log["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "stdin"},
        "region": {"startLine": 1, "snippet": {"text": "Shy"}},
    }


@pytest.mark.parametrize(
    ("text", "fail_on", "status"),
    [
        ("Tries hard.", "advise", 1),
        ("Tries hard.", "warn", 0),
        ("Seemed nervous.", "warn", 1),
        ("Seemed nervous.", "block", 0),
        ("She is pregnant.", "block", 1),
        ("Tidy.", "advise", 0),
        ("", "advise", 0),
    ],
)
def test_it_fails_where_a_flag_is_grave_enough(text, fail_on, status):
    assert check("-", "--fail-on", fail_on, text=text).exit_code == status


def test_a_file_may_begin_with_a_byte_order_mark_and_end_its_lines_as_windows_does(tmp_path):
    path = tmp_path / "comments.txt"
    path.write_bytes("\ufeffSeemed nervous.\r\nTidy.\r\n".encode())
    found = rows(str(path))
    assert [[flag["start"] for flag in row["flags"]] for row in found] == [[7], []]


def test_what_cannot_be_read_is_a_usage_error_with_a_reason(tmp_path):
    missing = check(str(tmp_path / "missing.txt"))
    assert (missing.exit_code, "No such file" in missing.output) == (2, True)
    folder = check(str(tmp_path))
    assert (folder.exit_code, "Is a directory" in folder.output) == (2, True)
    path = tmp_path / "latin.txt"
    path.write_bytes("Fine.\nCaf\xe9.\n".encode("latin-1"))
    latin = check(str(path))
    assert (latin.exit_code, "latin.txt, line 2 is not UTF-8" in latin.output) == (2, True)


def test_the_command_runs_without_the_application_or_a_database():
    script = (
        "import sys; from debrief.cli import main;"
        "main(['comments', 'check', '-'], standalone_mode=False);"
        "sys.exit(any(name in sys.modules for name in ('flask', 'sqlalchemy', 'debrief.app')))"
    )
    found = subprocess.run(
        [sys.executable, "-c", script], input=THREE, text=True, check=False, cwd=ROOT
    )
    assert found.returncode == 0


def test_the_command_runs_as_a_program():
    found = subprocess.run(
        [sys.executable, "-m", "debrief.cli", "comments", "check", "-", "--fail-on", "warn"],
        input=THREE,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert (found.returncode, "nervous" in found.stdout) == (1, True)


def test_an_advert_is_read_as_one_text_and_told_line_by_line():
    asks = "\n".join(f"- {number}" for number in range(9))
    advert = f"Ninja wanted.\n\nRequirements:\n{asks}\nNative English speaker.\n"
    found = check("-", "--kind", "advert", "--fail-on", "block", text=advert)
    assert found.exit_code == 1
    told = [line for line in found.output.splitlines() if not line.startswith(" ")]
    assert told == [
        '1:1: check wording: "Ninja"',
        '3:1: note: "Requirements"',
        '13:1: protected topic: "Native English speaker"',
    ]
    assert len(rows("-", "--kind", "advert", text=advert)) == 13
