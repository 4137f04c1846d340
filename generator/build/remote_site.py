"""Reads a published site over http(s), one file at a time so as not to load the server."""

import hashlib
import time
from collections.abc import Iterable, Iterator
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from generator.view.urls import MANIFEST

AGENT = "portal-verify/1 (so sanh ban ke SHA256SUMS)"
TIMEOUT = 20
"""Seconds to wait for the server at each read."""
PAUSE = 0.02
"""Seconds between two requests, so as not to load the server."""
MOST = 64 * 1024 * 1024
"""Largest number of bytes read of one file; no file of a site is that large."""
PIECE = 1 << 16
"""Bytes read at a time."""


NOT_SERVED = frozenset({"_headers"})
"""Files that hosts read and do not serve: one that is missing is no difference."""

SHOWN_AS_MISSING = "404.html"
"""The page of addresses that do not exist; servers send it with status 404 at its own address too."""

GONE = frozenset({404, 410})
"""HTTP status codes that say that there is no such file."""


class FetchError(Exception):
    """A file of a published site could not be read."""


class MissingError(FetchError):
    """The site answers but has no such file."""


def manifest_of(address: str) -> bytes:
    """Read the manifest of a published site.

    Raises:
        MissingError: The site has none.
        FetchError: It could not be read.
    """
    return file_at(address, MANIFEST)


def file_at(address: str, name: str) -> bytes:
    """Read one file of a published site, at most `MOST` bytes of it.

    Raises:
        MissingError: The site has no file of this name.
        FetchError: It could not be read.
    """
    try:
        with _open(address, name) as answer:
            data: bytes = answer.read(MOST)
    except (OSError, HTTPException, ValueError) as error:
        kind = MissingError if getattr(error, "code", None) in GONE else FetchError
        raise kind(str(error)) from None
    return data


def digests_at(address: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield name and SHA-256 of each file as the site serves it; missing files are left out.

    The digest of a file of more than `MOST` bytes is empty.

    Raises:
        FetchError: A file could not be read.
    """
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
    """Request one file without compression, because the digest is that of the uncompressed bytes."""
    if not address.startswith(("http://", "https://")):
        raise FetchError(address)
    request = Request(  # noqa: S310 - http and https only, as checked above
        f"{address.rstrip('/')}/{quote(name)}", headers={"User-Agent": AGENT, "Accept-Encoding": "identity"}
    )
    try:
        return urlopen(request, timeout=TIMEOUT)  # noqa: S310
    except HTTPError as error:
        if name != SHOWN_AS_MISSING or error.code not in GONE:
            raise
        return error
