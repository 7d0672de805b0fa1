"""HR at the pages of the comment rules."""

import pytest


@pytest.fixture
def hr(people, signed_in):
    """HR, signed in."""
    return signed_in(people["hr"])
