"""What a browser sends from the scorecard, by script or not."""

from tests.integration.house import CORE

EVIDENCE = f"ratings-{CORE[0]}-evidence"


PROTECTED = "At his age he may not learn it."


PLACE = f"{EVIDENCE}:age.stage:0:10"


BY_SCRIPT = {"HX-Request": "true"}


def by_script(browser, url, form, **headers):
    token = browser.page("/sign-in").select_one("[name=csrf_token]")["value"]
    given = {"csrf_token": token} | form
    return browser.client.post(url, data=given, headers=BY_SCRIPT | headers)


def standing(browser, url):
    return browser.page(url).select_one("#revision")["value"]


def draft(built):
    built.session.expire_all()
    return built.card(built.panel[0]).draft
