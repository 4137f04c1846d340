"""The machine's Chromium, and a visitor who opens pages in it as a reader does."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    sync_playwright,
)


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Browser]]:
    """Starts the machine's Chromium; what is given by name is set in its environment."""
    with sync_playwright() as playwright:

        def start(**environment: str) -> Browser:
            return playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
                args=[
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
                env={**os.environ, **environment},
            )

        yield start


@pytest.fixture(scope="session")
def browser(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """The machine's Chromium, started once a worker."""
    started = launch()
    yield started
    started.close()


def window_of(browser: Browser) -> Iterator[Page]:
    """One window for all that is only looked at; nothing is kept from one page for the next."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(20_000)
    context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    yield page
    context.close()


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[Page]:
    """One window a worker, of the browser that all share."""
    yield from window_of(browser)


DESK = {"width": 1280, "height": 800}

STORED = "localStorage.length + sessionStorage.length + document.cookie.length"


class Visitor:
    """Opens pages as a reader does, and keeps what went wrong and what was asked for on the way."""

    def __init__(self, browser: Browser, window: Page, base: str) -> None:
        self.browser = browser
        self.window = window
        self.base = base
        self.looking = False
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []
        self.requests: list[str] = []
        """Addresses asked for, without the base, in order."""

    def open(self, address: str = "", **options: Any) -> Page:
        """A page in a new window, loaded; `options` are those of a Playwright context.

        A window costs three times what a page does: what changes nothing about the window, `look` shows too.
        """
        options.setdefault("viewport", DESK)
        context = self.browser.new_context(**options)
        context.set_default_timeout(20_000)
        self.contexts.append(context)
        page = context.new_page()
        self._listen(page)
        page.goto(self.base + address)
        return page

    def look(self, address: str = "", viewport: Any = DESK, **media: Any) -> Page:
        """A page in the worker's one window, loaded; the page looked at before is gone.

        For tests that set no routes and no scripts of their own. `media` are those of Playwright's
        `emulate_media`.
        """
        if not self.looking:
            self.looking = True
            self._listen(self.window)
        self.window.set_viewport_size(viewport)
        plain = {"color_scheme": "light", "reduced_motion": "no-preference", "forced_colors": "none"}
        self.window.emulate_media(**{"media": "null", **plain, **media})
        self.window.goto(self.base + address)
        return self.window

    def _listen(self, page: Page) -> None:
        page.on("console", self._heard)
        page.on("pageerror", self._failed)
        page.on("request", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        missing_page = "404 (Not Found)" in message.text
        if message.type in {"error", "warning"} and not missing_page:
            self.complaints.append(f"{message.type}: {message.text}")

    def _failed(self, error: Error) -> None:
        self.complaints.append(f"error: {error}")

    def _asked(self, request: Request) -> None:
        url = request.url
        if url.startswith(self.base):
            self.requests.append(url.removeprefix(self.base))
        elif not url.startswith("data:"):
            self.complaints.append(f"asked outside: {url}")

    def leave(self) -> None:
        """Closes every window, and empties the one that all look through."""
        if self.looking:
            self.looking = False
            if self.window.evaluate(STORED):
                self.complaints.append("something was stored in the reader's browser")
            self.window.remove_listener("console", self._heard)
            self.window.remove_listener("pageerror", self._failed)
            self.window.remove_listener("request", self._asked)
            self.window.goto("about:blank")
        for context in self.contexts:
            context.close()
        self.contexts.clear()


@pytest.fixture
def visit(browser: Browser, window: Page, serve: Callable[..., str]) -> Iterator[Callable[..., Visitor]]:
    """Visits a built site; fails the test when a page complained or asked another host for something."""
    visitors: list[Visitor] = []

    def start(site: Path, **where: str) -> Visitor:
        visitors.append(Visitor(browser, window, serve(site, **where)))
        return visitors[-1]

    yield start
    for visitor in visitors:
        visitor.leave()
    assert [complaint for visitor in visitors for complaint in visitor.complaints] == []
