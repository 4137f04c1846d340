"""Pictures of every kind of page, to be looked at: ``make screenshots`` writes ``build/screenshots``.

Each page at a phone's and a desk's width, light and dark, without script, and as paper; and the picture
of the home page that the README shows.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent

PAGES = {
    "home": "",
    "steering": "dieu-hanh/",
    "commune-table": "dieu-hanh/xa-phuong/",
    "tasks": "nhiem-vu/",
    "plan-tasks": "nhiem-vu/tp-2026/",
    "task": "nhiem-vu/tp-2026/1/",
    "agencies": "co-quan/",
    "agency": "co-quan/so-noi-vu/",
    "commune": "co-quan/ubnd-xa-khuc-thua-du/",
    "collective": "co-quan/ubnd-cap-xa/",
    "areas": "linh-vuc/",
    "area": "linh-vuc/thu-tuc-hanh-chinh/",
    "plans": "ke-hoach/",
    "plan": "ke-hoach/tp-2026/",
    "plan-undated": "ke-hoach/tp-2026-2030/",
    "targets": "chi-tieu/",
    "plan-targets": "chi-tieu/tp-2026/",
    "indicators": "chi-so/",
    "indicator": "chi-so/par-index/",
    "quarters": "ky-bao-cao/",
    "documents": "van-ban/",
    "document": "van-ban/5256-qd-ubnd-2025/",
    "report": "van-ban/205-bc-ubnd-2025/",
    "data": "du-lieu/",
    "api": "du-lieu/api/",
    "contradictions": "khong-khop/",
    "log": "nhat-ky/",
    "revisions": "dinh-chinh/",
    "build": "ban-dung/",
    "snapshot": "ky-bao-cao/2026-q1/ban-chup/",
    "snapshot-plan": "ky-bao-cao/2026-q1/ban-chup/tp-2026/",
    "changes": "ky-bao-cao/2026-q2/thay-doi/",
    "embeds": "nhung/",
    "embed-chart": "nhung/bieu-do/linh-vuc-tp-2026/",
    "embed-badge": "nhung/co-quan/so-noi-vu/",
    "embed-svg": "nhung/co-quan/so-noi-vu/huy-hieu.svg",
    "search": "tim-kiem/?q=mot+cua",
    "site-map": "so-do-trang/",
    "method": "phuong-phap/",
    "glossary": "thuat-ngu/",
    "introduction": "gioi-thieu/",
    "feedback": "gop-y/",
    "guide": "huong-dan/",
    "missing": "404.html",
}
"""Address of one page of each kind."""

WIDTHS = {360: 740, 1280: 900}
"""Widths with the height of the screen."""

TALLEST = 6000
"""A picture of a very long page stops here."""

A4 = (794, 1123)

Scheme = Literal["light", "dark"]


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder at an address of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def shoot(
    browser: Browser,
    address: str,
    path: Path,
    size: tuple[int, int],
    *,
    scheme: Scheme = "light",
    script: bool = True,
) -> None:
    """One page as one picture, the whole page up to `TALLEST`."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, java_script_enabled=script
    )
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    height = page.locator("html").bounding_box()
    tall = min(TALLEST, int(height["height"]) if height else TALLEST)
    page.screenshot(path=path, clip={"x": 0, "y": 0, "width": size[0], "height": tall}, full_page=True)
    context.close()


def paper(browser: Browser, address: str, path: Path) -> None:
    """One page as it is printed on A4: a PDF, and its start as a picture."""
    context = browser.new_context(viewport={"width": A4[0], "height": A4[1]})
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    page.pdf(path=path.with_suffix(".pdf"), format="A4", prefer_css_page_size=True)
    page.emulate_media(media="print")
    page.screenshot(path=path, clip={"x": 0, "y": 0, "width": A4[0], "height": 2 * A4[1]}, full_page=True)
    context.close()


def main(site: Path, folder: Path, kinds: list[str]) -> None:
    """Takes every picture of the named kinds, or of all."""
    folder.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with served(site) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for kind in kinds or PAGES:
            # Pages of closed quarters are there once a quarter is closed, as in the sample.
            if not (site / PAGES[kind].partition("?")[0]).exists():
                continue
            address = base + PAGES[kind]
            for width, height in WIDTHS.items():
                for scheme in ("light", "dark"):
                    shoot(
                        browser,
                        address,
                        folder / f"{kind}-{width}-{scheme}.png",
                        (width, height),
                        scheme=scheme,
                    )
                plain = folder / f"{kind}-{width}-noscript.png"
                shoot(browser, address, plain, (width, height), script=False)
            paper(browser, address, folder / f"{kind}-{A4[0]}-print.png")
            sys.stdout.write(f"{kind}\n")
        if not kinds:
            readme(browser, base)
        browser.close()


def readme(browser: Browser, base: str) -> None:
    """The top of the home page, for the README."""
    picture = ROOT / "docs" / "images" / "home.png"
    picture.parent.mkdir(exist_ok=True)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(base, wait_until="networkidle")
    page.screenshot(path=picture)
    context.close()


if __name__ == "__main__":
    main(ROOT / "site", ROOT / "build" / "screenshots", sys.argv[1:])
