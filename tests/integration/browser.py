"""A person at a browser: follows the forms of a page, token and all."""

import re

from bs4 import BeautifulSoup

PASSWORD = "correct horse battery"


class Browser:
    """One set of cookies."""

    def __init__(self, app) -> None:
        self.client = app.test_client()
        self.client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
        self.client.environ_base["HTTP_HOST"] = "localhost"

    def get(self, url):
        return self.client.get(url)

    def page(self, url):
        return BeautifulSoup(self.get(url).data, "html.parser")

    def post(self, url, form=None, page="/sign-in"):
        """Post `form` with the token of `page`, which anybody may open."""
        token = self.page(page).select_one("[name=csrf_token]")["value"]
        return self.client.post(url, data={"csrf_token": token} | (form or {}))

    def sign_in(self, user, password=PASSWORD, **form):
        given = {"email": user.email, "password": password}
        return self.post("/sign-in", given | form)


def without_tokens(response):
    """The page as it is for everybody who opens it."""
    return re.sub(rb'name="(csrf_token|request_key)" value="[^"]*"', b"", response.data)
