"""A program for anybody in the house."""

import pytest

from tests.integration.api.client import Program, key_for


@pytest.fixture
def program(app, session):
    """Opens a program with a key of its own for a person."""
    return lambda user: Program(app, key_for(session, user))
