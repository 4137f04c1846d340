"""A site, folder or published, held against its manifest, its signature and the manifest before it."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from generator.build.manifest import Finding, SigningError, compare, parse
from generator.build.release import digests
from generator.build.remote_site import MissingError, digests_at, file_at, manifest_of
from generator.build.signature import check
from generator.view.urls import MANIFEST, SIGNATURE

TOLD = "ban-dung/ban-dung.json"
"""What a build says of itself; the manifest lists it."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """What was found of a site."""

    manifest: bytes
    findings: tuple[Finding, ...]
    files: int
    signature: bytes
    """Empty without one."""
    told: dict[str, str]
    """What the build says of itself; empty where it says nothing that can be read."""
    remote: bool

    @property
    def digest(self) -> str:
        """SHA-256 of the manifest."""
        return hashlib.sha256(self.manifest).hexdigest()


def inspect(where: str) -> Inspected:
    """Reads all of a site and compares it with its manifest.

    Raises:
        ManifestError: the manifest cannot be trusted to name files.
        FetchError: a published site could not be read.
    """
    if where.startswith(("http://", "https://")):
        manifest = manifest_of(where)
        found = dict(digests_at(where, parse(manifest)))
        signature, told = _fetched(where, SIGNATURE), _fetched(where, TOLD)
    else:
        folder = Path(where)
        manifest, found = (folder / MANIFEST).read_bytes(), digests(folder)
        signature, told = _read(folder / SIGNATURE), _read(folder / TOLD)
    # Only what the manifest lists counts as the build's own word.
    listed = parse(manifest).get(TOLD) == hashlib.sha256(told).hexdigest()
    return Inspected(
        manifest=manifest,
        findings=tuple(compare(manifest, found)),
        files=len(found),
        signature=signature,
        told=_texts(told) if listed else {},
        remote=where.startswith(("http://", "https://")),
    )


def named_key(seen: Inspected) -> str:
    """The public key that the site names; empty for none."""
    return seen.told.get("minisign_public_key", "")


def chained(seen: Inspected) -> str:
    """SHA-256 of the manifest published before, as the site tells it; empty where it tells none."""
    return seen.told.get("previous_manifest_sha256", "")


def signature_of(seen: Inspected, known: str) -> tuple[str, dict[str, str]]:
    """What is to be said of the signature, by code of the catalogue (``cli.sign-…``), and what fills it.

    Args:
        seen: The site.
        known: A public key that the reader knows from elsewhere; empty without one.

    Raises:
        SigningError: there is a signature and it is not right, or one is missing that must be there.
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
