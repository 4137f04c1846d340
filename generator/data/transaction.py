"""Changes several data files together or not at all, even if the program is killed in between.

Before a change, the files concerned are copied to ``data/.replacing``; after it, that folder is removed.
Whoever reads the data next and finds the folder although no change is running restores the files from it.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TypeAlias

from generator.data.root_files import refuse_odd_files

KEPT = ".replacing"
"""Folder in ``data/`` with the previous state of files, while a change is not finished."""

ASIDE = ".unsettled-"
"""Name of the same folder, followed by a number, after a change that could not be undone as a whole."""

PARTIAL = ".replacing.part"
"""The same folder while it is being written or deleted; incomplete, so never used."""

LIST = "list.json"
"""File in that folder with the `Digests` of the change."""
Digests: TypeAlias = Mapping[str, tuple[str | None, str | None]]
"""SHA-256 of each file before and after, by path relative to the root; None where there is no file."""


class ReplaceError(Exception):
    """The files cannot be changed or restored; the message is ``cli.<code>`` in the catalogue."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@contextmanager
def locked_for_reading(root: Path) -> Iterator[None]:
    """Keep the data from being changed while they are read; first undoes a change that was interrupted.

    Raises:
        ProblemError: The root has links or other odd files (`refuse_odd_files`); nothing was read.
        ReplaceError: An interrupted change cannot be undone as a whole (see `_put_back`).
    """
    data = root / "data"
    if not data.is_dir():
        yield
        return
    with _held(data, fcntl.LOCK_SH) as lock:
        refuse_odd_files(root)
        while (data / KEPT).exists():
            fcntl.flock(lock, fcntl.LOCK_EX)
            _put_back(root)
            fcntl.flock(lock, fcntl.LOCK_SH)
        # Copies of a change that was finished, or never begun, when it was killed: nobody needs them.
        shutil.rmtree(data / PARTIAL, ignore_errors=True)
        yield


def replace_files(root: Path, files: Mapping[str, bytes | None], before: Mapping[str, bytes]) -> None:
    """Write and remove data files as one change.

    Args:
        root: The root folder.
        files: New bytes by path relative to the root; None to remove a file.
        before: Bytes of the files that the change was computed from; a file not in it did not exist.

    Raises:
        ProblemError: The root has links or other odd files (`refuse_odd_files`); nothing was written.
        ReplaceError: A file is not as in `before`, so the change was computed from outdated data; or a file
            is not read back as it was written, and all files are restored; or an interrupted change cannot be
            undone.
        OSError: A file could not be written; all files are restored.
    """
    data = root / "data"
    with _held(data, fcntl.LOCK_EX):
        refuse_odd_files(root)
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
        # A disk or a shared folder may have kept something else than it was given.
        if lost := next((path for path, new in files.items() if _bytes(root / path) != new), ""):
            _put_back(root, whatever=True)
            raise ReplaceError("data-not-as-written", path=lost)
        _forget(data)


def _keep(root: Path, digests: Digests) -> None:
    """Copy the files that are about to change; the final rename marks the copy as complete."""
    data = root / "data"
    partial = data / PARTIAL
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir()
        for number, (path, (old, _)) in enumerate(digests.items()):
            if old is not None:
                _write(partial / str(number), (root / path).read_bytes())
        _write(partial / LIST, json.dumps(digests).encode())
        _sync(partial)
        partial.rename(data / KEPT)
    except OSError:
        # On a full disk the room that the copies took is given back.
        shutil.rmtree(partial, ignore_errors=True)
        raise
    _sync(data)


def _put_back(root: Path, *, whatever: bool = False) -> None:
    """Restore all copied files, if there are any; can be interrupted and repeated.

    Args:
        root: The root folder.
        whatever: Whether to restore a file whatever is in it now, because this process has just written it.

    A file that was edited after the interruption is left as it is, because the edits are somebody's work. The
    copies are then renamed and named in the error, and the next command goes on with the data as they are.

    Raises:
        ReplaceError: A file was edited since, or the copies are damaged.
    """
    data = root / "data"
    shutil.rmtree(data / PARTIAL, ignore_errors=True)
    if not (data / KEPT).exists():
        return
    try:
        copies = _copies(data / KEPT)
    except (OSError, ValueError, TypeError, AttributeError):
        raise ReplaceError("data-copies-damaged", kept=_set_aside(data)) from None
    edited = []
    for number, (path, (known, old)) in enumerate(copies.items()):
        if whatever or _state(root / path) in known:
            _put(root / path, old)
        else:
            edited.append((path, "–" if old is None else str(number)))
    if edited:
        kept = _set_aside(data)
        shown = ", ".join(f"{path} ({copy if copy == '–' else f'{kept}/{copy}'})" for path, copy in edited)
        raise ReplaceError("data-unsettled", paths=shown, kept=kept)
    _forget(data)


def _copies(kept: Path) -> dict[str, tuple[tuple[str | None, str | None], bytes | None]]:
    """Read the copies of a change: digests before and after, and the bytes before, by path.

    Raises:
        OSError, ValueError, TypeError, AttributeError: The folder is not as `_keep` made it, or names a file
            outside ``data/``.
    """
    found = {}
    for number, (path, (old, new)) in enumerate(json.loads((kept / LIST).read_bytes()).items()):
        data = None if old is None else (kept / str(number)).read_bytes()
        parts = Path(path).parts
        if _digest(data) != old or parts[:1] != ("data",) or ".." in parts:
            raise ValueError(path)
        found[path] = ((old, new), data)
    return found


def _set_aside(data: Path) -> str:
    """Rename the folder of copies, so that nobody restores from it any more; return its path in the root."""
    name = next(f"{ASIDE}{number}" for number in count(1) if not (data / f"{ASIDE}{number}").exists())
    (data / KEPT).rename(data / name)
    _sync(data)
    return f"{data.name}/{name}"


def _forget(data: Path) -> None:
    """Finish the change, or its undoing, by removing the copies."""
    (data / KEPT).rename(data / PARTIAL)
    _sync(data)
    shutil.rmtree(data / PARTIAL, ignore_errors=True)


def _put(goal: Path, new: bytes | None) -> None:
    """Write or remove a file with one rename, and flush it to the disk before the next step."""
    with suppress(NotADirectoryError):
        _aside(goal).unlink(missing_ok=True)  # of a change that was killed
    if new is None:
        with suppress(NotADirectoryError):
            goal.unlink(missing_ok=True)
    elif _bytes(goal) != new:
        goal.parent.mkdir(parents=True, exist_ok=True)
        replace_file(goal, new)
    if goal.parent.is_dir():
        _sync(goal.parent)


def replace_file(goal: Path, data: bytes) -> None:
    """Write a file with one rename, so that nobody finds half of it; of a failed try nothing is left.

    Raises:
        OSError: It could not be written; what was there before still is.
    """
    aside = _aside(goal)
    try:
        _write(aside, data)
        aside.replace(goal)
    except OSError as error:
        error.filename = str(goal)  # nobody knows the name that it is written under
        raise
    finally:
        with suppress(OSError):  # a read-only disk would be told once more, under that name
            aside.unlink(missing_ok=True)


def _aside(goal: Path) -> Path:
    """Return where a file is written before it takes its place."""
    # Not the whole name, which may be as long as a name can be.
    return goal.with_name(f".{hashlib.sha256(os.fsencode(goal.name)).hexdigest()[:16]}.new")


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Give an error of writing the name of what was written: the system tells of a full disk without one."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(path)
        raise


def _write(path: Path, data: bytes) -> None:
    with named(path), path.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _state(path: Path) -> str | None:
    """Return the digest of a file, None where there is no file; ``folder`` where there is something else."""
    try:
        return _digest(_bytes(path))
    except NotADirectoryError:
        return None
    except IsADirectoryError:
        return "folder"


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
    """Hold a lock of the kind `how` (shared or exclusive) on the data folder; needs no lock file.

    Yields the folder's file descriptor.
    """
    lock = os.open(data, os.O_RDONLY)
    try:
        # Some network file systems have no locks; read without one there.
        with suppress(*((OSError,) if how == fcntl.LOCK_SH else ())):
            fcntl.flock(lock, how)
        yield lock
    finally:
        os.close(lock)
