"""Accounts: what admins do to them, and what people do to their own."""

import pytest
from sqlalchemy import select

from debrief.access import Role
from debrief.models import AuditEntry, User
from debrief.services import sign_in
from tests.factories import UserFactory
from tests.integration.browser import PASSWORD

NEW = {
    "name": "Ada Lovelace",
    "email": "Ada@Example.org",
    "title": "Engineer",
    "zone": "Europe/London",
    "roles": ["hr", "auditor"],
    "password": "a first password",
}
KEPT = {"name": "Mira", "title": "Lead", "zone": "Europe/Berlin"}


@pytest.fixture
def admin(people, signed_in):
    return signed_in(people["admin"])


def user_named(session, email):
    return session.scalar(select(User).where(User.email == email))


def events(session, user):
    found = select(AuditEntry.tag).where(AuditEntry.subject == f"user:{user.id}")
    return session.scalars(found.order_by(AuditEntry.seq)).all()


def test_an_admin_opens_an_account_that_can_sign_in(session, admin, visitor):
    assert admin.post("/users", NEW).status_code == 303
    ada = user_named(session, "ada@example.org")
    assert (ada.title, ada.zone, ada.role_names) == (
        "Engineer",
        "Europe/London",
        {Role.HR, Role.AUDITOR},
    )
    assert events(session, ada) == ["user:added"]
    assert visitor().sign_in(ada, password="a first password").status_code == 303


def test_a_letter_of_a_name_that_the_summary_cannot_print_is_told_where_the_name_is_typed(
    session, admin, visitor
):
    strange = NEW | {"name": "Ada \U00010348"}
    told = "it prints as [U+10348]"
    assert told in admin.post("/users", strange | {"email": "ada"}).text
    assert told in admin.get(admin.post("/users", strange).location).text
    ada = visitor()
    ada.sign_in(user_named(session, "ada@example.org"), password=NEW["password"])
    assert told in ada.get("/account").text
    assert "prints as" not in admin.get("/account").text


@pytest.mark.parametrize(
    ("wrong", "status", "said"),
    [
        ({"name": " "}, 422, "Write the name"),
        ({"email": "ada"}, 422, "like name@example.org"),
        ({"email": "a" * 250 + "@example.org"}, 422, "like name@example.org"),
        ({"zone": "Mars/Olympus"}, 422, "time zone"),
        ({"roles": ["king"]}, 422, "Choose roles from the list"),
        ({"password": "short"}, 422, "12 to 200 characters"),
        ({"password": "x" * 201}, 422, "12 to 200 characters"),
    ],
)
def test_a_wrong_account_says_what_to_do_and_keeps_what_was_typed(
    session, admin, wrong, status, said
):
    response = admin.post("/users", NEW | wrong)
    assert (response.status_code, said in response.text) == (status, True)
    assert 'value="Engineer"' in response.text
    assert "a first password" not in response.text
    assert user_named(session, "ada@example.org") is None


def test_an_address_has_one_account(built, admin):
    response = admin.post("/users", NEW | {"email": built.manager.email.upper()})
    assert (response.status_code, "account with this address" in response.text) == (409, True)


def test_an_account_is_found_by_a_part_of_its_name_address_or_title(session, admin):
    UserFactory(name="Łukasz Nguyễn", email="luk@example.org", title="Charge nurse 100%")

    def listed(text):
        page = admin.client.get("/users", query_string={"q": text}).text
        return "Łukasz Nguyễn" in page

    assert all(listed(text) for text in ("ngu", "LUK@", "nurse", "100%", " Łukasz  Nguyễn "))
    assert not listed("engineer")
    assert "Nobody matches" in admin.client.get("/users", query_string={"q": "\0_nobody%"}).text


def test_changing_the_name_leaves_people_signed_in_and_other_roles_do_not(
    session, built, admin, signed_in
):
    reader, url = signed_in(built.manager), f"/users/{built.manager.id}"
    assert admin.post(url, KEPT).status_code == 303
    assert reader.get("/").status_code == 200
    assert admin.post(url, KEPT | {"roles": ["recruiter"]}).status_code == 303
    assert reader.get("/").status_code == 303
    session.expire_all()
    assert (built.manager.name, built.manager.role_names) == ("Mira", {Role.RECRUITER})
    assert events(session, built.manager)[-2:] == ["user:changed", "user:changed"]
    assert admin.post(url, KEPT).status_code == 303
    session.expire_all()
    assert built.manager.role_names == set()


def test_a_wrong_change_keeps_what_was_typed_and_changes_nothing(session, built, admin):
    before = built.manager.name
    response = admin.post(f"/users/{built.manager.id}", KEPT | {"zone": "x", "roles": ["hr"]})
    assert response.status_code == 422
    assert 'value="Mira"' in response.text
    session.expire_all()
    assert (built.manager.name, built.manager.role_names) == (before, set())


def test_closing_an_account_ends_its_sessions_and_opening_it_lets_it_in_again(
    session, built, admin, signed_in, visitor
):
    reader, url = signed_in(built.manager), f"/users/{built.manager.id}"
    assert admin.post(f"{url}/closing").status_code == 303
    assert reader.get("/").status_code == 303
    assert visitor().sign_in(built.manager).status_code == 422
    assert "closed" in admin.page(url).text
    assert admin.post(f"{url}/closing").status_code == 409
    assert admin.post(f"{url}/opening").status_code == 303
    assert visitor().sign_in(built.manager).status_code == 303


def test_a_password_that_an_admin_sets_ends_the_sessions(built, admin, signed_in, visitor):
    reader, url = signed_in(built.manager), f"/users/{built.manager.id}"
    short = admin.post(f"{url}/password", {"password": "short"})
    assert (short.status_code, "12 to 200" in short.text) == (422, True)
    assert admin.post(f"{url}/password", {"password": "quite another one"}).status_code == 303
    assert reader.get("/").status_code == 303
    assert visitor().sign_in(built.manager).status_code == 422
    assert visitor().sign_in(built.manager, password="quite another one").status_code == 303


@pytest.mark.parametrize(
    ("path", "form", "said"),
    [
        ("", KEPT | {"roles": ["admin", "hr"]}, "changes your roles"),
        ("/closing", {}, "closes your account"),
        ("/password", {"password": "quite another one"}, "on your account page"),
    ],
)
def test_nobody_gives_themselves_roles_or_closes_their_own_account(people, admin, path, form, said):
    me = people["admin"]
    response = admin.post(f"/users/{me.id}{path}", form)
    assert (response.status_code, said in response.text) == (409, True)
    assert (me.role_names, me.disabled_at) == ({Role.ADMIN}, None)


def test_an_admin_may_change_the_own_name_with_the_roles_as_they_are(session, people, admin):
    me = people["admin"]
    page = admin.page(f"/users/{me.id}")
    held = [field["value"] for field in page.select("input[type=hidden][name=roles]")]
    assert admin.post(f"/users/{me.id}", KEPT | {"roles": held}).status_code == 303
    session.expire_all()
    assert (me.name, me.role_names) == ("Mira", {Role.ADMIN})


def test_an_account_that_is_not_there_is_not_there(admin):
    assert admin.get("/users/00000000-0000-4000-8000-000000000000").status_code == 404


def test_everybody_says_their_own_name_and_zone(session, built, signed_in):
    reader = signed_in(built.manager)
    assert reader.post("/account", {"name": "Mira Ö", "zone": "asia/tokyo"}).status_code == 303
    session.expire_all()
    assert (built.manager.name, built.manager.zone) == ("Mira Ö", "Asia/Tokyo")
    assert events(session, built.manager)[-1] == "user:changed"
    assert "Your account is saved" in reader.page("/account?saved=profile").text
    wrong = reader.post("/account", {"name": "", "zone": "Asia/Tokyo"})
    assert (wrong.status_code, "Write the name" in wrong.text) == (422, True)


def test_ones_own_password_takes_the_current_one_and_ends_the_other_sessions(
    built, signed_in, visitor
):
    here, elsewhere = signed_in(built.manager), signed_in(built.manager)
    form = {"current": PASSWORD, "password": "quite another one", "again": "quite another one"}
    assert here.post("/account/password", form).status_code == 303
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 303
    assert visitor().sign_in(built.manager).status_code == 422
    assert visitor().sign_in(built.manager, password="quite another one").status_code == 303


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"current": "wrong"}, "not your current password"),
        ({"current": ""}, "not your current password"),
        ({"password": "short", "again": "short"}, "12 to 200 characters"),
        ({"again": "quite another two"}, "two new passwords differ"),
    ],
)
def test_a_wrong_change_of_password_says_why_and_shows_no_password(
    built, signed_in, visitor, form, said
):
    reader = signed_in(built.manager)
    right = {"current": PASSWORD, "password": "quite another one", "again": "quite another one"}
    response = reader.post("/account/password", right | form)
    assert (response.status_code, said in response.text) == (422, True)
    assert "quite another" not in response.text
    assert visitor().sign_in(built.manager).status_code == 303


def test_guessing_the_current_password_is_throttled_as_signing_in_is(session, built, signed_in):
    reader = signed_in(built.manager)
    form = {"current": "wrong", "password": "quite another one", "again": "quite another one"}
    for _ in range(sign_in.MOST_FAILURES):
        assert reader.post("/account/password", form).status_code == 422
    throttled = reader.post("/account/password", form | {"current": PASSWORD})
    assert (throttled.status_code, "Too many tries" in throttled.text) == (429, True)


def test_the_header_leads_each_role_to_its_pages(people, signed_in):
    def labels(seat):
        return [link.text for link in signed_in(people[seat]).page("/").select("nav a")]

    everybody = {"Your work", "Rubrics"}
    assert set(labels("manager")) >= everybody
    assert "Accounts" in labels("admin")
    assert "Accounts" not in labels("hr")
    assert {"What is late", "Messages", "Disputed flags", "Audit log"} <= set(labels("hr"))
    assert "Audit log" in labels("auditor")
