"""Data files changed all together or not at all, even when the run is killed in between.

What is about to change is kept first, below ``data/.replacing``; the change is made when that folder is gone
again. Whoever reads the data next and finds the folder, with nobody at work, puts back what it keeps.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

KEPT = ".replacing"
"""Below ``data/``: what a change that is not finished has to put back."""

PARTIAL = ".replacing.part"
"""The same while it is written, or thrown away: of no use to anybody."""

LIST = "list.json"

Digests: TypeAlias = Mapping[str, tuple[str | None, str | None]]
"""SHA-256 of each file before and after, by path relative to the root; None where there is no file."""


class ReplaceError(Exception):
    """The files cannot be changed; `code` names the problem in the catalogue (``cli.<code>``)."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@contextmanager
def settled(root: Path) -> Iterator[None]:
    """Holds the data still for a reader: no change under way, and none that was left half made.

    Raises:
        ReplaceError: what a killed run left cannot be put back, because files were edited since.
    """
    data = root / "data"
    if not data.is_dir():
        yield
        return
    with _held(data, fcntl.LOCK_SH) as lock:
        while (data / KEPT).exists():
            fcntl.flock(lock, fcntl.LOCK_EX)
            _put_back(root)
            fcntl.flock(lock, fcntl.LOCK_SH)
        yield


def replace_files(root: Path, files: Mapping[str, bytes | None], before: Mapping[str, bytes]) -> None:
    """Writes and removes files of a root's data.

    Args:
        root: The root.
        files: New bytes by path relative to the root; None for a file that goes.
        before: Bytes of the files as they were when the change was made up; a file not in it was missing.

    Raises:
        ReplaceError: a file is no longer as it was, so the change was made up from something else.
    """
    data = root / "data"
    with _held(data, fcntl.LOCK_EX):
        _put_back(root)
        for path in files:
            if _bytes(root / path) != before.get(path):
                raise ReplaceError("data-moved", path=path)
        _keep(root, {path: (_digest(before.get(path)), _digest(files[path])) for path in files})
        try:
            for path, new in files.items():
                _put(root / path, new)
        except OSError:
            _put_back(root)
            raise
        _forget(data)


def _keep(root: Path, digests: Digests) -> None:
    """Keeps the files that are about to change, then says by one rename that they are kept."""
    data = root / "data"
    partial = data / PARTIAL
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir()
    for number, (path, (old, _)) in enumerate(digests.items()):
        if old is not None:
            _write(partial / str(number), (root / path).read_bytes())
    _write(partial / LIST, json.dumps(digests).encode())
    _sync(partial)
    partial.rename(data / KEPT)
    _sync(data)


def _put_back(root: Path) -> None:
    """Puts every kept file back, if any are; may itself be cut off and begun again."""
    data = root / "data"
    shutil.rmtree(data / PARTIAL, ignore_errors=True)
    kept = data / KEPT
    if not kept.exists():
        return
    digests: Digests = {
        path: (old, new) for path, (old, new) in json.loads((kept / LIST).read_bytes()).items()
    }
    for path, known in digests.items():
        # Somebody's work since is worth more than an undone import.
        if _digest(_bytes(root / path)) not in known:
            raise ReplaceError("data-unsettled", path=path, kept=kept.as_posix())
    for number, (path, (old, _)) in enumerate(digests.items()):
        _put(root / path, None if old is None else (kept / str(number)).read_bytes())
    _forget(data)


def _forget(data: Path) -> None:
    """Makes the change final, or its undoing: nothing is kept any more."""
    (data / KEPT).rename(data / PARTIAL)
    _sync(data)
    shutil.rmtree(data / PARTIAL, ignore_errors=True)


def _put(goal: Path, new: bytes | None) -> None:
    """Makes a file what it is to be, by one rename; on the disk before the next step."""
    aside = goal.with_name(f".{goal.name}.new")
    try:
        if new is None:
            goal.unlink(missing_ok=True)
        elif _bytes(goal) != new:
            goal.parent.mkdir(parents=True, exist_ok=True)
            _write(aside, new)
            aside.replace(goal)
        if goal.parent.is_dir():
            _sync(goal.parent)
    finally:
        aside.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _digest(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _held(data: Path, how: int) -> Iterator[int]:
    """Holds the lock of a data folder, which is the folder itself: nothing is left behind."""
    lock = os.open(data, os.O_RDONLY)
    try:
        # Some network file systems know no locks; reading goes on without.
        with suppress(*((OSError,) if how == fcntl.LOCK_SH else ())):
            fcntl.flock(lock, how)
        yield lock
    finally:
        os.close(lock)
