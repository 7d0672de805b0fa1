"""Days and times as people type them."""

from datetime import UTC, date, datetime, time

import pytest
from marshmallow import ValidationError

from debrief.schemas.times import Zone, moment, read_clock, read_day, zones


@pytest.mark.parametrize(
    "typed",
    [
        "24/11/2026",
        "24.11.2026",
        "24-11-2026",
        "24 11 2026",
        " 24 / 11 / 26 ",
        "24 Nov 2026",
        "24 november 2026",
        "24Nov26",
        "2026-11-24",
    ],
)
def test_a_day_may_be_written_in_any_usual_way_the_day_before_the_month(typed):
    assert read_day(typed) == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "like 24/11/2026"),
        ("tomorrow", "like 24/11/2026"),
        ("24/11", "like 24/11/2026"),
        ("24 foo 2026", "like 24/11/2026"),
        ("11/24/2026", "no such day"),
        ("29/2/2027", "no such day"),
        ("24/11/1926", "from 2000 to 2100"),
        ("24/11/2026 9:30", "like 24/11/2026"),
    ],
)
def test_a_day_that_cannot_be_read_says_how_to_write_one(typed, told):
    with pytest.raises(ValidationError, match=told):
        read_day(typed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("9:30", time(9, 30)),
        ("930", time(9, 30)),
        ("0930", time(9, 30)),
        ("9.30", time(9, 30)),
        ("9 30", time(9, 30)),
        ("9h30", time(9, 30)),
        ("9:30 am", time(9, 30)),
        ("9", time(9)),
        ("14:05", time(14, 5)),
        ("2pm", time(14)),
        ("2:15 P.M.", time(14, 15)),
        ("12am", time(0)),
        ("12 pm", time(12)),
    ],
)
def test_a_time_may_be_written_in_any_usual_way(typed, read):
    assert read_clock(typed) == read


@pytest.mark.parametrize(
    "typed", ["", "noon", "24:00", "9:3", "9:75", "13pm", "0am", "9m", "12345"]
)
def test_a_time_that_cannot_be_read_says_how_to_write_one(typed):
    with pytest.raises(ValidationError, match=r"like 9:30 or 14:00"):
        read_clock(typed)


def test_a_time_stands_on_the_clock_of_its_place():
    assert moment(date(2026, 11, 24), time(9, 30), "Europe/Berlin") == datetime(
        2026, 11, 24, 8, 30, tzinfo=UTC
    )


def test_a_time_that_the_clocks_leave_out_is_refused_and_of_two_the_first_is_meant():
    with pytest.raises(ValidationError, match=r"02:30 does not exist on 29 Mar 2026"):
        moment(date(2026, 3, 29), time(2, 30), "Europe/Berlin")
    assert moment(date(2026, 10, 25), time(2, 30), "Europe/Berlin") == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


def test_a_zone_is_one_of_the_list_in_any_case():
    assert Zone().deserialize("europe/berlin") == "Europe/Berlin"
    assert Zone().deserialize("America/New york") == "America/New_York"
    with pytest.raises(ValidationError, match="Choose a time zone"):
        Zone().deserialize("Berlin")
    assert "UTC" in zones()
