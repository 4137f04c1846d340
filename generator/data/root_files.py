"""Refuses what is no plain file or folder below the folders of a root that are read and published.

A link would lead out of the root: whoever adds ``LY-DO.txt -> ../../../.git/config`` to a pull request would
have the file that it leads to published. A pipe or a device would keep the reader waiting for ever. Of two
names that differ in letter case alone, some machines keep only one file. A name with signs that do not show
would forge lines of a log, and no page could be reached by it.
"""

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.data.problems import WHOLE_FILE, Problem, ProblemError, visible

FOLDERS = ("data", "content", "site_templates")
"""Folders of a root that are read; everything below them is checked, hidden files too."""

FILES = ("mkdocs.yml",)
"""Files of a root beside the folders that are read."""

SHARED = "site_templates"
"""The one folder that may be a link, to the folder of that name of another root: nothing is written to it,
and its files are never published as they are."""

INBOX = "data/inbox/"
"""Below its folders stand files as strangers named them: any name will do, as no page bears it."""

_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?|.*[. ]", re.IGNORECASE | re.DOTALL)
"""Names that Windows keeps for devices, or from which it takes the last sign."""

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
        ProblemError: There is a link, pipe, socket, device or hard-linked file, or a name that is not fit;
            each is named.
    """
    problems = [problem for name in FOLDERS for problem in _in_folder(root, name)]
    problems += [problem for name in FILES for problem in odd_file(root / name, name)]
    if problems:
        raise ProblemError(problems)


def read_plain(root: Path, path: str, most: int) -> bytes:
    """Read at most so many bytes of a file, through no link even if one was made since the root was checked.

    Args:
        root: The root.
        path: The file below it, with ``/``.
        most: Number of bytes.

    Raises:
        ProblemError: The file or a folder on the way is a link now, or it is no plain file with one name.
    """
    *folders, name = path.split("/")
    at = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for folder in folders:
            inner = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=at)
            os.close(at)
            at = inner
        # A pipe that nobody writes to would keep whoever opens it waiting.
        opened = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=at)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENOTDIR}:
            value = os.path.realpath(root / path)
            raise ProblemError([Problem.make(path, WHOLE_FILE, "", "file-link", value=value)]) from None
        error.filename = str(root / path)
        raise
    finally:
        os.close(at)
    with os.fdopen(opened, "rb") as file:
        found = os.fstat(opened)
        if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
            raise ProblemError(odd_file(root / path, path))
        return file.read(most)


def _in_folder(root: Path, name: str) -> Iterator[Problem]:
    """Yield the problems of one of the `FOLDERS` and of what is below it."""
    top = root / name
    if top.is_symlink() and not (name == SHARED and top.resolve().name == name):
        yield _link(top, name)
    elif top.is_dir():
        yield from _below(top, name)


def _below(folder: Path, name: str) -> Iterator[Problem]:
    """Yield the problems below a folder, whose path relative to the root is `name`; no link is followed."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda one: one.name)
    if not name.startswith(INBOX):
        yield from _names([entry.name for entry in entries], name)
    for entry in entries:
        path = f"{name}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _below(Path(entry.path), path)
        else:
            yield from odd_file(Path(entry.path), path)


def _names(names: list[str], folder: str) -> Iterator[Problem]:
    """Yield the problems of the names in one folder."""
    seen: dict[str, str] = {}
    for name in names:
        path = f"{folder}/{name}"
        composed = unicodedata.normalize("NFC", name)
        first = seen.setdefault(composed.casefold(), name)
        if visible(name) != name or "\\" in name:
            yield Problem.make(path, WHOLE_FILE, "", "file-name-unfit", value=name)
        elif _WINDOWS.fullmatch(name):
            yield Problem.make(path, WHOLE_FILE, "", "file-name-reserved", value=name)
        elif first != name:
            yield Problem.make(path, WHOLE_FILE, "", "file-name-twice", value=name, first=first)
        elif composed != name:
            yield Problem.make(path, WHOLE_FILE, "", "file-name-decomposed", value=name)


def odd_file(file: Path, path: str) -> Iterator[Problem]:
    """Yield the problem of something that is no plain file with one name; it is not opened.

    Args:
        file: Its path; a file that does not exist is no problem.
        path: Its name in the problem.
    """
    try:
        found = file.lstat()
    except FileNotFoundError:
        return  # removed since the folder was listed
    kind = stat.S_IFMT(found.st_mode)
    if kind == stat.S_IFLNK:
        yield _link(file, path)
    elif kind in _ODD:
        yield Problem.make(path, WHOLE_FILE, "", _ODD[kind])
    elif kind == stat.S_IFREG and found.st_nlink > 1:
        yield Problem.make(path, WHOLE_FILE, "", "file-hard-link", count=found.st_nlink)


def _link(link: Path, path: str) -> Problem:
    return Problem.make(path, WHOLE_FILE, "", "file-link", value=link.readlink())
