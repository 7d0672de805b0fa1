"""Every page that anybody can reach by following links is held to WCAG 2.2 AA."""

from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from playwright.sync_api import expect
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

PEOPLE = ("sam", "mira", "finn", "ines", "hana", "rosa", "ada", "otto", "dana")
#: Answers that are files or data, not pages.
NO_PAGES = ("static", "api.", "home.health")
#: Pages that answer a form: the second test and the story walk to them. An opening can be edited
#: until its first interview, and by then every opening of the demo has had one.
BEHIND_FORMS = {
    "accounts.sign_in_page",
    "requisitions.edit",
    "rubrics.confirm",
    "scorecards.done",
    "scorecards.review",
}
#: What looks different to everybody, and in every state, is judged so often for each of them.
MANY_FACES = {"home.show": 1, "debriefs.show": 3}


def endpoint_of(app, url):
    """Which view answers an address; None for what is no page of ours."""
    try:
        found, _ = app.url_map.bind("127.0.0.1").match(urlsplit(url).path, method="GET")
    except (HTTPException, RequestRedirect):
        return None
    return None if found.startswith(NO_PAGES) else found


def explore(app, address, page):
    """Follow every link there is: endpoint -> the addresses of its pages, None for files."""
    found, seen, waiting = {}, set(), [address + "/"]
    while waiting:
        url = waiting.pop()
        endpoint = endpoint_of(app, url)
        if url in seen or endpoint is None:
            continue
        seen.add(url)
        answer = page.request.get(url)
        assert answer.status == 200, url
        found.setdefault(endpoint, [])
        if "text/html" not in answer.headers["content-type"]:
            continue
        found[endpoint].append(url)
        links = BeautifulSoup(answer.text(), "html.parser").select("a[href]")
        waiting += [urljoin(url, each["href"]).split("#")[0] for each in links]
    return found


def test_a_page_reached_by_links_reads_well_for_everybody(employer, address, seated, complaints):
    judged, wrong = set(), {}
    for short in PEOPLE:
        page, said = seated(short), []
        page.on("console", lambda each, said=said: each.type == "error" and said.append(each.text))
        page.on("pageerror", lambda error, said=said: said.append(str(error)))
        for endpoint, urls in explore(employer, address, page).items():
            often = MANY_FACES.get(endpoint, 0 if endpoint in judged else 1)
            for url in urls[:often]:
                page.goto(url)
                if told := complaints(page):
                    wrong[short, endpoint] = told
            judged.add(endpoint)
        if said:
            wrong[short, "console"] = said
    assert wrong == {}
    pages = {
        rule.endpoint
        for rule in employer.url_map.iter_rules()
        if "GET" in rule.methods and not rule.endpoint.startswith(NO_PAGES)
    }
    # The other test may have come first, and a rubric it took in is then linked to.
    assert pages - judged <= BEHIND_FORMS


def test_a_page_behind_a_form_reads_well(browser, address, seated, complaints, tmp_path):
    entrance = browser.new_page(base_url=address)
    entrance.goto("/sign-in")
    assert complaints(entrance) == []
    entrance.close()
    page = seated("sam")
    page.get_by_role("link", name="Ελένη Παπαδάκη").click()
    page.get_by_role("button", name="Review").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your card as it will stand")
    assert complaints(page) == []
    page = seated("hana")
    page.goto("/rubrics")
    page.get_by_role("link", name="Version 1").first.click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Take out as a YAML file").first.click()
    shipped = tmp_path / "rubric.yaml"
    taken.value.save_as(shipped)
    shipped.write_text(shipped.read_text("utf-8").replace("title: ", "title: Second ", 1), "utf-8")
    page.goto("/rubrics")
    page.get_by_role("link", name="Take in a rubric file").first.click()
    page.locator("input[type=file]").set_input_files(shipped)
    page.locator("main button").first.click()
    page.get_by_role("link", name="Publish this version").first.click()
    assert complaints(page) == []
