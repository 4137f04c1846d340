"""Reads a manifest (``SHA256SUMS``) and compares it with the files of a site, to find what was altered.

Pure: callers read the manifest and the folder (`release.digests`). Only the exact form that `release.seal`
writes is accepted. The manifest does not list itself; its own SHA-256 identifies it and names the release.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["changed", "missing", "added"]

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_PRINTED_BADLY = re.compile(r"[\x00-\x1f\x7f\\]")
"""Control characters and the backslash: our file names have none, and Windows reads ``\\`` as a separator."""


@dataclass(frozen=True, slots=True, order=True)
class FileFinding:
    """A file that differs from what the manifest lists."""

    path: str
    kind: Kind


class ManifestError(Exception):
    """A manifest that is not valid.

    `code` is ``malformed``, ``leaves`` (a path outside the folder) or ``twice`` (a path listed before).
    """

    def __init__(self, code: str, line: int) -> None:
        super().__init__(f"{code}: {line}")
        self.code = code
        self.line = line
        """1-based."""


class SigningError(Exception):
    """A key or signature that cannot be used; `code` names the message in the catalogue (``cli.sign-…``)."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def parse(manifest: bytes) -> dict[str, str]:
    """Return the SHA-256 that a manifest lists for each path.

    Raises:
        ManifestError: A line is not ``<digest>  <path>``, its path is outside the folder or was listed
            before, or the last line has no line end.
    """
    found: dict[str, str] = {}
    *lines, rest = manifest.split(b"\n")
    for number, line in enumerate(lines, 1):
        try:
            match = _LINE.fullmatch(line.decode())
        except UnicodeDecodeError:
            match = None
        if match is None:
            raise ManifestError("malformed", number)
        digest, path = match[1], match[2]
        if not stays(path):
            raise ManifestError("leaves", number)
        if path in found:
            raise ManifestError("twice", number)
        found[path] = digest
    if rest or not lines:
        raise ManifestError("malformed", len(lines) + 1)
    return found


def stays(path: str) -> bool:
    """Whether a path, on any operating system, is inside the folder and written in its only normal form."""
    plain = not _PRINTED_BADLY.search(path) and not re.match(r"[A-Za-z]:", path)
    return plain and all(part not in {"", ".", ".."} for part in path.split("/"))


def compare(manifest: bytes, digests: Mapping[str, str]) -> list[FileFinding]:
    """Return every file that was changed, is missing or was added, sorted by path.

    Args:
        manifest: Bytes of the manifest.
        digests: SHA-256 of each file of the site but the manifest; empty for a link or other special file.

    Raises:
        ManifestError: The manifest is not valid, see `parse`.
    """
    listed = parse(manifest)
    found = [FileFinding(path, "missing") for path in listed.keys() - digests.keys()]
    found += [FileFinding(path, "added") for path in digests.keys() - listed.keys()]
    found += [
        FileFinding(path, "changed")
        for path in listed.keys() & digests.keys()
        if listed[path] != digests[path]
    ]
    return sorted(found)
