"""Structural flags in the report of a debrief, for a program."""

from debrief.models import NeReason
from tests.integration.panel import open_panel, page_of, rated


def told(built, people, program, *cards):
    open_panel(built, *cards)
    answer = program(people["manager"]).get(f"{page_of(built)}/report")
    return answer.json["structural_flags"]


def test_a_flag_on_a_card_names_its_kind_its_panelist_and_says_why(built, people, program):
    (flag,) = told(built, people, program, rated([4, 4, 4, 4]), rated([3, 3, 4, 4]))
    assert (flag["kind"], flag["words"][:23]) == ("straight_line", "Rated all 4 criteria 4.")
    assert flag["panelist_id"] == str(built.seat(built.panel[0]).id)


def test_a_gap_of_the_panel_is_nobodys(built, people, program):
    ne = NeReason.NOT_REACHED
    (flag,) = told(built, people, program, rated([ne, 3, 4, 4]), rated([3, 3, 4, 4]))
    assert (flag["kind"], flag["panelist_id"]) == ("coverage_gap", None)
