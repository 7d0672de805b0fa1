"""Signing in: one answer for every failure, and sessions that end when they should."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from debrief.access import Role
from debrief.audit import KeyRing
from debrief.errors import ConflictError, InvalidInputError, ThrottledError
from debrief.models import SignInFailure, SignInSession
from debrief.services import accounts, sign_in
from debrief.services.context import Context
from debrief.services.sign_in import SignedIn
from tests.factories import NOON, UserFactory

PASSWORD = "correct horse battery"


@pytest.fixture
def context(session):
    return Context(session, "operator", NOON, KeyRing(b"t" * 32))


@pytest.fixture
def user(context):
    return accounts.add_user(context, "Ada", "Ada@Example.org", PASSWORD, [Role.HR])


def attempt(email="ada@example.org", password=PASSWORD, address="192.0.2.1"):
    return sign_in.Attempt(email, password, address, b"pepper")


def test_signing_in_gives_a_session_that_knows_its_user(session, user):
    found, token = sign_in.sign_in(session, attempt(" ADA@example.org"), NOON)
    assert found is user
    assert sign_in.resume(session, token, NOON) == SignedIn.as_(user)
    kept = session.scalars(select(SignInSession)).one()
    assert token not in (kept.token_hash, str(kept.user_id))


@pytest.mark.parametrize("tried", [attempt(password="wrong"), attempt(email="nobody@example.org")])
def test_every_failure_has_the_same_answer(session, user, tried):
    with pytest.raises(sign_in.SignInFailedError, match="address or the password is wrong"):
        sign_in.sign_in(session, tried, NOON)


def test_an_account_without_a_password_or_with_a_broken_one_cannot_sign_in(session):
    for kept in (None, "not a hash"):
        email = UserFactory(password_hash=kept).email
        with pytest.raises(sign_in.SignInFailedError):
            sign_in.sign_in(session, attempt(email=email), NOON)


def test_ten_failures_on_an_account_make_it_wait_wherever_they_came_from(session, user):
    for number in range(sign_in.MOST_FAILURES):
        tried = attempt(password="wrong", address=f"192.0.2.{number}")
        with pytest.raises(sign_in.SignInFailedError):
            sign_in.sign_in(session, tried, NOON)
        sign_in.count_failure(session, tried, NOON)
    with pytest.raises(ThrottledError):
        sign_in.sign_in(session, attempt(address="198.51.100.7"), NOON)


def test_thirty_failures_from_an_address_make_it_wait_whatever_account_it_tries(session, user):
    for number in range(sign_in.MOST_FROM_ONE_ADDRESS):
        tried = attempt(email=f"person{number}@example.org")
        with pytest.raises(sign_in.SignInFailedError):
            sign_in.sign_in(session, tried, NOON)
        sign_in.count_failure(session, tried, NOON)
    with pytest.raises(ThrottledError):
        sign_in.sign_in(session, attempt(), NOON)
    assert sign_in.sign_in(session, attempt(address="198.51.100.7"), NOON)[0] is user


def test_an_account_that_does_not_exist_waits_as_one_that_does(session, user):
    said = []
    for email in (user.email, "nobody@example.org"):
        for _ in range(sign_in.MOST_FAILURES):
            sign_in.count_failure(session, attempt(email=email), NOON)
        with pytest.raises(ThrottledError) as caught:
            sign_in.sign_in(session, attempt(email=email), NOON)
        said.append(str(caught.value))
    assert said[0] == said[1]


def test_too_many_failures_make_everybody_wait_and_the_wait_ends(session, user):
    for _ in range(sign_in.MOST_FAILURES):
        sign_in.count_failure(session, attempt(password="wrong"), NOON)
    with pytest.raises(ThrottledError):
        sign_in.sign_in(session, attempt(), NOON)
    later = NOON + sign_in.WINDOW
    assert sign_in.sign_in(session, attempt(), later)[0] is user
    sign_in.count_failure(session, attempt(), later)
    assert session.scalar(select(func.count()).select_from(SignInFailure)) == 2


def test_a_session_ends_when_idle_and_after_its_longest_time(session, user):
    _, token = sign_in.sign_in(session, attempt(), NOON)
    assert sign_in.resume(session, token, NOON + timedelta(minutes=50)) == SignedIn.as_(user)
    assert sign_in.resume(session, token, NOON + timedelta(minutes=100)) == SignedIn.as_(user)
    assert sign_in.resume(session, token, NOON + timedelta(minutes=161)) is None
    assert sign_in.resume(session, "something else", NOON) is None
    _, other = sign_in.sign_in(session, attempt(), NOON)
    moment = NOON
    while moment < NOON + sign_in.ABSOLUTE:
        assert sign_in.resume(session, other, moment) == SignedIn.as_(user)
        moment += timedelta(minutes=45)
    assert sign_in.resume(session, other, NOON + sign_in.ABSOLUTE + timedelta(minutes=1)) is None


@pytest.mark.parametrize("change", ["roles", "disable", "sign-out"])
def test_a_session_ends_at_once_on_other_roles_when_disabled_and_on_signing_out(
    session, context, user, change
):
    _, token = sign_in.sign_in(session, attempt(), NOON)
    if change == "roles":
        given = accounts.UserInput("Ada", "", "UTC", frozenset({Role.AUDITOR, Role.HR}))
        accounts.change_user(context, user, given)
        assert user.role_names == {Role.AUDITOR, Role.HR}
    elif change == "disable":
        accounts.disable_user(context, user)
    else:
        sign_in.sign_out(session, token)
    assert sign_in.resume(session, token, NOON) is None


def test_a_disabled_account_cannot_sign_in_or_go_on(session, context, user):
    _, token = sign_in.sign_in(session, attempt(), NOON)
    user.disabled_at = NOON
    session.flush()
    assert sign_in.resume(session, token, NOON) is None
    with pytest.raises(sign_in.SignInFailedError):
        sign_in.sign_in(session, attempt(), NOON)


def test_an_address_has_one_account_and_a_password_is_long(context, user):
    with pytest.raises(ConflictError, match="already"):
        accounts.add_user(context, "Ada", "ADA@example.org", PASSWORD)
    with pytest.raises(InvalidInputError, match="at least 12"):
        accounts.add_user(context, "Bo", "bo@example.org", "short")
