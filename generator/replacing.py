"""Data files replaced all together or not at all: written aside, then renamed; undone when a rename fails."""

import os
from collections.abc import Mapping
from pathlib import Path

from generator.publishing import PublishError


def replace_files(root: Path, files: Mapping[str, bytes], before: Mapping[str, bytes]) -> None:
    """Writes files of a root.

    Args:
        root: The root.
        files: New bytes by path relative to the root.
        before: Bytes of the files as they were when the change was made up; a file not in it was missing.

    Raises:
        PublishError: a file is no longer as it was, so the change was made up from something else.
    """
    for path in files:
        goal = root / path
        if (goal.read_bytes() if goal.exists() else None) != before.get(path):
            raise PublishError("data-moved", path=path)
    made: list[tuple[Path, Path]] = []
    try:
        for path, data in files.items():
            goal = root / path
            goal.parent.mkdir(parents=True, exist_ok=True)
            aside = goal.with_name(f".{goal.name}.new")
            made.append((aside, goal))
            with aside.open("wb") as handle:
                handle.write(data)
                handle.flush()
                os.fsync(handle.fileno())
        _rename(made, root, before)
    finally:
        for aside, _ in made:
            aside.unlink(missing_ok=True)


def _rename(made: list[tuple[Path, Path]], root: Path, before: Mapping[str, bytes]) -> None:
    done: list[Path] = []
    try:
        for aside, goal in made:
            aside.replace(goal)
            done.append(goal)
    except OSError:
        for goal in done:
            old = before.get(goal.relative_to(root).as_posix())
            if old is None:
                goal.unlink(missing_ok=True)
            else:
                goal.write_bytes(old)
        raise
