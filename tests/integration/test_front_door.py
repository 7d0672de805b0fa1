"""What every page has around it: sign-in, refusals, headers, cookies, and what a fault tells."""

import pytest
from sqlalchemy import select

from config import Config, ForTests
from debrief.app import create_app
from debrief.models import AuditEntry, SignInSession


def test_signing_in_leads_back_and_never_to_another_site(built, visitor):
    for wanted, got in [
        ("/debriefs/x", "/debriefs/x"),
        ("//evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
    ]:
        assert visitor().sign_in(built.manager, next=wanted).location == got


def test_a_failed_sign_in_keeps_the_address_and_is_logged_without_it(built, visitor):
    reader = visitor()
    response = reader.sign_in(built.manager, password="wrong")
    assert response.status_code == 422
    assert built.manager.email in response.text
    entry = built.session.scalars(
        select(AuditEntry).where(AuditEntry.tag == "sign-in:failed")
    ).one()
    assert built.manager.email.encode() not in entry.body


def test_the_log_names_who_signed_in(built, visitor):
    visitor().sign_in(built.manager)
    entry = built.session.scalars(
        select(AuditEntry).where(AuditEntry.tag == "user:signed-in")
    ).one()
    assert entry.actor == str(built.manager.id)


def test_signing_out_ends_the_session_and_signing_in_again_is_another(built, visitor):
    reader = visitor()
    reader.sign_in(built.manager)
    first = built.session.scalars(select(SignInSession.token_hash)).one()
    assert reader.post("/sign-out").status_code == 303
    assert reader.get("/").status_code == 303
    reader.sign_in(built.manager)
    assert built.session.scalars(select(SignInSession.token_hash)).one() != first


def test_a_refusal_is_recorded_though_the_request_left_nothing(built, people, signed_in):
    signed_in(people["manager"]).get(f"/debriefs/{built.debrief.id}/scorecard")
    entry = built.session.scalars(
        select(AuditEntry).where(AuditEntry.tag == "access:refused")
    ).one()
    assert b'"endpoint":"scorecards.edit"' in entry.body


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {},
    ],
)
def test_a_post_that_does_not_come_from_our_own_page_is_refused(app, built, headers):
    response = app.test_client().post("/sign-in", headers=headers)
    assert response.status_code == 403


def test_a_post_from_our_page_still_needs_the_forms_token(app, built):
    client = app.test_client()
    response = client.post("/sign-in", headers={"Origin": "http://localhost"})
    assert (response.status_code, "CSRF" in response.text) == (400, True)


def test_every_page_is_hardened_and_kept_out_of_caches(visitor, built):
    headers = visitor().get("/sign-in").headers
    assert headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_production_answers_https_alone_with_a_host_cookie(tmp_path):
    class Secure(Config):
        SECRET_KEY = "testing"
        WRAPPING_KEY = b"t" * 32
        PROXY_HOPS = 1
        SQLALCHEMY_DATABASE_URI = f"sqlite:///{tmp_path / 'secure.db'}"

    client = create_app(Secure()).test_client()
    assert client.get("/sign-in").status_code == 403
    through_proxy = client.get("/sign-in", headers={"X-Forwarded-Proto": "https"})
    assert through_proxy.status_code == 200
    assert "max-age" in through_proxy.headers["Strict-Transport-Security"]
    cookie = through_proxy.headers["Set-Cookie"]
    for part in ("__Host-debrief-form=", "Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie


def test_a_wrong_method_says_which_are_right(built, signed_in):
    response = signed_in(built.manager).client.delete("/sign-in")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_a_view_that_asks_nobody_answers_nobody(tmp_path):
    app = create_app(ForTests(f"sqlite:///{tmp_path / 'forgetful.db'}"))
    app.add_url_rule("/forgetful", "forgetful", lambda: "hello")
    app.testing = True
    with pytest.raises(RuntimeError, match="without calling authorize"):
        app.test_client().get("/forgetful")


def test_the_service_says_that_it_lives(visitor, built):
    assert visitor().get("/healthz").json == {"status": "ok"}


def test_the_log_says_where_it_went_wrong_and_not_with_whose_words(tmp_path, caplog):
    def clumsy():
        raise ValueError("Łukasz was rated 1")

    app = create_app(ForTests(f"sqlite:///{tmp_path / 'clumsy.db'}"))
    app.add_url_rule("/clumsy", "clumsy", clumsy)
    app.testing = False
    response = app.test_client().get("/clumsy")
    assert response.status_code == 500
    assert "Łukasz" not in response.text
    assert "ValueError in clumsy" in caplog.text
    assert "Łukasz" not in caplog.text
