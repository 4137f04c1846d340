"""Fills a folder beside its place and puts it there whole: nobody finds half an export, sample or preview.

A run that is killed leaves only the folder beside, under a hidden name that follows from the goal's; the next
run for the same goal removes it and goes on.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.data.transaction import ReplaceError, named

PART, OLD = ".part", ".old"
"""Endings of the folder that is being filled, and of the one that it takes the place of."""


@contextmanager
def whole_folder(goal: Path) -> Iterator[Path]:
    """Provide an empty folder to fill; it takes the place of `goal`, and of all that is in it, at the end.

    Args:
        goal: The folder to make. What is there stays as it is if filling fails.

    Raises:
        ReplaceError: Another run is filling the same folder.
        OSError: It cannot be written; what was there still is.
    """
    goal = goal.resolve()
    goal.parent.mkdir(parents=True, exist_ok=True)
    part, old = _beside(goal, PART), _beside(goal, OLD)
    with _told_of(goal, part), _held(part, goal):
        _empty(part)
        _settle(goal, old)
        try:
            yield part
            _placed(part, goal, old)
        finally:
            shutil.rmtree(part, ignore_errors=True)


@contextmanager
def _told_of(goal: Path, part: Path) -> Iterator[None]:
    """Have errors name the folder that was asked for, not the one beside it, which nobody knows."""
    try:
        with named(goal):
            yield
    except OSError as error:
        found = Path(os.fsdecode(error.filename))
        if found.is_relative_to(part):
            error.filename = str(goal / found.relative_to(part))
        raise


def _beside(goal: Path, ending: str) -> Path:
    # Not the whole name, which may be as long as a name can be.
    return goal.with_name(f".{hashlib.sha256(os.fsencode(goal.name)).hexdigest()[:16]}{ending}")


@contextmanager
def _held(part: Path, goal: Path) -> Iterator[None]:
    """Make the folder that is to be filled, if a killed run left none, and keep other runs out of it."""
    part.mkdir(exist_ok=True)
    lock = os.open(part, os.O_RDONLY)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # The run that held it may just have put it in its place.
            is_ours = os.path.samestat(os.fstat(lock), part.stat())
        except (BlockingIOError, FileNotFoundError):
            is_ours = False
        if not is_ours:
            raise ReplaceError("folder-busy", value=str(goal))
        yield
    finally:
        os.close(lock)


def _empty(folder: Path) -> None:
    """Remove what is in a folder; the folder itself stays, as it is locked."""
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _settle(goal: Path, old: Path) -> None:
    """Put back what a run that was killed between its two renames had moved away."""
    if old.exists() and not goal.exists():
        old.rename(goal)
    shutil.rmtree(old, ignore_errors=True)


def _placed(part: Path, goal: Path, old: Path) -> None:
    """Put the filled folder into its place."""
    if goal.exists() and not any(goal.iterdir()) and (goal == Path.cwd() or goal.is_mount()):
        # Somebody stands in the empty folder, or it is a disk of its own: it stays, its content comes in.
        for entry in sorted(part.iterdir()):
            shutil.move(entry, goal / entry.name)
        return
    if goal.exists():
        goal.rename(old)
    part.rename(goal)
    shutil.rmtree(old, ignore_errors=True)
