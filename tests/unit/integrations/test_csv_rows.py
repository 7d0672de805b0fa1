"""CSV files as people save them."""

import pytest

from debrief.errors import InvalidInputError
from debrief.integrations.csv_rows import MOST_BYTES, MOST_ROWS, read_rows

COLUMNS = ("candidate_name", "candidate_email", "stage")
NEEDED = COLUMNS[:2]
HEADER = "candidate_name,candidate_email,stage\n"


def read(content):
    content = content if isinstance(content, bytes) else content.encode()
    return read_rows(content, COLUMNS, NEEDED)


def refusal(content):
    with pytest.raises(InvalidInputError) as caught:
        read(content)
    assert list(caught.value.fields) == ["file"]
    return str(caught.value)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_comma_semicolon_and_tab_with_and_without_a_byte_order_mark(delimiter, mark, end):
    lines = (
        delimiter.join(("Candidate name", "CANDIDATE-EMAIL")),
        delimiter.join(("李 한", "l@x")),
    )
    rows = read(mark + end.join(lines).encode())
    assert [(row.line, row.cells) for row in rows] == [
        (2, {"candidate_name": "李 한", "candidate_email": "l@x"})
    ]


def test_a_cell_in_quotation_marks_may_hold_the_separator_and_span_lines():
    rows = read(HEADER + '"Öztürk, Mira","m@x","a\nb"\n\n,,\nSam,s@x\n')
    assert rows[0].cells["candidate_name"] == "Öztürk, Mira"
    assert [(row.line, row.cells["stage"]) for row in rows] == [(2, "a\nb"), (6, "")]


def test_a_row_with_too_many_cells_says_so_itself():
    rows = read(HEADER.replace("stage", "stage,,") + "Öztürk, Mira,m@x,panel\nSam,s@x,panel,,\n")
    assert "quotation marks" in rows[0].problem
    assert rows[1].problem == ""


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "must name these columns too: candidate_name, candidate_email"),
        ("\n\n", "must name these columns too"),
        ("candidate_name\nSam\n", "must name these columns too: candidate_email"),
        ("candidate_name,candidate_email,salary\n", "“salary”"),
        ("candidate_name,candidate_email,Candidate name\n", "twice"),
        (HEADER, "no rows below"),
        (HEADER + 'Sam,"s@x,\n', "Line 2 cannot be read"),
        (HEADER + "Sam,s@x\0,\n", "not a text file"),
        ((HEADER + "Zoë,z@x,\n").encode("latin-1"), "Line 2 is not in UTF-8"),
        ((HEADER + "Sam,s@x,\n").encode("utf-16"), "Line 1 is not in UTF-8"),
        (HEADER + "Sam,s@x,\n" * (MOST_ROWS + 1), "more than 1,000 rows"),
        (b"x" * (MOST_BYTES + 1), "This file is 1.0 MB. A file may have up to 1 MB"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(content, told):
    assert told in refusal(content)


def test_five_thousand_rows_are_read():
    assert len(read(HEADER + "Sam,s@x,\n" * MOST_ROWS)) == MOST_ROWS
