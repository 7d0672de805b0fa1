"""A panel of three whose story the report tells."""

import pytest

from tests.integration.house import house


@pytest.fixture
def built(session):
    return house(session, size=3)
