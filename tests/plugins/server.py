"""A server that shows built sites as a plain web host does, with the headers of their own ``_headers``."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.host_rules import Rules, headers_of, rules_of

SUB_PATH = "/cong"
"""Where every site is served, to prove that pages work under a sub-path."""


class SiteHandler(SimpleHTTPRequestHandler):
    """Serves a folder under `SUB_PATH` as a plain web host does, with the site's own 404 page."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript",
        ".woff2": "font/woff2",
    }

    sub_path = SUB_PATH
    rules: Rules
    cut = ""
    """Beginning of paths that the rules do not know: a site without an address is served below one too."""

    def translate_path(self, path: str) -> str:
        """The file of an address; nothing stands outside the sub-path."""
        if not path.startswith(f"{self.sub_path}/"):
            return str(Path(self.directory) / "outside-the-sub-path")
        return super().translate_path(path.removeprefix(self.sub_path))

    def send_header(self, keyword: str, value: str) -> None:
        """A header, unless the site's own rules give it another value."""
        if keyword not in self.ruled:
            super().send_header(keyword, value)

    def end_headers(self) -> None:
        """Every answer with the headers of the site's own rules."""
        for keyword, value in self.ruled.items():
            super().send_header(keyword, value)
        super().end_headers()

    @property
    def ruled(self) -> dict[str, str]:
        """Headers that the site's rules give to what is asked for."""
        return headers_of(self.rules, urlsplit(self.path).path.removeprefix(self.cut))

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
            rules = rules_of(site)
            known = any(
                pattern.fullmatch(f"{sub_path}/x") and not pattern.fullmatch("/x") for pattern, _ in rules
            )
            about = {"sub_path": sub_path, "rules": rules, "cut": "" if known else sub_path}
            handler = type("Handler", (SiteHandler,), about)
            running[key] = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(site)))
            Thread(target=running[key].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{running[key].server_port}{sub_path}/"

    yield start
    for server in running.values():
        server.shutdown()
        server.server_close()
