"""Packed twins of a site's text files, so that a web server sends few bytes and packs nothing itself.

``page/index.html.br`` and ``.gz`` stand beside ``page/index.html``; nginx finds them with ``brotli_static``
and ``gzip_static``. The same bytes give the same twins: no name and no time stands in them.
"""

import gzip
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from pathlib import Path

import brotli

PACKED = frozenset({".html", ".css", ".js", ".json", ".csv", ".txt", ".svg", ".xml", ".atom", ".ics"})
"""Files that are text; pictures, fonts and office files are packed already."""

ASSETS = "assets/"
"""Few files that everyone fetches: worth the hardest packing."""

LARGE = 200_000
"""A page of more bytes than this is packed hard too: it is a few at most, and each costs a second."""

HARD, QUICK = 11, 7
"""Levels of brotli: 11 packs a page 10 % smaller than 7 and takes thirty times as long."""

GZIP = 6
"""Level of gzip, for readers without brotli: 9 packs 0.4 % smaller and takes twice as long."""


def twins(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Packed forms of one file by their paths, those only that are smaller."""
    heavy = path.endswith(".html") and len(data) > LARGE
    level = HARD if heavy or path.startswith(ASSETS) else QUICK
    for suffix, packed in (
        (".br", brotli.compress(data, quality=level)),
        (".gz", gzip.compress(data, compresslevel=GZIP, mtime=0)),
    ):
        if len(packed) < len(data):
            yield path + suffix, packed


def pack(folder: Path) -> None:
    """Writes the twins of every text file of a release."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in PACKED and path.is_file())
    # Both libraries let other threads run while they pack.
    with ThreadPoolExecutor(cpu_count()) as pool:
        for _ in pool.map(_pack_one, paths, [folder] * len(paths)):
            pass


def _pack_one(path: Path, folder: Path) -> None:
    for name, packed in twins(path.relative_to(folder).as_posix(), path.read_bytes()):
        (folder / name).write_bytes(packed)
