"""Refuses what is no plain file or folder below the folders of a root that are read and published.

A link would lead out of the root: whoever adds ``LY-DO.txt -> ../../../.git/config`` to a pull request would
have the file that it leads to published. A pipe or a device would keep the reader waiting for ever.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.data.problems import WHOLE_FILE, Problem, ProblemError

FOLDERS = ("data", "content", "site_templates")
"""Folders of a root that are read; everything below them is checked, hidden files too."""

_ODD: Mapping[int, str] = {
    stat.S_IFIFO: "file-pipe",
    stat.S_IFSOCK: "file-socket",
    stat.S_IFCHR: "file-device",
    stat.S_IFBLK: "file-device",
}
"""Problem code for each kind of entry other than file, folder and link, by the type in its mode."""


def refuse_odd_files(root: Path) -> None:
    """Check what is below `FOLDERS` of a root, without opening any of it.

    Raises:
        ProblemError: There is a link, pipe, socket, device or hard-linked file; each is named.
    """
    problems = [problem for name in FOLDERS for problem in _in_folder(root, name)]
    if problems:
        raise ProblemError(problems)


def _in_folder(root: Path, name: str) -> Iterator[Problem]:
    """Yield the problems of one of the `FOLDERS` and of what is below it.

    The folder itself may be a link to the folder of the same name of another root, as roots that share their
    templates have it; a link elsewhere, such as ``content -> .git``, is refused.
    """
    top = root / name
    if top.is_symlink() and top.resolve().name != name:
        yield _link(top, name)
    elif top.is_dir():
        yield from _below(top, name)


def _below(folder: Path, name: str) -> Iterator[Problem]:
    """Yield the problems below a folder, whose path relative to the root is `name`; no link is followed."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            path = f"{name}/{entry.name}"
            if entry.is_symlink():
                yield _link(Path(entry.path), path)
            elif entry.is_dir(follow_symlinks=False):
                yield from _below(Path(entry.path), path)
            else:
                yield from _file(Path(entry.path), path)


def _file(file: Path, path: str) -> Iterator[Problem]:
    try:
        found = file.lstat()
    except FileNotFoundError:
        return  # removed since the folder was listed
    kind = stat.S_IFMT(found.st_mode)
    if kind in _ODD:
        yield Problem.make(path, WHOLE_FILE, "", _ODD[kind])
    elif found.st_nlink > 1:
        yield Problem.make(path, WHOLE_FILE, "", "file-hard-link", count=found.st_nlink)


def _link(link: Path, path: str) -> Problem:
    return Problem.make(path, WHOLE_FILE, "", "file-link", value=link.readlink())
