"""Compresses a site's text files at build time, so that the web server need not do it for each request.

``page/index.html.br`` and ``.gz`` are written next to ``page/index.html``; nginx serves them with
``brotli_static`` and ``gzip_static``. Equal input gives equal output: no name or time is stored in them.
"""

import gzip
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from os import cpu_count
from pathlib import Path

import brotli

from generator.data.transaction import named

PACKED = frozenset(
    {
        ".html",
        ".css",
        ".js",
        ".json",
        ".csv",
        ".txt",
        ".svg",
        ".xml",
        ".atom",
        ".ics",
        ".jsonld",
        ".webmanifest",
    }
)
"""Suffixes of text files; pictures, fonts and office files are compressed already."""

ASSETS = "assets/"
"""Folder of the few files that every reader downloads: always compressed at the `HARD` level."""

LARGE = 200_000
"""Pages of more bytes than this are compressed at the `HARD` level too: a few at most, a second each."""

HARD, QUICK = 11, 7
"""Levels of brotli: 11 makes a page 10 % smaller than 7 does and takes thirty times as long."""

GZIP = 6
"""Level of gzip, for browsers without brotli: 9 saves 0.4 % more and takes twice as long."""


def twins(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of the compressed forms of one file that are smaller than the file itself."""
    heavy = path.endswith(".html") and len(data) > LARGE
    level = HARD if heavy or path.startswith(ASSETS) else QUICK
    for suffix, packed in (
        (".br", _hard(data) if level == HARD else brotli.compress(data, quality=level)),
        (".gz", gzip.compress(data, compresslevel=GZIP, mtime=0)),
    ):
        if len(packed) < len(data):
            yield path + suffix, packed


@lru_cache(maxsize=64)
def _hard(data: bytes) -> bytes:
    """Compress at the `HARD` level; assets are the same in every build of a process."""
    packed: bytes = brotli.compress(data, quality=HARD)
    return packed


def pack(folder: Path) -> None:
    """Write the compressed forms of every text file in a folder next to it."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in PACKED and path.is_file())
    # Both libraries release the interpreter lock while they compress, so threads use all processors.
    with ThreadPoolExecutor(cpu_count()) as pool:
        for _ in pool.map(_pack_one, paths, [folder] * len(paths)):
            pass


def _pack_one(path: Path, folder: Path) -> None:
    for name, packed in twins(path.relative_to(folder).as_posix(), path.read_bytes()):
        with named(folder / name):
            (folder / name).write_bytes(packed)
