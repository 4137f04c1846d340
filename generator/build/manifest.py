"""Whether a site is the one that was sealed: its manifest against what stands in its folder.

Pure: the edge reads the manifest and the folder (`release.digests`). The manifest is held to the exact
form in which `release.seal` writes it, so that no change of it goes unseen either; it says nothing of
itself, its own SHA-256 does, which names the release.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["changed", "missing", "added"]

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_PRINTED_BADLY = re.compile(r"[\x00-\x1f\x7f\\]")
"""Controls and the backslash: no file of ours has them, and on some systems they lead elsewhere."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A file that is not as the manifest says."""

    path: str
    kind: Kind


class ManifestError(Exception):
    """A manifest that cannot be trusted to name files; `code` is ``malformed``, ``leaves`` or ``twice``."""

    def __init__(self, code: str, line: int) -> None:
        super().__init__(f"{code}: {line}")
        self.code = code
        self.line = line
        """1-based."""


class SigningError(Exception):
    """A key or signature that does not do; `code` names the problem in the catalogue (``cli.sign-…``)."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def parse(manifest: bytes) -> dict[str, str]:
    """Digest by path.

    Raises:
        ManifestError: a line is not ``<digest>  <path>``, names a file outside the folder or one named
            before, or the last line has no end.
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
    """Whether a path, on any system, names a place inside the folder, and in the one way to write it."""
    plain = not _PRINTED_BADLY.search(path) and not re.match(r"[A-Za-z]:", path)
    return plain and all(part not in {"", ".", ".."} for part in path.split("/"))


def compare(manifest: bytes, digests: Mapping[str, str]) -> list[Finding]:
    """Every file that was changed, is missing or was added, by path.

    Args:
        manifest: Bytes of the manifest.
        digests: SHA-256 of each file of the folder but the manifest; empty for what is not a file.

    Raises:
        ManifestError: see `parse`.
    """
    listed = parse(manifest)
    found = [Finding(path, "missing") for path in listed.keys() - digests.keys()]
    found += [Finding(path, "added") for path in digests.keys() - listed.keys()]
    found += [
        Finding(path, "changed") for path in listed.keys() & digests.keys() if listed[path] != digests[path]
    ]
    return sorted(found)
