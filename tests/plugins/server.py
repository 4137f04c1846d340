"""A server that shows built sites as a plain web host does, under the policy that README recommends."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.paths import ROOT

SUB_PATH = "/cong"
"""Where every site is served, to prove that pages work under a sub-path."""

POLICIES = re.findall(r'Content-Security-Policy "([^"]+)"', (ROOT / "README.md").read_text(encoding="utf-8"))
POLICY, FRAMED_POLICY = dict.fromkeys(POLICIES)
"""The content security policies that README recommends, for the site and for what others may frame: every
page must work under its own."""

FRAMED = re.compile(r"/nhung/(bieu-do|co-quan|ke-hoach)/[^/]+/")
"""Where the second stands."""


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
