"""A page of every kind with planted strings in Chromium, with the site's policy and without: none runs."""

import os
import random
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Page, sync_playwright

from generator.build.pipeline import Built
from generator.build.specs import families, specs_of
from generator.data.catalogue import Catalogue
from generator.view.presentation import Presentation
from tests.host_rules import rules_of
from tests.plugins.server import SUB_PATH, SiteHandler
from tests.torture.planted import PLANTED, Counted, planted_root
from tests.torture.trial import Tally, main


class Bare(SiteHandler):
    """The same host, sending no policy."""

    def end_headers(self) -> None:
        """Only what every host sends."""
        super(SiteHandler, self).end_headers()


def kinds_of(built: Built, site: Path) -> dict[str, list[str]]:
    """Pages of each kind: by their template; embeds, hand-written pages and 404 by where they stand."""
    presentation = Presentation.of(built.measured, Catalogue.load("vi"))
    specs = specs_of(presentation, families(presentation))
    templates = {f"{spec.url}index.html": spec.template for spec in specs.pages}
    found: dict[str, list[str]] = {}
    for path in sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html")):
        kind = templates.get(path, path.rpartition("/")[0].partition("/")[0] + path.count("/") * "/")
        found.setdefault(kind, []).append(path)
    return found


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
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
        for number, planted in enumerate(chance.sample(PLANTED, max(1, times // 8))):
            root, built = planted_root(folder / str(number), planted, Counted.anew())
            site = (root / "site").resolve()
            kinds = kinds_of(built, site)
            for tally, host in ((under, SiteHandler), (bare, Bare)):
                about = {"rules": rules_of(site), "cut": SUB_PATH}
                handler = partial(type("Handler", (host,), about), directory=str(site))
                server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
                Thread(target=server.serve_forever, daemon=True).start()
                for kind, paths in kinds.items():
                    path = chance.choice(paths)
                    with tally.trial(f"{kind}, {path}, {planted!r}"):
                        page = browser.new_page()
                        try:
                            looked_at(page, f"http://127.0.0.1:{server.server_port}{SUB_PATH}/{path}")
                        finally:
                            page.close()
                server.shutdown()
                server.server_close()
        browser.close()
    yield under
    yield bare


if __name__ == "__main__":
    main(run)
