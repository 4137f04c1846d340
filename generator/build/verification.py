"""``portal verify``: compares a site, in a folder or online, with its manifest and checks its signature."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from generator.build.manifest import FileFinding, SigningError, compare, parse
from generator.build.release import digests
from generator.build.remote_site import NOT_SERVED, MissingError, digests_at, file_at, manifest_of
from generator.build.signature import check
from generator.view.urls import MANIFEST, SIGNATURE

BUILD_FILE = "ban-dung/ban-dung.json"
"""File in which a build names its public key and the previous manifest; the manifest lists it."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """What was read from a site and how it differs from its manifest."""

    manifest: bytes
    findings: tuple[FileFinding, ...]
    files: int
    """Number of files read, without manifest and signature."""
    signature: bytes
    """Empty if there is none."""
    build: dict[str, str]
    """The texts in `BUILD_FILE`; empty if it is missing, unreadable or not as the manifest lists it."""
    remote: bool
    """Whether the site was read over http(s)."""

    @property
    def digest(self) -> str:
        """SHA-256 of the manifest."""
        return hashlib.sha256(self.manifest).hexdigest()


def inspect(where: str) -> Inspected:
    """Read a whole site and compare it with its manifest.

    Args:
        where: A folder, or the address of a published site.

    Raises:
        ManifestError: The manifest is not valid.
        FetchError: A published site could not be read.
    """
    remote = where.startswith(("http://", "https://"))
    if remote:
        manifest = manifest_of(where)
        found = dict(digests_at(where, parse(manifest)))
        signature, build = _fetched(where, SIGNATURE), _fetched(where, BUILD_FILE)
    else:
        folder = Path(where)
        manifest, found = (folder / MANIFEST).read_bytes(), digests(folder)
        signature, build = _read(folder / SIGNATURE), _read(folder / BUILD_FILE)
    # The key named in this file is trusted only if the manifest covers the file.
    listed = parse(manifest).get(BUILD_FILE) == hashlib.sha256(build).hexdigest()
    return Inspected(
        manifest=manifest,
        findings=tuple(
            finding
            for finding in compare(manifest, found)
            if not (remote and finding.kind == "missing" and finding.path in NOT_SERVED)
        ),
        files=len(found),
        signature=signature,
        build=_texts(build) if listed else {},
        remote=remote,
    )


def named_key(seen: Inspected) -> str:
    """Return the public key that the site names; empty if it names none."""
    return seen.build.get("minisign_public_key", "")


def chained(seen: Inspected) -> str:
    """Return the SHA-256 of the previous manifest that the site names; empty if it names none."""
    return seen.build.get("previous_manifest_sha256", "")


def signature_of(seen: Inspected, known: str) -> tuple[str, dict[str, str]]:
    """Check the signature; return the code of the message about it (``cli.sign-…``) and its parameters.

    Args:
        seen: The site.
        known: A public key that the reader knows from elsewhere; empty if none.

    Raises:
        SigningError: The signature is wrong, or there is no key to check it with, or one is missing although
            the reader gave a key or the published site names one.
    """
    public = known or named_key(seen)
    if not seen.signature:
        if known or (public and seen.remote):
            raise SigningError("missing", public=public)
        return ("unsigned-copy" if public else "unsigned"), {"public": public}
    if not public:
        raise SigningError("without-key")
    comment = check(seen.manifest, seen.signature, public)
    return ("right" if known else "right-by-its-own-key"), {"public": public, "comment": comment}


def _fetched(where: str, name: str) -> bytes:
    try:
        return file_at(where, name)
    except MissingError:
        return b""


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _texts(data: bytes) -> dict[str, str]:
    try:
        found = json.loads(data)
    except ValueError:
        return {}
    return (
        {name: text for name, text in found.items() if isinstance(text, str)}
        if isinstance(found, dict)
        else {}
    )
