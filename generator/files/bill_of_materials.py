"""The bill of materials: every package that the site is built from, with version, licence and checksums.

Pure: made of the lock files alone, so that the same locks give the same bytes on every machine. The form is
CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/), which scanners of known weaknesses read.
"""

import base64
import json
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

ROOT = "portal-cchc-hai-phong"
"""Name of the project itself, which uses the others."""

_PINNED = re.compile(r"([A-Za-z0-9._-]+)==(\S+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
"""The namespace of addresses in RFC 4122."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package that a lock names."""

    kind: str
    """Where it comes from: ``pypi`` or ``npm``."""
    name: str
    version: str
    licence: str
    """SPDX expression, such as ``MIT`` or ``Apache-2.0 OR BSD-3-Clause``."""
    checksums: tuple[tuple[str, str], ...]
    """Algorithm, as CycloneDX names it, and hexadecimal digest of each file that may be installed."""
    users: tuple[str, ...]
    """Names of the packages that need it; `ROOT` for the project itself."""

    @property
    def address(self) -> str:
        """Its package URL (https://github.com/package-url/purl-spec)."""
        return f"pkg:{self.kind}/{self.name.replace('@', '%40')}@{self.version}"


def python_packages(lock: str, licences: Mapping[str, str]) -> Iterator[Package]:
    """Yield the packages of a lock as ``uv pip compile`` writes it.

    Args:
        lock: Text of the lock: for each package ``name==version``, its hashes, and ``# via`` its users.
        licences: SPDX expression of each package by name.

    Raises:
        KeyError: A package has no licence there.
    """
    for entry in re.split(r"\n(?=\S)", lock):
        pinned = _PINNED.match(entry)
        if pinned is None:
            continue
        name, via = pinned[1], entry.partition("# via ")[2]
        users = tuple(ROOT if user.startswith(ROOT) else user for user in re.split(r",\s*", via.strip()))
        checksums = tuple(("SHA-256", digest) for digest in _HASH.findall(entry))
        yield Package("pypi", name, pinned[2], licences[name], checksums, users)


def npm_packages(lock: str) -> Iterator[Package]:
    """Yield the packages of a ``package-lock.json`` that the site is built from, not those of the tests."""
    for path, found in json.loads(lock)["packages"].items():
        if path and not found.get("dev"):
            digest = base64.b64decode(found["integrity"].removeprefix("sha512-")).hex()
            name = path.rpartition("node_modules/")[2]
            yield Package("npm", name, found["version"], found["license"], (("SHA-512", digest),), (ROOT,))


def licences_of(text: str) -> dict[str, str]:
    """Return the SPDX expression of each package from lines of name and expression; ``#`` begins a remark."""
    lines = (line.partition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {name: licence for name, _, licence in lines}


def bill(packages: Iterable[Package]) -> bytes:
    """Return the bill of materials in JSON; its serial number follows from its content."""
    listed = sorted(packages, key=lambda one: (one.kind, one.name))
    content = {
        "metadata": {"component": {"type": "application", "bom-ref": ROOT, "name": ROOT}},
        "components": [_component(one) for one in listed],
        "dependencies": list(_dependencies(listed)),
    }
    number = uuid.uuid5(_NAMESPACE, json.dumps(content, sort_keys=True))
    head = {"bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": number.urn, "version": 1}
    return f"{json.dumps({**head, **content}, ensure_ascii=False, indent=1)}\n".encode()


def _component(package: Package) -> dict[str, Any]:
    # A Python package has a file for each machine; CycloneDX means by `hashes` those of one file.
    single = len(package.checksums) == 1
    hashes = [{"alg": name, "content": digest} for name, digest in package.checksums]
    several = [{"name": "lock:sha256", "value": digest} for _, digest in package.checksums]
    return {
        "type": "library",
        "bom-ref": package.address,
        "name": package.name,
        "version": package.version,
        "licenses": [{"expression": package.licence}],
        "purl": package.address,
        **({"hashes": hashes} if single else {"properties": several}),
    }


def _dependencies(packages: list[Package]) -> Iterator[dict[str, Any]]:
    """Yield for the project and each package which others it needs."""
    references = {ROOT: ROOT} | {one.name: one.address for one in packages}
    for name, reference in references.items():
        yield {"ref": reference, "dependsOn": [one.address for one in packages if name in one.users]}


def listed_licences(packages: Iterable[Package]) -> str:
    """Return a line for each package: name, version, licence."""
    ordered = sorted(packages, key=lambda one: (one.kind, one.name))
    return "".join(f"{one.kind}\t{one.name}\t{one.version}\t{one.licence}\n" for one in ordered)
