"""Releases switched under load: every body that a reader gets is one of a release, by its hash."""

import hashlib
import http.client
import random
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

from generator.build.release import aside, locked, publish, seal, write_file
from tests.torture.trial import Tally, main

READERS = 4
FILES = 200


class Quiet(SimpleHTTPRequestHandler):
    """Serves the link `site` as any host does: the path is followed anew for every request."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """A trial says nothing while it goes on."""


def content(release: int, number: int) -> bytes:
    """A file of a release; its length differs in each."""
    return f"release {release} file {number}\n".encode() * (50 + 400 * (number % 5) + release)


def published(root: Path, release: int) -> None:
    """Publish a release of some files."""
    with locked(root), aside(root) as folder:
        for number in range(FILES):
            write_file(folder, f"{number}.txt", content(release, number))
        publish(root, folder, seal(folder))


def reading(port: int, stop: Event, allowed: list[set[str]], tally: Tally, seed: int) -> None:
    """Ask for files until told to stop; of each body the hash must be that of a release."""
    chance = random.Random(seed)  # noqa: S311 - chance, no secret
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    while not stop.is_set():
        number = chance.randrange(FILES)
        try:
            connection.request("GET", f"/{number}.txt")
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException) as error:
            tally.count(lost=f"file {number}: {error!r}")
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            continue
        if answer.status != http.HTTPStatus.OK:
            tally.count(lost=f"file {number}: {answer.status}")
        elif hashlib.sha256(body).hexdigest() not in allowed[number]:
            tally.count(altered=f"file {number}: {body[:40]!r}")
        else:
            tally.count()


def run(times: int, chance: random.Random, folder: Path) -> Iterator[Tally]:
    published(folder, 0)
    releases = max(2, times)
    allowed = [
        {hashlib.sha256(content(release, number)).hexdigest() for release in range(releases)}
        for number in range(FILES)
    ]
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder / "site")))
    Thread(target=server.serve_forever, daemon=True).start()
    stop, counted = Event(), [Tally("") for _ in range(READERS)]
    readers = [
        Thread(target=reading, args=(server.server_port, stop, allowed, tally, chance.randrange(10**9)))
        for tally in counted
    ]
    for reader in readers:
        reader.start()
    for release in range(1, releases):
        published(folder, release)
    stop.set()
    for reader in readers:
        reader.join()
    server.shutdown()
    # Readers count apart, as threads must not share a number.
    yield Tally(
        f"requests while {releases - 1} releases were switched",
        held=sum(tally.held for tally in counted),
        altered=sum(tally.altered for tally in counted),
        lost=sum(tally.lost for tally in counted),
        notes=[note for tally in counted for note in tally.notes],
    )


if __name__ == "__main__":
    main(run)
