"""A second candidate on the requisition, with a stage and nothing else."""

import pytest


@pytest.fixture
def application(built, recruiter):
    """A second candidate, with a stage and nothing else."""
    requisition = built.debrief.stage.application.requisition
    url = f"/requisitions/{requisition.id}/candidates"
    given = {"name": "Amara Okafor", "email": "Amara@Example.org", "source": "Careers page"}
    response = recruiter.post(url, given)
    assert response.status_code == 303
    built.session.expire_all()
    added = next(a for a in requisition.applications if a.candidate.name == "Amara Okafor")
    assert response.location == f"/applications/{added.id}"
    assert recruiter.post(f"{response.location}/stages", {"kind": "panel"}).status_code == 303
    built.session.expire_all()
    return added
