"""`debrief ratings analyse` on files that cannot be used: the line, what is wrong, what to do."""

import gzip

import pytest

from tests.integration.rating_sheets import analyse

HEADER = "candidate,interviewer,criterion,level\n"
BAD = {
    "empty": ("", "This file is empty"),
    "only a header": (HEADER, "no rating below its first row"),
    "no level": ("candidate,interviewer\na,x\n", "There is no column “level”"),
    "level twice": ("level,candidate,interviewer,Level\n1,a,x,2\n", "“level” twice"),
    "word": (HEADER + "a,x,k,3\na,y,k,good\n", "Line 3: the level “good” is not a number"),
    "infinite": (HEADER + "a,x,k,inf\n", "Line 2: the level “inf” is not a number"),
    "huge": (HEADER + "a,x,k,99999999\n", "Line 2: the level 99999999 is too large"),
    "thousands": (HEADER + 'a,x,k,"1,000"\n', "Line 2: the level “1,000” is not a number"),
    "blank level": (HEADER + "a,x,k,\n", "Line 2: the level is missing. Give a number, or NE"),
    "short": (HEADER + "a\n", "Line 2: the interviewer and the criterion and the level is missing"),
    "long": (HEADER + "a,x,k,3,5\n", "Line 2: it has more cells than the first row"),
    "again": (HEADER + "a,x,k,3\nb,x,k,3\na,x,k,4\n", "Line 4: “x” rated “a” on “k” already, in l"),
    "quotes": (HEADER + 'a,x,k,"3"4\n', "Line 2 cannot be read"),
    "latin": (HEADER.encode() + b"J\xfcrgen,x,k,3\n", "Line 2 is not in UTF-8"),
    "wide": ((HEADER + "a,x,k,3\n").encode("utf-16"), "not in UTF-8"),
    "binary": (HEADER + "a,x\0,k,3\n", "not a text file"),
    "damaged": (gzip.compress(HEADER.encode() * 99)[:-12], "packed and damaged"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_with_its_line_and_nothing_is_printed(case):
    given, message = BAD[case]
    found = analyse("-", given=given)
    assert found.exit_code == 2
    assert message in found.stderr
    assert found.stdout == ""


def test_a_level_off_the_scale_is_told_with_the_scale():
    given = HEADER + "a,x,k,6\na,y,k,3.5\n"
    found = analyse("-", "--scale", "1-5", given=given)
    assert found.exit_code == 2
    assert "Line 2: the level 6 is off the scale of 1 to 5." in found.stderr
    assert "Line 3: the level 3.5 lies between two levels" in found.stderr


def test_many_bad_rows_are_counted_not_listed():
    found = analyse("-", given=HEADER + "".join(f"a{n},x,k,?\n" for n in range(12)))
    assert found.stderr.count("is not a number") == 5
    assert "And 7 more rows like these." in found.stderr


@pytest.mark.parametrize("scale", ["5", "5-1", "1-5000", "a-b"])
def test_a_scale_is_two_whole_numbers(scale):
    found = analyse("-", "--scale", scale, given=HEADER)
    assert found.exit_code == 2
    assert "such as 1-5" in found.stderr


def test_a_column_asked_for_by_name_must_be_there_and_stand_for_one_thing():
    missing = analyse("-", "--criterion", "skill", given="candidate,interviewer,level\na,x,3\n")
    assert "There is no column “skill” in the first row" in missing.stderr
    twice = analyse("-", "--interviewer", "candidate", given="candidate,level\na,3\n")
    assert "cannot stand for two things" in twice.stderr


def test_a_folder_is_no_file(tmp_path):
    assert analyse(tmp_path).exit_code == 2
