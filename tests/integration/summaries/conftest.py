"""A press for debriefs."""

from datetime import timedelta

import pytest

from debrief.services.summaries import export_summary
from debrief.web import paper
from tests.factories import NOON


@pytest.fixture
def printed(app):
    """Prints a debrief as it stands, as somebody at some time."""

    def do(built, *, words=True, user=None, at=NOON + timedelta(days=3)):
        built.session.commit()
        built.session.refresh(built.debrief)
        context = built.as_(user or built.facilitator, at)
        with app.app_context():
            return paper.summary_pdf(export_summary(context, built.debrief, words=words))

    return do
