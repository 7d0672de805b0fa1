"""A debrief whose people have the addresses that the files name."""

import pytest

from tests.integration.house import house


@pytest.fixture
def built(session):
    built = house(session)
    people = {"sam": built.panel[0], "lena": built.panel[1], "finn": built.facilitator}
    for name, user in people.items():
        user.email = f"{name}@example.org"
    session.flush()
    return built
