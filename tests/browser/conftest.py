"""A running service with the demo employer in it, and people in front of real browsers."""

import logging
import shutil
import threading
from collections.abc import Callable, Iterator

import flask_migrate
import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from werkzeug.serving import make_server

from config import Demo
from debrief.app import create_app
from debrief.cli.demo.load import load_demo

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
#: Milliseconds to wait for what must come: generous, since a slow machine is no finding.
expect.set_options(timeout=15_000)
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium, which asks nobody anything."""
    quiet = ("background-networking", "component-update", "sync", "gpu")
    return {
        "executable_path": shutil.which("chromium"),
        "args": ["--no-sandbox", "--no-first-run", *(f"--disable-{name}" for name in quiet)],
    }


@pytest.fixture(scope="module")
def employer(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application with the demo employer in its database, new for each file of tests."""
    app = create_app(Demo(tmp_path_factory.mktemp("employer")))
    with app.app_context():
        flask_migrate.upgrade()
    load_demo(app)
    return app


@pytest.fixture(scope="module")
def address(employer: Flask) -> Iterator[str]:
    """Where it is served, on a port of its own."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, employer, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def seated(browser: Browser, address: str, employer: Flask) -> Iterator[Callable[..., Page]]:
    """Opens a page as one of the demo's people (`sam`), signed in; says what its console said."""
    opened: list[BrowserContext] = []

    def sit(short: str, viewport: dict[str, int] = DESK, **options: object) -> Page:
        context = browser.new_context(base_url=address, viewport=viewport, **options)
        opened.append(context)
        page = context.new_page()
        page.goto("/sign-in")
        page.get_by_label("E-mail address").fill(f"{short}@demo.example")
        page.get_by_label("Password").fill(employer.config["DEMO_PASSWORD"])
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Your work")
        return page

    yield sit
    for context in opened:
        context.close()


@pytest.fixture
def complaints() -> Callable[[Page], list[str]]:
    """What a page does wrong, in light and in dark, on a phone and at a desk."""

    def judge(page: Page) -> list[str]:
        found = []
        for viewport in (PHONE, DESK):
            page.set_viewport_size(viewport)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"scrolls sideways at {viewport['width']}")
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                answer = Axe().run(page, options={"runOnly": STANDARD}).response
                found += [
                    f"{each['id']} at {viewport['width']}, {scheme}: {each['nodes'][0]['html']}"
                    for each in answer["violations"]
                ]
        return found

    return judge
