"""Shared fixtures: sites built once a run, however many workers, and a server that shows them."""

import fcntl
import os
import re
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from generator.build.loader import load_site
from generator.build.pipeline import build
from generator.data.catalogue import Catalogue
from generator.data.check import check_root
from generator.data.gitlog import read_history
from generator.data.history import NO_HISTORY, History
from generator.measures.metrics import Measured
from generator.model.portal import Portal
from generator.sample.writing import Scale, write_sample
from generator.view.presentation import Presentation

# No timed assertions: a slow machine fails no property.
settings.register_profile("portal", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "torture", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=5000
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "portal"))

ROOT = Path(__file__).resolve().parent.parent

SUB_PATH = "/cong"
"""Where every site is served, to prove that pages work under a sub-path."""

SITE_URL = "https://example.org/cong/"

CITY_FIXTURES = {"city_root", "city_site"}

POLICIES = re.findall(r'Content-Security-Policy "([^"]+)"', (ROOT / "README.md").read_text(encoding="utf-8"))
POLICY, FRAMED_POLICY = dict.fromkeys(POLICIES)
"""The content security policies that README recommends, for the site and for what others may frame: every
page must work under its own."""

FRAMED = re.compile(r"/nhung/(bieu-do|co-quan|ke-hoach)/[^/]+/")
"""Where the second stands."""

KINDS = {
    "home": "",
    "steering": "dieu-hanh/",
    "commune-table": "dieu-hanh/xa-phuong/",
    "tasks": "nhiem-vu/",
    "plan-tasks": "nhiem-vu/tp-2026/",
    "task": "nhiem-vu/tp-2026/1-1/",
    "task-of-parts": "nhiem-vu/tp-2026/7/",
    "task-uncertain": "nhiem-vu/tp-2026/12/",
    "task-of-commune": "nhiem-vu/phan-cong-xa-2026/i-1/",
    "agencies": "co-quan/",
    "department": "co-quan/so-noi-vu/",
    "collective": "co-quan/ubnd-cap-xa/",
    "commune": "co-quan/ubnd-xa-khuc-thua-du/",
    "commune-without-plan": "co-quan/ubnd-xa-tu-ky/",
    "commune-unit": "co-quan/khuc-thua-du-phong-kinh-te/",
    "areas": "linh-vuc/",
    "area": "linh-vuc/thu-tuc-hanh-chinh/",
    "plans": "ke-hoach/",
    "plan": "ke-hoach/tp-2026/",
    "plan-undated": "ke-hoach/tp-2026-2030/",
    "targets": "chi-tieu/",
    "plan-targets": "chi-tieu/tp-2026-2030/",
    "indicators": "chi-so/",
    "indicator": "chi-so/par-index/",
    "quarters": "ky-bao-cao/",
    "quarter": "ky-bao-cao/2026-q1/",
    "documents": "van-ban/",
    "document-held": "van-ban/5256-qd-ubnd-2025/",
    "report": "van-ban/205-bc-ubnd-2025/",
    "document-cited": "van-ban/76-nq-cp-2021/",
    "data": "du-lieu/",
    "api": "du-lieu/api/",
    "contradictions": "khong-khop/",
    "log": "nhat-ky/",
    "revisions": "dinh-chinh/",
    "build": "ban-dung/",
    "embeds": "nhung/",
    "embeds-of-agencies": "nhung/co-quan/",
    "search": "tim-kiem/?q=khuc+thua+du",
    "site-map": "so-do-trang/",
    "method": "phuong-phap/",
    "glossary": "thuat-ngu/",
    "about": "gioi-thieu/",
    "feedback": "gop-y/",
    "guide": "huong-dan/",
}
"""One address of each kind of page in the site's shell (embeds have none); the real site and every sample
have them all. (404 stands apart.)"""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs the whole city runs with ``make test-city`` only, marked by hand or not."""
    for item in items:
        if CITY_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.city)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes ``address`` runs once for each kind of page."""
    if "address" in metafunc.fixturenames:
        metafunc.parametrize("address", KINDS.values(), ids=KINDS.keys())


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of a run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def once(folder: Path, make: Callable[[Path], None]) -> Path:
    """The folder, filled by the first worker that asks for it; one failure fails it for all at once."""
    done, failed = folder.with_suffix(".done"), folder.with_suffix(".failed")
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if failed.exists():
            pytest.fail(failed.read_text(encoding="utf-8"), pytrace=False)
        if not done.exists():
            folder.mkdir()
            try:
                make(folder)
            except BaseException:
                failed.write_text(traceback.format_exc(), encoding="utf-8")
                raise
            done.touch()
    return folder


def build_in(root: Path, _: Path, history: History = NO_HISTORY) -> None:
    """Builds a root into its own ``site``."""
    build(root, load_site(root, history=history), lambda _: None)


def build_at(root: Path, _: Path) -> None:
    """Builds a root into its own ``site``, for the address `SITE_URL`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", SITE_URL)
        build(root, load_site(root, site_url=SITE_URL), lambda _: None)


def sample_of(portal: Portal, scale: Scale, folder: Path) -> None:
    """Writes a sample of the real root."""
    write_sample(ROOT, folder, portal, scale)


def copy_real(folder: Path) -> None:
    """Copies what a root holds, and nothing that a build leaves behind."""
    for name in ("data", "content", "site_templates"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")


@pytest.fixture
def own_root(tmp_path: Path) -> Path:
    """A copy of the real root, the test's own to change."""
    folder = tmp_path / "root"
    folder.mkdir()
    copy_real(folder)
    return folder


@pytest.fixture(scope="session")
def real_portal() -> Portal:
    """The published data, checked."""
    portal, problems = check_root(ROOT)
    assert portal is not None, problems
    return portal


@pytest.fixture(scope="session")
def presentation(real_portal: Portal) -> Presentation:
    """The published data, measured on its own day."""
    return Presentation.of(Measured(real_portal, real_portal.settings.as_of), Catalogue.load("vi"))


@pytest.fixture(scope="session")
def real_site(shared: Path) -> Path:
    """The published site, its history told where the repository is at hand."""
    root = once(shared / "real-root", copy_real)
    once(shared / "real-site", partial(build_in, root, history=read_history(ROOT)))
    return (root / "site").resolve()


@pytest.fixture(scope="session")
def addressed_site(shared: Path) -> Path:
    """The published site as it stands at `SITE_URL`."""
    root = once(shared / "addressed-root", copy_real)
    once(shared / "addressed-site", partial(build_at, root))
    return (root / "site").resolve()


@pytest.fixture(scope="session")
def sample_root(shared: Path, real_portal: Portal) -> Path:
    """A root of invented data: five communes, two quarters. Not to be changed: copy it first."""
    return once(shared / "sample-root", partial(sample_of, real_portal, Scale(5, 2, 1)))


@pytest.fixture(scope="session")
def sample_site(shared: Path, sample_root: Path) -> Path:
    """The site of `sample_root`."""
    once(shared / "sample-site", partial(build_in, sample_root))
    return (sample_root / "site").resolve()


@pytest.fixture(scope="session")
def city_root(shared: Path, real_portal: Portal) -> Path:
    """A root of invented data for the whole city: every commune, four quarters."""
    return once(shared / "city-root", partial(sample_of, real_portal, Scale(114, 4, 1)))


@pytest.fixture(scope="session")
def city_site(shared: Path, city_root: Path) -> Path:
    """The site of `city_root`."""
    once(shared / "city-site", partial(build_in, city_root))
    return (city_root / "site").resolve()


class SiteHandler(SimpleHTTPRequestHandler):
    """Serves a folder under `SUB_PATH` as a plain web host does, with the site's own 404 page."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".html": "text/html; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".csv": "text/csv; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
        ".svg": "image/svg+xml",
        ".woff2": "font/woff2",
    }

    sub_path = SUB_PATH

    def translate_path(self, path: str) -> str:
        """The file of an address; nothing stands outside the sub-path."""
        if not path.startswith(f"{self.sub_path}/"):
            return str(Path(self.directory) / "outside-the-sub-path")
        return super().translate_path(path.removeprefix(self.sub_path))

    def end_headers(self) -> None:
        """Every answer under the policy that README recommends."""
        framed = FRAMED.match(self.path.removeprefix(self.sub_path))
        self.send_header("Content-Security-Policy", FRAMED_POLICY if framed else POLICY)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The page for what is missing, where the site has one."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        data = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """A test says nothing while it passes."""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Sends a file; a reader who has left already does not matter."""
        with suppress(BrokenPipeError, ConnectionResetError):
            super().copyfile(source, outputfile)


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., str]]:
    """Serves a built site on this machine; gives the address of its home page, ending in ``/``."""
    running: dict[tuple[Path, str], ThreadingHTTPServer] = {}

    def start(site: Path, sub_path: str = SUB_PATH) -> str:
        key = (site, sub_path)
        if key not in running:
            handler = type("Handler", (SiteHandler,), {"sub_path": sub_path})
            running[key] = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(site)))
            Thread(target=running[key].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{running[key].server_port}{sub_path}/"

    yield start
    for server in running.values():
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def golden() -> Callable[[Path, str], None]:
    """Compares a text with the file that pins it; `make golden` writes the file first."""

    def compare(path: Path, found: str) -> None:
        if os.environ.get("UPDATE_GOLDEN"):
            path.write_text(found, encoding="utf-8", newline="")
        assert found == path.read_bytes().decode()

    return compare


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


STEPS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree"}
"""What Python tells an auditor before it does it; so is every file opened to be written."""


def _killed_at(step: int, work: Callable[[], object], *, renames_only: bool = False) -> bool:
    """Does the work in a process that is killed before its n-th step; False when it has fewer."""
    child = os.fork()
    if child == 0:
        left = step

        def audit(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            writes = event == "open" and len(arguments) > 2 and bool(int(str(arguments[2])) & os.O_WRONLY)
            if event == "os.rename" if renames_only else (event in STEPS or writes):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(audit)
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0
    return os.WIFSIGNALED(status)


@pytest.fixture(scope="session")
def killed_at() -> Callable[..., bool]:
    """Does some work in a process that is killed (`kill -9`) before its n-th step on the disk."""
    return _killed_at
