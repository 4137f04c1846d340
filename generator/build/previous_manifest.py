"""Finds the digest of the manifest published before this build, from what the user gave or the live site."""

import hashlib
import re
import time
from pathlib import Path

from generator.build.manifest import ManifestError, parse
from generator.build.remote_site import FetchError, MissingError, manifest_of
from generator.view.urls import FIRST, MANIFEST

PAUSES = (0, 2, 5)
"""Seconds to wait before each try to read the published manifest; a server may be busy for a moment."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


class ChainError(Exception):
    """The manifest published before cannot be read; `code` names the message in the catalogue."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def previous_digest(given: str) -> str:
    """Return the SHA-256 of the manifest published before, or `FIRST` if there is none.

    Args:
        given: That digest, `FIRST`, the path of the manifest file, or the address of the published site or of
            its manifest. A site that answers but has no manifest counts as never published.

    Raises:
        ChainError: There is no such file, what is given is not a manifest, or the site does not answer.
    """
    if given == FIRST or _DIGEST.fullmatch(given):
        return given
    if given.startswith(("http://", "https://")):
        manifest = _published(given)
        if manifest is None:
            return FIRST
    else:
        path = Path(given)
        if not path.is_file():
            raise ChainError("previous-missing", value=given)
        manifest = path.read_bytes()
    try:
        parse(manifest)
    except ManifestError:
        raise ChainError("previous-no-manifest", value=given) from None
    return hashlib.sha256(manifest).hexdigest()


def _published(address: str) -> bytes | None:
    message = ""
    for pause in PAUSES:
        time.sleep(pause)
        try:
            return manifest_of(address.removesuffix(MANIFEST))
        except MissingError:
            return None
        except FetchError as error:
            message = str(error)
    raise ChainError("previous-unreachable", value=address, message=message)
