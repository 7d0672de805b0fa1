"""Personal API keys: shown once, as good as their holder, gone at once."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from debrief.errors import ConflictError, InvalidInputError
from debrief.models import ApiToken, AuditEntry, SignInFailure
from debrief.services import accounts, sign_in, tokens
from tests.factories import NOON, UserFactory
from tests.integration.api.client import API, PROBLEM, Program, key_for
from tests.integration.browser import PASSWORD


@pytest.fixture
def user(session):
    return UserFactory(password_hash=sign_in.hash_password(PASSWORD))


def count(session, tag):
    found = select(func.count()).select_from(AuditEntry).where(AuditEntry.tag == tag)
    return session.scalar(found)


def test_a_key_says_who_asks_and_only_its_hash_is_kept(app, session, user):
    key = key_for(session, user)
    assert key.startswith("dbf_")
    answer = Program(app, key).get("/me")
    assert (answer.status_code, answer.json["id"]) == (200, str(user.id))
    assert answer.headers["Cache-Control"] == "no-store"
    kept = session.scalars(select(ApiToken)).one()
    assert key not in (kept.token_hash, kept.label)
    assert count(session, "token:issued") == 1


@pytest.mark.parametrize(
    "ending", ["expired", "revoked", "account closed", "unknown", "empty", "with an equals sign"]
)
def test_a_key_that_does_not_work_is_a_failed_sign_in_and_tells_not_why(
    app, session, built, user, ending
):
    key = key_for(session, user)
    token = session.scalars(select(ApiToken)).one()
    context = built.as_(user, datetime.now(UTC))
    if ending == "expired":
        token.expires_at = datetime.now(UTC) - timedelta(seconds=1)
    elif ending == "revoked":
        tokens.revoke_token(context, token)
        tokens.revoke_token(context, token)  # once is enough
        assert count(session, "token:revoked") == 1
    elif ending == "account closed":
        accounts.disable_user(built.as_(built.manager), user)
    else:
        key = {"unknown": "dbf_x", "empty": "", "with an equals sign": "a=b"}[ending]
    session.commit()
    client = app.test_client()
    answer = client.get(f"{API}/me", headers={"Authorization": f"Bearer {key}"})
    assert (answer.status_code, answer.content_type) == (401, PROBLEM)
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="debrief"'
    assert "may have expired or been revoked" in answer.json["detail"]
    entry = session.scalars(select(AuditEntry).where(AuditEntry.tag == "sign-in:failed")).one()
    assert (entry.actor, user.email.encode() in entry.body) == ("anonymous", False)


def test_failing_keys_wait_while_good_ones_and_sign_ins_from_the_same_address_go_on(
    app, session, user, visitor
):
    broken, good = Program(app, "dbf_broken"), Program(app, key_for(session, user))
    for _ in range(sign_in.MOST_FAILURES):
        assert broken.get("/me").status_code == 401
    answer = broken.get("/me")
    assert (answer.status_code, answer.content_type) == (429, PROBLEM)
    assert good.get("/me").status_code == 200
    assert visitor().sign_in(user).status_code == 303
    # Once it waits it is neither counted nor logged: a broken script must not fill the log.
    assert count(session, "sign-in:failed") == sign_in.MOST_FAILURES
    kept = session.scalar(select(func.count()).select_from(SignInFailure))
    assert kept == 2 * sign_in.MOST_FAILURES


def test_a_key_opens_the_api_and_no_page(app, session, user):
    headers = {"Authorization": f"Bearer {key_for(session, user)}"}
    client = app.test_client()
    assert client.get("/", headers=headers).status_code == 303
    assert client.post("/sign-out", headers=headers).status_code == 403


def test_a_bad_key_is_refused_though_the_cookie_is_good(visitor, user):
    reader = visitor()
    reader.sign_in(user)
    assert reader.get(f"{API}/me").json["id"] == str(user.id)
    answer = reader.client.get(f"{API}/me", headers={"Authorization": "Bearer dbf_bad"})
    assert answer.status_code == 401


def test_a_signed_in_browser_writes_from_our_own_pages_and_with_the_forms_token_alone(
    built, signed_in
):
    reader = signed_in(built.panel[0])
    url = f"{API}/debriefs/{built.debrief.id}/scorecard/draft"
    token = {
        "X-CSRFToken": reader.page("/account/api-keys").select_one("[name=csrf_token]")["value"]
    }
    for headers, status in (
        ({}, 400),
        (token | {"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Authorization": "Basic eDp5"}, 400),
        (token, 200),
    ):
        answer = reader.client.put(url, json={"reason": "So far."}, headers=headers)
        assert (answer.status_code, answer.json.get("status", 200)) == (status, status)


@pytest.mark.parametrize(
    ("label", "days", "field"),
    [(" ", 30, "label"), ("export", 31, "days")],
)
def test_a_key_has_a_purpose_and_an_end(built, user, label, days, field):
    with pytest.raises(InvalidInputError) as error:
        tokens.issue_token(built.as_(user), user, label, days)
    assert list(error.value.fields) == [field]


def test_nobody_has_more_keys_than_they_can_look_after(session, built, user):
    for _ in range(tokens.MOST_AT_ONCE):
        token, _ = tokens.issue_token(built.as_(user), user, "export", 30)
    with pytest.raises(ConflictError, match="Revoke one"):
        tokens.issue_token(built.as_(user), user, "export", 30)
    tokens.revoke_token(built.as_(user), token)
    assert tokens.issue_token(built.as_(user), user, "export", 30)
    later = NOON + timedelta(days=31)
    assert tokens.issue_token(built.as_(user, later), user, "export", 30)
