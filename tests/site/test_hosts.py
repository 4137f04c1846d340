"""What hosts send: nginx and Caddy as the build configured them, and those that read ``_headers``."""

import gzip
import http.client
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import brotli
import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page

from generator.build.pipeline import build
from generator.cli import main
from tests.host_rules import headers_of, rules_of
from tests.plugins.browser import Visitor
from tests.plugins.hosts import SERVERS
from tests.plugins.page_kinds import KINDS

Hosted = Callable[[str, Path], str]

SITE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'"
)
"""Policy of all but embeds."""

EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "strict-transport-security": "max-age=31536000",
}

ADDRESSES: dict[str, tuple[str, bool]] = {
    "": ("text/html; charset=utf-8", False),
    "nhiem-vu/tp-2026/1-1/": ("text/html; charset=utf-8", False),
    "gioi-thieu/": ("text/html; charset=utf-8", False),
    "nhung/": ("text/html; charset=utf-8", False),
    "nhung/co-quan/": ("text/html; charset=utf-8", False),
    "nhung/co-quan/so-noi-vu/": ("text/html; charset=utf-8", True),
    "nhung/bieu-do/linh-vuc-tp-2026/": ("text/html; charset=utf-8", True),
    "nhung/bieu-do/linh-vuc-tp-2026/hep.svg": ("image/svg+xml; charset=utf-8", True),
    "du-lieu/tasks.csv": ("text/csv; charset=utf-8", True),
    "du-lieu/tasks.json": ("application/json; charset=utf-8", True),
    "du-lieu/dcat.jsonld": ("application/ld+json; charset=utf-8", True),
    "du-lieu/tat-ca.zip": ("application/zip", True),
    "du-lieu/tat-ca.xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", True,
    ),
    "api/v1/index.json": ("application/json; charset=utf-8", True),
    "tin.atom": ("application/atom+xml; charset=utf-8", True),
    "lich.ics": ("text/calendar; charset=utf-8", True),
    "sitemap.xml": ("application/xml; charset=utf-8", False),
    "van-ban/5256-qd-ubnd-2025/van-ban-goc.txt": ("text/plain; charset=utf-8", False),
    "SHA256SUMS": ("text/plain; charset=utf-8", False),
    "assets/search.json": ("application/json; charset=utf-8", False),
    "assets/favicon.svg": ("image/svg+xml; charset=utf-8", False),
    "chia-se/trang-chu.png": ("image/png", False),
}  # fmt: skip
"""Type of one file of each kind, and whether scripts of other sites may read it."""

TYPED = ("csv", "json", "jsonld", "atom", "ics", "xml", "txt", "svg")
"""Suffixes whose type ``_headers`` says; hosts know those of pages, pictures and packages."""

MISSING = (
    "khong-co/", "du-lieu/x/", "assets/", "assets/fixed/", "assets/fixed/x-000000000000.js", "404.html",
    "chia-se/", "van-ban/khong-co.csv",
)  # fmt: skip
"""Addresses without a page; some are folders."""


def asked(host: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers (names in small letters) and body of an answer."""
    connection = http.client.HTTPConnection(urlsplit(host).netloc, timeout=20)
    connection.request(
        "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    answer = connection.getresponse()
    found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return found


def root_of(site: Path) -> Path:
    """The root that a site was built in."""
    return site.parents[2]


def framed(site: Path) -> str:
    """The policy of embeds, as the site's own file has it."""
    return headers_of(rules_of(site), "/nhung/co-quan/so-noi-vu/")["Content-Security-Policy"]


def policy_of(site: Path, address: str) -> str:
    is_embed = address.startswith("nhung/") and address.count("/") > 2
    return framed(site) if is_embed else SITE


def differing(
    sent: dict[str, str], wanted: dict[str, str | None]
) -> dict[str, tuple[str | None, str | None]]:
    return {name: (sent.get(name), value) for name, value in wanted.items() if sent.get(name) != value}


def test_the_policy_of_embeds_names_its_styles_by_hash(real_site: Path) -> None:
    policy = dict(part.split(" ", 1) for part in framed(real_site).split("; "))
    hashes = policy.pop("style-src").split()
    assert policy == {
        "default-src": "'none'", "img-src": "'self'", "object-src": "'none'", "base-uri": "'none'",
        "form-action": "'none'", "frame-ancestors": "*",
    }  # fmt: skip
    assert all(one.startswith("'sha256-") for one in hashes)
    # Cloudflare reads no longer lines.
    assert max(map(len, (real_site / "_headers").read_text(encoding="utf-8").splitlines())) < 2000


def test_hosts_that_read_headers_from_the_site(real_site: Path) -> None:
    """The same table as for the servers; these hosts let answers be asked for again by themselves."""
    rules = rules_of(real_site)
    assert len(rules) <= 100
    differ = {}
    for address, (kind, is_open) in ADDRESSES.items():
        sent = {name.lower(): value for name, value in headers_of(rules, f"/{address}").items()}
        wanted: dict[str, str | None] = {
            **EVERYWHERE,
            "access-control-allow-origin": "*" if is_open else None,
        }
        if not address.startswith("SHA256") and "." not in address:
            wanted["content-security-policy"] = policy_of(real_site, address)
        if address.rpartition(".")[2] in TYPED or address == "SHA256SUMS":
            wanted["content-type"] = kind
        if found := differing(sent, wanted):
            differ[address] = found
    assert differ == {}
    for path in real_site.rglob("*"):
        headers_of(rules, f"/{path.relative_to(real_site).as_posix()}{'/' if path.is_dir() else ''}")
    pages = {p.parent.relative_to(real_site).as_posix() for p in real_site.rglob("index.html")} - {"."}
    without = [p for p in pages if "Content-Security-Policy" not in headers_of(rules, f"/{p}/")]
    assert without == []


def test_fixed_assets_are_named_by_content_and_kept(real_site: Path) -> None:
    rules = rules_of(real_site)
    found = [p for p in (real_site / "assets" / "fixed").iterdir() if p.suffix not in {".br", ".gz"}]
    assert len(found) > 10
    for path in found:
        headers = headers_of(rules, f"/assets/fixed/{path.name}")
        assert headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.city
@pytest.mark.parametrize("server", SERVERS)
class TestServers:
    """nginx and Caddy."""

    def test_headers(self, hosted: Hosted, server: str, real_site: Path) -> None:
        host, differ = hosted(server, root_of(real_site)), {}
        for address, (kind, is_open) in ADDRESSES.items():
            status, sent, body = asked(host, f"/{address}")
            wanted: dict[str, str | None] = {
                **EVERYWHERE,
                "content-type": kind,
                "cache-control": "no-cache",
                "content-security-policy": policy_of(real_site, address),
                "access-control-allow-origin": "*" if is_open else None,
            }
            file = real_site / (f"{address}index.html" if not address or address.endswith("/") else address)
            if (status, body) != (200, file.read_bytes()) or (found := differing(sent, wanted)):
                differ[address] = (status, found)
        assert differ == {}

    def test_a_site_is_verified_through_its_host(
        self, hosted: Hosted, server: str, minimal_root: Path
    ) -> None:
        build(minimal_root)
        host = hosted(server, minimal_root)
        sound = CliRunner().invoke(main, ["verify", f"{host}/"])
        assert (sound.exit_code, sound.stderr) == (0, "")
        page = minimal_root / "site" / "co-quan" / "index.html"
        page.write_bytes(page.read_bytes().replace(b"</html>", b"<p>x</p></html>"))
        (minimal_root / "site" / "tin.atom").unlink()
        differing = CliRunner().invoke(main, ["verify", f"{host}/"])
        assert differing.exit_code == 1
        assert [line for line in differing.stderr.splitlines() if "co-quan/index.html" in line]
        assert [line for line in differing.stderr.splitlines() if "tin.atom" in line]
        assert len(differing.stderr.splitlines()) == 3

    def test_packed_twins(self, hosted: Hosted, server: str, real_site: Path) -> None:
        """The twin that the reader can unpack goes out as it is, with the type of the file."""
        host = hosted(server, root_of(real_site))
        css = next((real_site / "assets" / "fixed").glob("portal-*.css"))
        for address in ("", "tin.atom", "du-lieu/dcat.jsonld", "lich.ics", f"assets/fixed/{css.name}"):
            whole = asked(host, f"/{address}")
            for coding, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
                status, sent, body = asked(host, f"/{address}", Accept_Encoding=coding)
                assert (status, sent["content-encoding"], sent["vary"]) == (200, coding, "Accept-Encoding")
                assert (sent["content-type"], unpack(body)) == (whole[1]["content-type"], whole[2])

    def test_pages_are_asked_for_again_and_assets_kept(
        self, hosted: Hosted, server: str, real_site: Path
    ) -> None:
        host = hosted(server, root_of(real_site))
        _, sent, _ = asked(host, "/co-quan/")
        assert asked(host, "/co-quan/", If_None_Match=sent["etag"])[0] == 304
        for path in (real_site / "assets" / "fixed").iterdir():
            _, sent, _ = asked(host, f"/assets/fixed/{path.name}")
            assert sent["cache-control"] == "public, max-age=31536000, immutable"

    def test_what_is_missing(self, hosted: Hosted, server: str, real_site: Path) -> None:
        """The portal's own page, with status 404, for folders too; nobody keeps that for ever."""
        host, page = hosted(server, root_of(real_site)), (real_site / "404.html").read_bytes()
        for address in MISSING:
            status, sent, body = asked(host, f"/{address}")
            assert (status, body == page) == (404, True), address
            wanted = {**EVERYWHERE, "content-type": "text/html; charset=utf-8", "cache-control": "no-cache"}
            assert differing(sent, {**wanted, "content-security-policy": SITE}) == {}, address

    def test_folders_without_their_slash(self, hosted: Hosted, server: str, real_site: Path) -> None:
        status, sent, _ = asked(hosted(server, root_of(real_site)), "/co-quan/so-noi-vu")
        assert (status in {301, 308}, sent["location"]) == (True, "/co-quan/so-noi-vu/")

    def test_site_in_a_folder_of_its_host(self, hosted: Hosted, server: str, sample_site: Path) -> None:
        """As its public address says: ``https://example.org/cong/``."""
        host = hosted(server, root_of(sample_site))
        for address, is_open in (
            ("", False),
            ("api/v1/index.json", True),
            ("nhung/co-quan/so-noi-vu/", True),
        ):
            status, sent, _ = asked(host, f"/cong/{address}")
            wanted = {"content-security-policy": SITE}
            if address.startswith("nhung/"):
                rules = headers_of(rules_of(sample_site), f"/cong/{address}")
                wanted = {"content-security-policy": rules["Content-Security-Policy"]}
            assert status == 200
            assert differing(sent, {**wanted, "access-control-allow-origin": "*" if is_open else None}) == {}
        assert asked(host, "/cong/khong-co/")[0] == 404
        assert asked(host, "/cong/co-quan")[1]["location"] == "/cong/co-quan/"

    def test_every_kind_of_page(
        self, hosted: Hosted, server: str, real_site: Path, browser: Browser, window: Page
    ) -> None:
        """No policy is violated, nothing else complained of, light and dark."""
        visitor = Visitor(browser, window, f"{hosted(server, root_of(real_site))}/")
        for address in (
            *KINDS.values(),
            "nhung/co-quan/so-noi-vu/",
            "nhung/bieu-do/linh-vuc-tp-2026/rong.svg",
        ):
            for scheme in ("light", "dark"):
                visitor.look(address, color_scheme=scheme).wait_for_load_state("networkidle")
        visitor.leave()
        assert visitor.complaints == []

    def test_search_filter_and_copy(
        self, hosted: Hosted, server: str, real_site: Path, browser: Browser, window: Page
    ) -> None:
        host = hosted(server, root_of(real_site))
        visitor = Visitor(browser, window, f"{host}/")
        page = visitor.open("nhiem-vu/tp-2026/", permissions=["clipboard-read", "clipboard-write"])
        page.fill("#tim", "so noi vu")
        page.wait_for_selector(".suggestions:not([hidden]) li")
        rows = page.locator("tbody tr:visible").count()
        page.locator(".table-tools input").first.fill("thu tuc")
        page.wait_for_function(
            "rows => document.querySelectorAll('tbody tr:not([hidden])').length < rows", arg=rows
        )
        page.goto(f"{host}/nhung/")
        page.locator("details:has(button.quiet) summary").first.click()
        page.locator("button.quiet").first.click()
        page.wait_for_function("navigator.clipboard.readText().then(text => text.includes('iframe'))")
        visitor.leave()
        assert visitor.complaints == []

    def test_other_sites_frame_embeds_and_nothing_else(
        self, hosted: Hosted, server: str, real_site: Path, browser: Browser, newspaper: Callable[[str], str]
    ) -> None:
        host = hosted(server, root_of(real_site))
        page = browser.new_page()
        page.goto(newspaper(f"{host}/nhung/co-quan/so-noi-vu/"))
        page.frame_locator("iframe").locator("main h1").wait_for()
        read = "host => fetch(`${host}/api/v1/index.json`).then(answer => answer.json()).then(() => 'read')"
        assert page.evaluate(read, host) == "read"
        page.goto(newspaper(f"{host}/co-quan/so-noi-vu/"))
        assert page.frame_locator("iframe").locator("main h1").count() == 0
        page.close()

    def test_a_page_that_was_opened_before_a_release(
        self, hosted: Hosted, server: str, minimal_root: Path, browser: Browser
    ) -> None:
        """Its scripts, of which it has not asked for all, are there, and its styles too."""
        build(minimal_root)
        host = hosted(server, minimal_root)
        page = browser.new_page()
        page.goto(f"{host}/")
        was = {path.name for path in (minimal_root / "site/assets/fixed").iterdir()}
        for path in (*(minimal_root / "site_templates/scripts").glob("*.js"), *_sheets(minimal_root)):
            path.write_text(f"{path.read_text(encoding='utf-8')}\n;\n", encoding="utf-8")
        build(minimal_root)
        now = {path.name for path in (minimal_root / "site/assets/fixed").iterdir()}
        gone = was - now
        assert {name.split("-")[0] for name in gone} >= {"portal", "search", "table"}
        page.fill("#tim", "so noi vu")
        page.wait_for_selector(".suggestions:not([hidden]) li")
        page.close()
        for name in gone:
            status, sent, _ = asked(host, f"/assets/fixed/{name}")
            assert (status, sent["cache-control"]) == (200, "public, max-age=31536000, immutable"), name


def _sheets(root: Path) -> Iterator[Path]:
    return (root / "site_templates" / "styles" / "shared").glob("tokens.css")


@pytest.fixture
def newspaper(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """A page of another host that frames an address."""
    handler = partial(_Quiet, directory=str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()

    def page(address: str) -> str:
        text = f'<!doctype html><title>Báo</title><iframe src="{address}"></iframe>'
        name = f"bao-{len(list(tmp_path.iterdir()))}.html"
        (tmp_path / name).write_text(text, encoding="utf-8")
        return f"http://localhost:{server.server_port}/{name}"

    yield page
    server.shutdown()
    server.server_close()
    shutil.rmtree(tmp_path)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """A test says nothing while it passes."""
