"""A panelist at the own card, without a browser."""

import pytest

from tests.integration.house import house


@pytest.fixture
def built(session):
    return house(session)


@pytest.fixture
def own(built):
    user = built.panel[0]
    return built.as_(user), built.card(user)
