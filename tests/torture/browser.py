"""Pages with planted strings in Chromium, with the site's policy and without: no planted script runs."""

import os
import random
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Page, sync_playwright

from tests.plugins.server import SUB_PATH, SiteHandler
from tests.torture.planted import PLANTED, planted_root
from tests.torture.trial import Tally, main


class Bare(SiteHandler):
    """The same host, sending no policy."""

    def end_headers(self) -> None:
        """Only what every host sends."""
        super(SiteHandler, self).end_headers()


def looked_at(page: Page, address: str) -> None:
    """Open a page: nothing planted runs, no other host is asked, the policy forbids nothing of ours."""
    told: list[str] = []

    def heard(text: str) -> None:
        if "404 (Not Found)" not in text:
            told.append(text)

    page.on("console", lambda message: heard(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard(str(error)))
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.on("request", lambda request: heard(request.url) if "127.0.0.1" not in request.url else None)
    page.add_init_script("window.planted = () => { window.ran = true }")
    page.goto(address)
    assert not page.evaluate("window.ran === true"), "a planted script ran"
    assert told == [], told


def run(times: int, chance: random.Random, folder: Path) -> Iterator[Tally]:
    under, bare = Tally("Chromium under the site's policy"), Tally("Chromium without a policy")
    hosts = ((under, SiteHandler), (bare, Bare))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
        for number, planted in enumerate(PLANTED[: max(1, times // 5)]):
            site = (planted_root(folder / str(number), planted, Tally("")) / "site").resolve()
            pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
            for tally, handler in hosts:
                server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(site)))
                Thread(target=server.serve_forever, daemon=True).start()
                for path in chance.sample(pages, min(times, len(pages))):
                    with tally.trial(f"{path}, {planted!r}"):
                        page = browser.new_page()
                        try:
                            looked_at(page, f"http://127.0.0.1:{server.server_port}{SUB_PATH}/{path}")
                        finally:
                            page.close()
                server.shutdown()
        browser.close()
    yield under
    yield bare


if __name__ == "__main__":
    main(run)
