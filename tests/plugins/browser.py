"""The machine's Chromium, and a visitor who opens pages in it as a reader does."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright


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


class Visitor:
    """Opens pages as a reader does, and keeps what went wrong and what was asked for on the way."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser = browser
        self.base = base
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []
        self.requests: list[str] = []
        """Addresses asked for, without the base, in order."""

    def open(self, address: str = "", **options: Any) -> Page:
        """A page in a new window, loaded; `options` are those of a Playwright context."""
        options.setdefault("viewport", {"width": 1280, "height": 800})
        context = self.browser.new_context(**options)
        context.set_default_timeout(20_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: self._heard(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("request", lambda request: self._asked(request.url))
        page.goto(self.base + address)
        return page

    def _heard(self, kind: str, text: str) -> None:
        missing_page = "404 (Not Found)" in text
        if kind in {"error", "warning"} and not missing_page:
            self.complaints.append(f"{kind}: {text}")

    def _asked(self, url: str) -> None:
        if url.startswith(self.base):
            self.requests.append(url.removeprefix(self.base))
        elif not url.startswith("data:"):
            self.complaints.append(f"asked outside: {url}")

    def leave(self) -> None:
        """Closes every window."""
        for context in self.contexts:
            context.close()
        self.contexts.clear()


@pytest.fixture
def visit(browser: Browser, serve: Callable[..., str]) -> Iterator[Callable[..., Visitor]]:
    """Visits a built site; fails the test when a page complained or asked another host for something."""
    visitors: list[Visitor] = []

    def start(site: Path, **where: str) -> Visitor:
        visitors.append(Visitor(browser, serve(site, **where)))
        return visitors[-1]

    yield start
    for visitor in visitors:
        visitor.leave()
    assert [complaint for visitor in visitors for complaint in visitor.complaints] == []
