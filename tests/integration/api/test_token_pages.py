"""The account's API keys in the browser: made, shown once, revoked."""

import re

from sqlalchemy import select

from debrief.models import ApiToken
from tests.integration.api.client import Program
from tests.integration.browser import without_tokens

PAGE = "/account/api-keys"


def make(reader, **form):
    return reader.post(PAGE, {"label": "Nightly export", "days": "90"} | form)


def key_in(answer):
    return re.search(r"dbf_[\w-]{43}", answer.text)[0]


def test_a_key_is_shown_once_and_works(app, built, signed_in):
    reader = signed_in(built.manager)
    assert "No keys yet" in reader.page(PAGE).text
    made = make(reader)
    assert (made.status_code, made.headers["Cache-Control"]) == (201, "no-store")
    key = key_in(made)
    assert Program(app, key).get("/me").json["email"] == built.manager.email
    listed = reader.get(PAGE).text
    assert "Nightly export" in listed
    assert key not in listed


def test_a_revoked_key_stops_at_once_and_stays_in_the_list(app, built, signed_in):
    reader = signed_in(built.manager)
    key = key_in(make(reader))
    place = reader.page(PAGE).select_one("form[action*=revocation]")["action"]
    assert reader.post(place).status_code == 303
    assert Program(app, key).get("/me").status_code == 401
    page = reader.page(PAGE)
    assert "revoked" in page.text
    assert page.select("form[action*=revocation]") == []


def test_an_expired_key_is_told_as_such(built, signed_in):
    reader = signed_in(built.manager)
    make(reader)
    token = built.session.scalars(select(ApiToken)).one()
    token.expires_at = token.created_at
    built.session.commit()
    assert "expired" in reader.page(PAGE).text


def test_nobody_revokes_anothers_key_and_it_answers_as_an_absent_one(built, signed_in):
    make(signed_in(built.manager))
    token = built.session.scalars(select(ApiToken)).one()
    other = signed_in(built.facilitator)
    foreign = other.post(f"{PAGE}/{token.id}/revocation")
    absent = other.post(f"{PAGE}/00000000-0000-4000-8000-000000000000/revocation")
    assert foreign.status_code == absent.status_code == 404
    assert without_tokens(foreign) == without_tokens(absent)
    built.session.refresh(token)
    assert token.revoked_at is None


def test_what_is_missing_is_said_and_what_was_typed_is_kept(built, signed_in):
    reader = signed_in(built.manager)
    unnamed = make(reader, label=" ")
    assert (unnamed.status_code, "Say what the key is for." in unnamed.text) == (422, True)
    endless = make(reader, days="")
    assert "Choose how long the key works." in endless.text
    assert "Nightly export" in endless.text
    for wrong in ({"label": "a\0b"}, {"label": "x" * 81}, {"days": "9999"}):
        assert make(reader, **wrong).status_code == 422


def test_too_many_keys_are_refused_with_what_to_do(built, signed_in):
    reader = signed_in(built.manager)
    for _ in range(20):
        assert make(reader).status_code == 201
    refused = make(reader)
    assert (refused.status_code, "Revoke one" in refused.text) == (409, True)
