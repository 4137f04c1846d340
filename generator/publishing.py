"""Publishing: a release is built aside, sealed, then made current by one rename.

``site`` is a symbolic link to ``build/releases/<id>``. A reader sees the old release or the new one,
never a mixture, and a build that fails leaves the old one up.
"""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MANIFEST = "SHA256SUMS"

KEPT_RELEASES = 3
"""Releases kept on disk, the current one included, to go back by hand if need be."""


class PublishError(Exception):
    """The place to publish to is not usable; `code` names the problem in the catalogue."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Holds the root's build lock, so that two builds never publish at once."""
    folder = root / "build"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PublishError("build-running") from None
        yield


@contextmanager
def aside(root: Path) -> Iterator[Path]:
    """An empty folder on the same file system as the releases; removed if it was not published."""
    releases = root / "build" / "releases"
    releases.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".building-", dir=releases))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_file(folder: Path, path: str, data: bytes) -> None:
    """Writes one file of a release, refusing any path that would leave it."""
    goal = folder / path
    if not goal.resolve().is_relative_to(folder.resolve()):
        raise PublishError("path-outside", value=path)
    goal.parent.mkdir(parents=True, exist_ok=True)
    goal.write_bytes(data)


def seal(folder: Path) -> str:
    """Writes the manifest of a finished release and returns the digest that names it."""
    lines = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        lines.append(f"{digest}  {path.relative_to(folder).as_posix()}\n")
    manifest = "".join(lines).encode()
    (folder / MANIFEST).write_bytes(manifest)
    return hashlib.sha256(manifest).hexdigest()


def publish(root: Path, folder: Path, digest: str) -> Path:
    """Makes a sealed folder the current release and returns where it stands."""
    link = root / "site"
    if link.exists() and not link.is_symlink():
        raise PublishError("site-not-link", value=str(link))
    releases = root / "build" / "releases"
    release = releases / digest[:16]
    if release.exists():
        shutil.rmtree(folder)
        os.utime(release)
    else:
        folder.chmod(0o755)
        folder.rename(release)
    _sync(releases)
    temporary = root / f".site-{os.getpid()}"
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(os.path.relpath(release, root))
    temporary.rename(link)
    _sync(root)
    _prune(releases, release)
    return release


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _prune(releases: Path, current: Path) -> None:
    old = sorted(
        (p for p in releases.iterdir() if p.is_dir() and not p.name.startswith(".") and p != current),
        key=lambda p: p.stat().st_mtime,
        reverse=True,
    )
    for release in old[KEPT_RELEASES - 1 :]:
        shutil.rmtree(release, ignore_errors=True)
