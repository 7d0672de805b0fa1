"""A panelist at the own card."""

import pytest


@pytest.fixture
def own(built, signed_in):
    """The browser of a panelist whose card is out, and the card's address."""
    return signed_in(built.panel[0]), f"/debriefs/{built.debrief.id}/scorecard"
