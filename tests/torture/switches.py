"""Releases switched under load, behind nginx, Caddy and a plain server: every body is checked by its hash.

A page is one of a release, whole, however it is packed; the script that it names is the one it was made with,
also when the release has changed between.
"""

import gzip
import hashlib
import http.client
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

import brotli

from generator.build.compression import pack
from generator.build.pipeline import build
from generator.build.release import aside, locked, publish, seal, write_file
from tests.plugins.hosts import SERVERS, is_there, serving
from tests.torture.trial import Tally, main, root_in

READERS = 4
PAGES = 12

SCRIPT = re.compile(rb"assets/fixed/trang-([0-9a-f]{12})\.js")


class Plain(SimpleHTTPRequestHandler):
    """Serves the link `site` as any host does: the path is followed anew for every request."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """A trial says nothing while it goes on."""


def script(release: int) -> tuple[str, bytes]:
    """The script of a release: its path, named by its content, and its bytes."""
    data = f"// {release}\n".encode() * (10 + release)
    return f"assets/fixed/trang-{hashlib.sha256(data).hexdigest()[:12]}.js", data


def content(release: int, number: int) -> bytes:
    """A page of a release; its length differs in each."""
    head = f'<!DOCTYPE html><script src="../../{script(release)[0]}"></script>\n'.encode()
    return head + f"<p>release {release} page {number}\n".encode() * (50 + 300 * (number % 4) + release)


def published(root: Path, release: int) -> None:
    """Publish a release of some pages and their script, packed as builds pack them."""
    with locked(root), aside(root) as folder:
        for number in range(PAGES):
            write_file(folder, f"trang/{number}/index.html", content(release, number))
        write_file(folder, *script(release))
        write_file(folder, "404.html", b"404")
        pack(folder)
        publish(root, folder, seal(folder))


def unpacked(body: bytes, packed: str) -> bytes:
    """A body as it was before the server packed it."""
    if packed == "br":
        found: bytes = brotli.decompress(body)
        return found
    return gzip.decompress(body) if packed == "gzip" else body


class Reader:
    """Asks for pages and the scripts that they name until told to stop."""

    def __init__(self, address: str, allowed: list[set[str]], seed: int, *, scripts: bool) -> None:
        self.netloc, self.allowed, self.scripts = urlsplit(address).netloc, allowed, scripts
        self.chance, self.tally = random.Random(seed), Tally("")  # noqa: S311 - chance, no secret
        self.connection = http.client.HTTPConnection(self.netloc, timeout=30)

    def read(self, stop: Event) -> None:
        """Ask on."""
        while not stop.is_set():
            number = self.chance.randrange(PAGES)
            try:
                page = self.asked(f"/trang/{number}/", self.allowed[number])
                if self.scripts and (named := SCRIPT.search(page)):
                    self.asked(f"/{named[0].decode()}", set(), named[1].decode())
            except (OSError, http.client.HTTPException, ValueError, brotli.error) as error:
                self.tally.count(lost=f"page {number}: {error!r}")
                self.connection = http.client.HTTPConnection(self.netloc, timeout=30)

    def asked(self, path: str, allowed: set[str], begins: str = "-") -> bytes:
        """Ask for a path; the hash of its body must be allowed, or begin as its name says."""
        self.connection.request(
            "GET", path, headers={"Accept-Encoding": self.chance.choice(("", "gzip", "br"))}
        )
        answer = self.connection.getresponse()
        body = unpacked(answer.read(), answer.getheader("Content-Encoding", ""))
        digest = hashlib.sha256(body).hexdigest()
        if answer.status != http.HTTPStatus.OK:
            self.tally.count(lost=f"{path}: {answer.status}")
        elif digest in allowed or digest.startswith(begins):
            self.tally.count()
        else:
            self.tally.count(altered=f"{path}: {body[:60]!r}")
        return body


@contextmanager
def plain(root: Path) -> Iterator[str]:
    """Python's own server on the site of a root."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Plain, directory=str(root / "site")))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def switched(root: Path, address: str, releases: int, reader: type[Reader], tally: Tally, seed: int) -> None:
    """Switch releases while readers ask; their counts are added up afterwards, as threads share no number."""
    allowed = [
        {hashlib.sha256(content(release, number)).hexdigest() for release in range(releases)}
        for number in range(PAGES)
    ]
    scripts = "Python" not in tally.name
    readers = [reader(address, allowed, seed + number, scripts=scripts) for number in range(READERS)]
    stop = Event()
    threads = [Thread(target=one.read, args=(stop,)) for one in readers]
    for thread in threads:
        thread.start()
    for release in range(1, releases):
        published(root, release)
    stop.set()
    for thread in threads:
        thread.join()
    for one in readers:
        tally.held += one.tally.held
        tally.altered += one.tally.altered
        tally.lost += one.tally.lost
        tally.notes += one.tally.notes


def run(times: int, chance: random.Random, folder: Path) -> Iterator[Tally]:
    root, releases = root_in(folder / "root"), 1 + max(2, times * 2)
    build(root)  # makes the configuration of the servers
    for server in (*SERVERS, "Python"):
        name = f"requests while releases were switched, {server}"
        tally = Tally(name)
        if server in SERVERS and not is_there(server):
            tally.untried = f"{server} is not installed"
            yield tally
            continue
        published(root, 0)
        own = folder / server
        own.mkdir()
        with serving(server, root, own) if server in SERVERS else plain(root) as address:
            switched(root, address, releases, Reader, tally, chance.randrange(10**9))
        yield tally


if __name__ == "__main__":
    main(run)
