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


def test_every_line_has_an_object_with_its_flags():
    rows = [json.loads(line) for line in check("-", "--format", "jsonl").output.splitlines()]
    assert [(row["line"], len(row["flags"])) for row in rows] == [(1, 0), (2, 0), (3, 2)]
    flag = rows[2]["flags"][0]
    assert rows[2]["text"][flag["start"] : flag["end"]] == flag["text"] == "nervous"
    assert (flag["severity"], flag["category"]) == ("warn", "personality")
    keys = CliRunner().invoke(main, ["comments", "check", "--help"]).output
    assert [key for key in (*rows[2], *flag) if f'"{key}"' not in keys] == []


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
    rows = [json.loads(row) for row in check(str(path), "--format", "jsonl").output.splitlines()]
    assert [row["text"] for row in rows] == ["Seemed nervous.", "Tidy."]


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
