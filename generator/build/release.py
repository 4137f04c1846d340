"""Publishing: a release is built aside, sealed, then made current by one rename.

``site`` is a symbolic link to ``build/releases/<id>``. A reader sees the old release or the new one,
never a mixture, and a build that fails leaves the old one up. Whatever the builder's umask, a release is
readable by a web server; its files all bear its own time, because servers tell versions by time and size.
"""

import fcntl
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.build.manifest import ManifestError, compare, stays
from generator.data.problems import visible
from generator.view.urls import MANIFEST, SIGNATURE

KEPT_RELEASES = 3
"""Releases kept on disk, the current one included, to go back by hand if need be."""

BUILDING, LINKING = ".building-", ".site-"
"""How the names begin of what a build makes aside: leftovers, when no build is running."""


class PublishError(Exception):
    """The place to publish to is not usable; `code` names the problem in the catalogue."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Holds the root's build lock, so that no two builds publish at once; clears what a killed one left."""
    folder = root / "build"
    _make(folder)
    with (folder / ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PublishError("build-running") from None
        for left in (folder / "releases").glob(f"{BUILDING}*"):
            shutil.rmtree(left, ignore_errors=True)
        for left in root.glob(f"{LINKING}*"):
            if left.is_symlink():
                left.unlink()
        yield


@contextmanager
def aside(root: Path) -> Iterator[Path]:
    """An empty folder on the same file system as the releases; removed if it was not published."""
    releases = root / "build" / "releases"
    _make(releases)
    folder = Path(tempfile.mkdtemp(prefix=BUILDING, dir=releases))
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


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder but its manifest and that one's signature, by path with ``/``.

    What is neither a file nor a folder (a link, a pipe) is not opened: it stands with an empty digest.
    """
    found = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not (path.is_dir() or path.is_file()):
            found[name] = ""
        elif path.is_file() and name not in {MANIFEST, SIGNATURE}:
            with path.open("rb") as file:
                found[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def seal(folder: Path) -> str:
    """Writes the manifest of a finished release and returns the digest that names it.

    Raises:
        PublishError: something in the folder is not a file, or has a name that no manifest can carry.
    """
    found = sorted(digests(folder).items())
    for name, digest in found:
        if not digest or not stays(name):
            raise PublishError("path-unfit", value=visible(name))
    manifest = "".join(f"{digest}  {name}\n" for name, digest in found).encode()
    (folder / MANIFEST).write_bytes(manifest)
    return hashlib.sha256(manifest).hexdigest()


def publish(root: Path, folder: Path, digest: str) -> Path:
    """Makes a sealed folder the current release and returns where it stands."""
    link = root / "site"
    if link.exists() and not link.is_symlink():
        raise PublishError("site-not-link", value=str(link))
    releases = (root / "build" / "releases").resolve()
    release = _place(releases, digest[:16], folder)
    current = link.resolve() == release
    if not release.exists():
        _open_to_all(folder)
        folder.rename(release)
    elif not current:
        # Taken up again: readers' copies of what stood between must not pass for these files.
        _open_to_all(release)
    # The bytes first, then the names that lead to them: a power cut leaves the old site or the new one.
    os.sync()
    temporary = root / f"{LINKING}{os.getpid()}"
    temporary.symlink_to(os.path.relpath(release, root.resolve()))
    temporary.rename(link)
    _sync(root)
    _prune(releases, release)
    return release


def _make(folder: Path) -> None:
    """Makes a folder on the way to the releases; a web server passes through it, whatever the umask."""
    if not folder.is_dir():
        folder.mkdir(parents=True)
        folder.chmod(0o755)


def _place(releases: Path, name: str, folder: Path) -> Path:
    """Where a release goes: where it stands already, signed alike and undamaged, else a free place."""
    number = 1
    while True:
        release = releases / (name if number == 1 else f"{name}-{number}")
        if not release.exists() or (_signature(release) == _signature(folder) and _intact(release)):
            return release
        number += 1


def _signature(release: Path) -> bytes:
    """The signature beside the manifest; empty without one."""
    path = release / SIGNATURE
    return path.read_bytes() if path.is_file() else b""


def _intact(release: Path) -> bool:
    try:
        return not compare((release / MANIFEST).read_bytes(), digests(release))
    except (OSError, ManifestError):
        return False


def _open_to_all(release: Path) -> None:
    """Readable by everyone, and of one time, in whole seconds, that no other release has."""
    taken = [int(p.stat().st_mtime) for p in release.parent.iterdir() if p.is_dir() and p != release]
    moment = max([int(time.time()), *(second + 1 for second in taken)])
    for path in sorted(release.rglob("*"), reverse=True):
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (moment, moment))
    release.chmod(0o755)
    os.utime(release, (moment, moment))


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
