"""Working days in the employer's zone."""

from datetime import UTC, datetime

import pytest

from debrief.scoring.workdays import working_days_later


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-11-24T15:00", "2026-11-25T15:00"),  # Tuesday to Wednesday
        ("2026-11-27T15:00", "2026-11-30T15:00"),  # Friday to Monday
        ("2026-11-28T15:00", "2026-11-30T15:00"),  # Saturday to Monday
        ("2026-10-23T15:00", "2026-10-26T16:00"),  # over the end of summer time in Berlin
        ("2026-11-26T23:30", "2026-11-29T23:30"),  # already Friday in Berlin
    ],
)
def test_one_working_day_later_is_the_same_wall_clock_time(day, expected):
    found = working_days_later(datetime.fromisoformat(day).replace(tzinfo=UTC), 1, "Europe/Berlin")
    assert found == datetime.fromisoformat(expected).replace(tzinfo=UTC)
