"""Publishes a release: it is written to a new folder, gets a manifest, and becomes current by one rename.

``site`` is a symbolic link to ``build/releases/<id>``. Readers see the old release or the new one, never a
mixture, and a failed build leaves the old one online. A release is readable by a web server whatever the
umask. All its files have one modification time that no other release has, because web servers recognise a
changed file by time and size.
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

from generator.build.kept_assets import keep_assets
from generator.build.manifest import ManifestError, compare, stays
from generator.data.problems import visible
from generator.data.transaction import named, replace_file
from generator.view.urls import MANIFEST, SIGNATURE

KEPT_RELEASES = 3
"""Number of releases kept on disk, including the current one, so that one can go back by hand."""

BUILDING, LINKING = ".building-", ".site-"
"""Prefixes of the temporary folder and link of a build; if no build is running, they are left over."""


class PublishError(Exception):
    """The site cannot be published; `code` names the message in the catalogue."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the root's build lock, so that two builds never publish at once; remove what a killed build left.

    Raises:
        PublishError: Another build is running.
    """
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
    """Provide an empty folder on the file system of the releases; it is removed if it was not published."""
    releases = root / "build" / "releases"
    _make(releases)
    folder = Path(tempfile.mkdtemp(prefix=BUILDING, dir=releases))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_file(folder: Path, path: str, data: bytes) -> None:
    """Write one file of a release.

    Raises:
        PublishError: The path is outside the release.
    """
    goal = _within(folder, path)
    with named(goal):
        goal.write_bytes(data)


def replace_in(folder: Path, path: str, data: bytes) -> None:
    """Write one file into a folder that people use: what was there stays until the new one is whole.

    Raises:
        PublishError: The path is outside the folder.
    """
    replace_file(_within(folder, path), data)


def _within(folder: Path, path: str) -> Path:
    """Return where a file goes; makes the folders above it.

    Raises:
        PublishError: The path is outside the folder.
    """
    goal = folder / path
    if not goal.resolve().is_relative_to(folder.resolve()):
        raise PublishError("path-outside", value=path)
    goal.parent.mkdir(parents=True, exist_ok=True)
    return goal


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file in a folder except manifest and signature, by path with ``/``.

    Links, pipes and other special files are not opened; their digest is empty.
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
    """Write the manifest of a finished release and return its SHA-256, which names the release.

    Raises:
        PublishError: The folder contains something that is not a file, or a name that a manifest cannot list.
    """
    found = sorted(digests(folder).items())
    for name, digest in found:
        if not digest or not stays(name):
            raise PublishError("path-unfit", value=visible(name))
    manifest = "".join(f"{digest}  {name}\n" for name, digest in found).encode()
    (folder / MANIFEST).write_bytes(manifest)
    return hashlib.sha256(manifest).hexdigest()


def publish(root: Path, folder: Path, digest: str) -> Path:
    """Make a folder with a manifest the current release and return where it is now.

    Args:
        root: Folder with the link ``site``.
        folder: The finished release, from `aside`.
        digest: What `seal` returned.

    Raises:
        PublishError: ``site`` exists and is not a symbolic link.
    """
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
        # An older release becomes current again: with a new time, browsers do not keep using the copies
        # that they have of the releases between.
        _open_to_all(release)
    keep_assets(root, (link.resolve(), release))
    # Files reach the disk before the link to them: after a power cut there is the old site or the new one.
    os.sync()
    temporary = root / f"{LINKING}{os.getpid()}"
    temporary.symlink_to(os.path.relpath(release, root.resolve()))
    temporary.rename(link)
    _sync(root)
    _prune(releases, release)
    return release


def _make(folder: Path) -> None:
    """Create a parent folder of the releases that a web server can enter whatever the umask."""
    if not folder.is_dir():
        folder.mkdir(parents=True)
        folder.chmod(0o755)


def _place(releases: Path, name: str, folder: Path) -> Path:
    """Return the folder for a release: one with the same undamaged content and signature, or a free name."""
    number = 1
    while True:
        release = releases / (name if number == 1 else f"{name}-{number}")
        if not release.exists() or (_signature(release) == _signature(folder) and _intact(release)):
            return release
        number += 1


def _signature(release: Path) -> bytes:
    """Read a release's signature; empty if it has none."""
    path = release / SIGNATURE
    return path.read_bytes() if path.is_file() else b""


def _intact(release: Path) -> bool:
    try:
        return not compare((release / MANIFEST).read_bytes(), digests(release))
    except (OSError, ManifestError):
        return False


def _open_to_all(release: Path) -> None:
    """Make a release readable by everyone and set one modification time that no other release has."""
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
