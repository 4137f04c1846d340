"""Reading a published site over http(s), politely: one file after the other, streamed, hashed, never kept."""

import hashlib
import time
from collections.abc import Iterable, Iterator
from http.client import HTTPException
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from generator.view.urls import MANIFEST

AGENT = "portal-verify/1 (so sanh ban ke SHA256SUMS)"
TIMEOUT = 20
"""Seconds that one answer may take to begin."""
PAUSE = 0.02
"""Seconds between two requests: a reader's visit, not a load test."""
MOST = 64 * 1024 * 1024
"""Bytes of the largest file that is read; a longer answer is not the file."""
PIECE = 1 << 16


GONE = frozenset({404, 410})
"""Answers that say that there is no such file."""


class FetchError(Exception):
    """A file of a site could not be read."""


class MissingError(FetchError):
    """The site answers, and has no such file."""


def manifest_of(address: str) -> bytes:
    """The manifest at the top of a published site.

    Raises:
        MissingError: the site has none.
        FetchError: it could not be read.
    """
    return file_at(address, MANIFEST)


def file_at(address: str, name: str) -> bytes:
    """One file of a published site.

    Raises:
        MissingError: the site has none of this name.
        FetchError: it could not be read.
    """
    try:
        with _open(address, name) as answer:
            data: bytes = answer.read(MOST)
    except (OSError, HTTPException, ValueError) as error:
        kind = MissingError if getattr(error, "code", None) in GONE else FetchError
        raise kind(str(error)) from None
    return data


def digests_at(address: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """SHA-256 of each named file as it is served; files that are not served are left out."""
    for name in names:
        time.sleep(PAUSE)
        digest, size = hashlib.sha256(), 0
        try:
            with _open(address, name) as answer:
                while piece := answer.read(PIECE):
                    size += len(piece)
                    if size > MOST:
                        break
                    digest.update(piece)
        except URLError as error:
            if getattr(error, "code", None) in GONE:
                continue
            raise FetchError(f"{name}: {error}") from None
        except (OSError, HTTPException) as error:
            raise FetchError(f"{name}: {error}") from None
        yield name, digest.hexdigest() if size <= MOST else ""


def _open(address: str, name: str):  # type: ignore[no-untyped-def] # noqa: ANN202 - what urlopen gives
    """One file asked for as it stands: no compression, whose bytes would be others."""
    if not address.startswith(("http://", "https://")):
        raise FetchError(address)
    request = Request(  # noqa: S310 - http and https only, as checked above
        f"{address.rstrip('/')}/{quote(name)}", headers={"User-Agent": AGENT, "Accept-Encoding": "identity"}
    )
    return urlopen(request, timeout=TIMEOUT)  # noqa: S310
