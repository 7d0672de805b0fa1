"""A house full of people, each of whom can sign in."""

import pytest
from argon2 import PasswordHasher

from debrief.access import Role
from debrief.models import UserRole
from debrief.services import panels
from tests.factories import UserFactory
from tests.integration.browser import PASSWORD
from tests.integration.house import house

#: As cheap as Argon2 gets: what a password costs is not what these tests are about.
HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@pytest.fixture
def built(session):
    """A debrief with a panel of three, of whom the last has stepped back."""
    built = house(session, size=3)
    for user in (built.manager, built.facilitator, built.recruiter, *built.panel):
        user.password_hash = HASH
    built.recruiter.roles = [UserRole(role=Role.RECRUITER)]
    panels.recuse(built.as_(built.panel[2]), built.seat(built.panel[2]))
    session.commit()
    return built


@pytest.fixture
def people(built):
    """Who sits where; the keys are the columns of tests/data/permissions.txt."""
    roles = {name: [UserRole(role=Role(name))] for name in ("hr", "auditor", "admin")}
    return {
        "owing": built.panel[0],
        "in": built.panel[1],
        "recused": built.panel[2],
        "manager": built.manager,
        "facilit": built.facilitator,
        "recruit": built.recruiter,
        "stranger": UserFactory(password_hash=HASH),
    } | {name: UserFactory(password_hash=HASH, roles=held) for name, held in roles.items()}


@pytest.fixture
def signed_in(visitor):
    """Opens a browser in which somebody has signed in."""

    def open_for(user):
        opened = visitor()
        assert opened.sign_in(user).status_code == 303
        return opened

    return open_for


@pytest.fixture
def recruiter(people, signed_in):
    return signed_in(people["recruit"])
