"""Shared fixtures: sites built once a run, however many workers, and a server that shows them."""

import fcntl
import os
import shutil
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from generator.building import build
from generator.loading import check_root, load_site
from generator.portal import Portal
from generator.sample.writing import Scale, write_sample

ROOT = Path(__file__).resolve().parent.parent

SUB_PATH = "/cong"
"""Where every site is served, to prove that pages work under a sub-path."""

CITY_FIXTURES = {"city_root", "city_site"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs the whole city runs with ``make test-city`` only, marked by hand or not."""
    for item in items:
        if CITY_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.city)


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


def build_in(root: Path, _: Path) -> None:
    """Builds a root into its own ``site``."""
    build(root, load_site(root), lambda _: None)


def sample_of(portal: Portal, scale: Scale, folder: Path) -> None:
    """Writes a sample of the real root."""
    write_sample(ROOT, folder, portal, scale)


def copy_real(folder: Path) -> None:
    """Copies what a root holds, and nothing that a build leaves behind."""
    for name in ("data", "content", "site_templates"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")


@pytest.fixture(scope="session")
def real_portal() -> Portal:
    """The published data, checked."""
    portal, problems = check_root(ROOT)
    assert portal is not None, problems
    return portal


@pytest.fixture(scope="session")
def real_site(shared: Path) -> Path:
    """The published site."""
    root = once(shared / "real-root", copy_real)
    once(shared / "real-site", partial(build_in, root))
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

    def translate_path(self, path: str) -> str:
        """The file of an address; nothing stands outside the sub-path."""
        if not path.startswith(f"{SUB_PATH}/"):
            return str(Path(self.directory) / "outside-the-sub-path")
        return super().translate_path(path.removeprefix(SUB_PATH))

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


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves a built site on this machine; gives the address of its home page, ending in ``/``."""
    running: dict[Path, ThreadingHTTPServer] = {}

    def start(site: Path) -> str:
        if site not in running:
            handler = partial(SiteHandler, directory=str(site))
            running[site] = ThreadingHTTPServer(("127.0.0.1", 0), handler)
            Thread(target=running[site].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{running[site].server_port}{SUB_PATH}/"

    yield start
    for server in running.values():
        server.shutdown()
        server.server_close()
