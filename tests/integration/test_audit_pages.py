"""The audit pages: finding an entry, checking the log, taking a report out."""

import csv
import io
import json
import zipfile
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from debrief.access import Role
from debrief.audit import Event, Tag, record
from debrief.models import AuditEntry, UserRole
from tests.factories import NOON


@pytest.fixture
def hr(people, signed_in):
    return signed_in(people["hr"])


def found(browser, **search):
    page = browser.page(f"/audit?{urlencode(search)}")
    return [
        [cell.get_text(" ", strip=True) for cell in row("td")] for row in page.select("tbody tr")
    ]


def test_an_entry_is_found_by_what_who_which_record_and_when(built, people, hr):
    panelist = built.panel[1]
    built.submit(panelist)
    built.session.commit()
    card = built.card(panelist).id
    for search in (
        {"tag": "scorecard:submitted"},
        {"subject": str(card)},
        {"subject": f"scorecard:{card}"},
        {"actor": panelist.email, "tag": "scorecard:submitted", "first": "", "last": ""},
        {"actor": panelist.name.upper(), "tag": "scorecard:submitted"},
        {"actor": str(panelist.id), "first": "2026-11-24", "last": "2026-11-24"},
    ):
        (row,) = found(hr, **search)
        assert (row[2], row[3], row[4]) == (
            "scorecard submitted",
            panelist.name,
            f"scorecard:{card}",
        )
    assert found(hr, actor="operator") == found(hr, actor="%") == []
    assert found(hr, last="2026-11-01") == []


def test_a_refusal_shows_which_door_it_was(people, signed_in, hr):
    signed_in(people["manager"]).get("/audit")
    (row,) = found(hr, tag="access:refused")
    assert "endpoint audit.show" in row[2]


def test_a_long_log_is_read_a_page_at_a_time_with_its_filters_kept(session, people, hr):
    for n in range(60):
        record(session, Event(Tag.USER_CHANGED, "operator", f"user:{n}", NOON))
    session.commit()
    page = hr.page("/audit?tag=user:changed")
    assert "60 entries" in page.text
    assert len(page.select("tbody tr")) == 25
    following = page.select_one("a[rel=next]")["href"]
    assert "tag=user" in following
    assert hr.page(following).select("tbody td")[4].text == "user:34"


@pytest.mark.parametrize(
    ("search", "said"),
    [
        ({"tag": "nonsense"}, "Choose an event"),
        ({"first": "yesterday"}, "day, month and year"),
        ({"first": "2026-11-02", "last": "2026-11-01"}, "must not be after"),
    ],
)
def test_a_search_that_makes_no_sense_says_so_and_keeps_what_was_typed(hr, search, said):
    response = hr.get(f"/audit?{urlencode(search | {'actor': 'Ada'})}")
    assert response.status_code == 422
    assert said in response.text
    assert 'value="Ada"' in response.text


@pytest.mark.parametrize("seat", ["hr", "auditor", "admin"])
def test_checking_the_log_says_in_words_that_it_is_whole(people, signed_in, seat):
    page = signed_in(people[seat]).post("/audit/verification").text
    assert "The log is whole: " in page


def test_checking_a_log_that_was_touched_says_where_it_breaks(session, hr):
    connection = session.connection()
    on = " ON audit_entry" if connection.dialect.name == "postgresql" else ""
    connection.exec_driver_sql(f"DROP TRIGGER keep_audit_entry_update{on}")
    connection.exec_driver_sql("UPDATE audit_entry SET actor = 'nobody' WHERE seq = 2")
    session.commit()
    page = hr.post("/audit/verification").text
    assert "The log is broken at entry 2: its columns do not say what its bytes say." in page


def test_hr_on_a_panel_learns_nothing_of_it_from_the_log_until_the_own_card_is_in(built, signed_in):
    owing, other = built.panel[0], built.panel[1]
    owing.roles = [UserRole(role=Role.HR)]
    built.session.commit()
    reader = signed_in(owing)

    def told():
        page = reader.page("/audit")
        rows = [row.text for row in page.select("tbody tr")]
        return rows, page.select_one("h2:-soup-contains('entr')").text

    def verified():
        return reader.post("/audit/verification").data.split(b"<main")[1].split(b"<form")[0]

    before = told(), verified()
    assert not any("panelist:" in row or "debrief:" in row for row in before[0][0])
    built.submit(other)
    built.session.commit()
    assert (told(), verified()) == before
    built.submit(owing)
    built.session.commit()
    assert len(found(reader, tag="scorecard:submitted")) == 2


def test_hr_takes_out_a_period_and_that_is_recorded(built, people, hr):
    response = hr.post("/audit/report", {"first": "1/11/2026", "last": "2026-11-24"})
    assert response.headers["Content-Disposition"].endswith(
        "debrief-audit-2026-11-01-to-2026-11-24.zip"
    )
    assert response.headers["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(response.data)) as archive:
        assert archive.testzip() is None
        flow = archive.read("applicant_flow.csv").decode("utf-8-sig")
        assert len(list(csv.DictReader(io.StringIO(flow)))) == 1
    response.close()
    entry = built.session.scalars(select(AuditEntry).where(AuditEntry.tag == "log:exported")).one()
    assert entry.actor == str(people["hr"].id)
    assert json.loads(entry.body)["details"] == {"from": "2026-11-01", "to": "2026-11-24"}


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"first": "", "last": "2026-11-24"}, "Write the day"),
        ({"last": "2026-11-24"}, "Write the day"),
        ({"first": "2026-11-24", "last": "2026-11-01"}, "must not be after"),
        ({"first": "2026-11-24", "last": "2099-01-01"}, "in the future"),
    ],
)
def test_a_wrong_period_says_what_to_do_and_keeps_what_was_typed(built, hr, form, said):
    response = hr.post("/audit/report", form)
    assert (response.status_code, said in response.text) == (422, True)
    assert f'value="{form["last"]}"' in response.text
    exported = select(AuditEntry).where(AuditEntry.tag == "log:exported")
    assert built.session.scalars(exported).all() == []


def test_the_form_offers_the_year_up_to_today(hr):
    fields = {
        field["id"]: field["value"] for field in hr.page("/audit/report").select("input[type=date]")
    }
    assert fields["first"] < fields["last"]


def test_the_header_leads_to_the_log_for_those_who_may_read_it(people, signed_in):
    def labels(seat):
        return [link.text for link in signed_in(people[seat]).page("/").select("nav a")]

    assert "Audit log" in labels("auditor")
    assert "Audit log" not in labels("manager")
