"""What changed after the reveal, as HR reads it: of open panels alone, and of nobody by name."""

import pytest

from tests.integration.house import CORE
from tests.integration.panel import open_panel, page_of

PAGE = "/after-reveal"


def change_one(built, reader):
    given = {
        "change_reason": "misread_anchor",
        "replaces": "1",
        "request_key": "once",
        f"ratings-{CORE[0]}-level": "3",
    }
    assert reader.post(f"{page_of(built)}/rerating", given).status_code == 303


def words(page):
    return " ".join(page.select_one("main").text.split())


def test_hr_reads_how_many_ratings_changed_and_which_way(built, people, signed_in):
    hr = signed_in(people["hr"])
    before = words(hr.page(PAGE))
    assert "No rating of this period can be compared yet." in before
    open_panel(built)
    change_one(built, signed_in(people["owing"]))
    page = hr.page(PAGE)
    assert "1 of 8 ratings, of one candidate, changed after the reveal." in words(page)
    assert "0 went up, 1 went down." in words(page)
    assert "Too few to say" in words(page)
    assert not any(user.name in words(page) for user in built.panel)


def test_a_period_before_the_reveal_holds_nothing(built, people, signed_in):
    open_panel(built)
    change_one(built, signed_in(people["owing"]))
    page = signed_in(people["hr"]).page(f"{PAGE}?first=2001-01-01&last=2001-12-31")
    assert "No rating of this period can be compared yet." in words(page)


@pytest.mark.parametrize(
    "query", ["first=soon&last=2026-01-01", "first=2026-02-01&last=2026-01-01"]
)
def test_a_period_that_is_none_is_told_and_kept(people, signed_in, query):
    answer = signed_in(people["hr"]).get(f"{PAGE}?{query}")
    assert answer.status_code == 422
    assert query.split("=")[1].split("&")[0] in answer.text
