"""Every page that anybody can reach by following links is held to WCAG 2.2 AA."""

from urllib.parse import urlsplit

from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

PEOPLE = ("sam", "mira", "finn", "hana", "rosa", "ada", "otto")
#: Answers that are files or data, not pages.
NO_PAGES = ("static", "api.", "home.health")
#: Pages that answer a form, which other browser tests walk to.
BEHIND_FORMS = {"accounts.sign_in_page", "scorecards.review"}


def endpoint_of(app, url):
    """Which view answers an address; None for what is no page of ours."""
    try:
        found, _ = app.url_map.bind("127.0.0.1").match(urlsplit(url).path, method="GET")
    except (HTTPException, RequestRedirect):
        return None
    return None if found.startswith(NO_PAGES) else found


def links(page, address):
    found = page.eval_on_selector_all("a[href]", "all => all.map(each => each.href)")
    return [url.split("#")[0] for url in found if url.startswith(address)]


def walk(app, address, page, judge):
    """Follow links until every kind of page has been seen; endpoint -> what is wrong there."""
    seen, waiting = {}, [address + "/"]
    while waiting:
        url = waiting.pop(0)
        endpoint = endpoint_of(app, url)
        if endpoint is None or endpoint in seen:
            continue
        kind = page.request.get(url).headers["content-type"]
        seen[endpoint] = []
        if "text/html" not in kind:
            continue
        page.goto(url)
        waiting += links(page, address)
        seen[endpoint] = judge(page)
    return seen


def test_a_page_reached_by_links_reads_well_for_everybody(employer, address, seated, complaints):
    seen, wrong = set(), {}
    for short in PEOPLE:
        page = seated(short)
        said = []
        page.on("console", lambda each, said=said: each.type == "error" and said.append(each.text))
        page.on("pageerror", lambda error, said=said: said.append(str(error)))
        found = walk(employer, address, page, complaints)
        seen |= set(found)
        wrong |= {(short, endpoint): told for endpoint, told in found.items() if told}
        if said:
            wrong[short, "console"] = said
    assert wrong == {}
    pages = {
        rule.endpoint
        for rule in employer.url_map.iter_rules()
        if "GET" in rule.methods and not rule.endpoint.startswith(NO_PAGES)
    }
    assert pages - seen == BEHIND_FORMS
