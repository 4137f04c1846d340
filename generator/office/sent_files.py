"""Reads the files that people send or hand over, whatever they are called and whatever they are.

What is in the files is another matter: `submission` and `plan_import` read them, in a process of their own.
"""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.data.problems import WHOLE_FILE, Problem, ProblemError, shown_name
from generator.model.quarter import Quarter
from generator.office.sent_kinds import Aside, AsideReason, SentKind, kind_by_name, kind_of

MOST_FORM_BYTES = 5 * 2**20
"""Largest form that is read: 5 MiB."""

MOST_ZIP_BYTES = 20 * 2**20
"""Largest zip of forms that is read: 20 MiB."""

REASON = "LY-DO.txt"
"""Name of a text file next to the forms of a closed quarter that gives the reason of the correction."""

_OURS = frozenset({".gitkeep", ".gitignore", "README.md"})
"""Files that a repository keeps in its folders; nobody sent them."""


@dataclass(frozen=True, slots=True)
class SentPaths:
    """What was found where forms are expected."""

    files: Mapping[str, Path]
    """Files by name as messages show it (`shown_name`); a folder or number is added where a name repeats."""
    aside: tuple[Aside, ...] = ()
    """Folders in which nothing is looked for."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """One file with what it is by name and content."""

    kind: SentKind
    data: bytes
    """At most one byte more than the limit of its kind; nothing of what is left aside by its name."""


def files_below(paths: tuple[Path, ...]) -> SentPaths:
    """Return the files given and those in the folders given and below.

    Raises:
        ProblemError: There is a link in a folder, or a pipe, socket or device anywhere; each is named.
    """
    found: dict[str, Path] = {}
    aside: list[Aside] = []
    for path in paths:
        for file in _below(path, aside) if path.is_dir() else [path]:
            found[_free_name(file, path, found)] = file
    # A file named by itself may be reached by a link, as a person named it.
    odd = [name for name, file in found.items() if not _plain(file, follow=file in paths)]
    if odd:
        raise ProblemError(Problem.make(name, WHOLE_FILE, "", "sent-not-plain") for name in odd)
    return SentPaths(found, tuple(sorted(aside)))


def _free_name(file: Path, folder: Path, taken: Mapping[str, Path]) -> str:
    """The shown name of a file, with its folder if the name is taken, with a number if that is taken too."""
    name = shown_name(file.name)
    inside = shown_name(file.relative_to(folder).as_posix()) if file.is_relative_to(folder) else name
    tries = (name, inside, *(f"{name} ({number})" for number in range(2, len(taken) + 3)))
    return next(one for one in tries if one and one not in taken)


def misplaced(inbox: Path) -> list[Problem]:
    """Return a problem for each file in the inbox that lies in no folder of a quarter: nobody reads it.

    It is an error only if the file may be a form.
    """
    found = []
    for path in sorted(inbox.iterdir()) if inbox.is_dir() else []:
        if path.is_dir() and Quarter.parse(path.name) is not None:
            continue
        for file in _below(path, []) if path.is_dir() else _sent([path]):
            kind = kind_by_name(file.name)
            if kind not in {"system", "lock", "hidden"}:
                name = f"data/inbox/{shown_name(file.relative_to(inbox).as_posix())}"
                severity = "error" if kind in {None, "form", "zip", "archive"} else "warning"
                found.append(Problem.make(name, WHOLE_FILE, "", "sent-misplaced", severity=severity))
    return found


def _sent(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the paths that somebody sent."""
    yield from (path for path in sorted(paths) if path.name not in _OURS)


def _below(folder: Path, aside: list[Aside]) -> Iterator[Path]:
    """Yield what is below a folder and no folder itself, in order of name; no link is followed.

    Folders in which nobody puts forms are added to `aside` instead.
    """
    links: list[Path] = []
    for base, folders, names in os.walk(folder):
        below = [Path(base) / name for name in sorted(folders)]
        links += (path for path in below if path.is_symlink())
        reasons = {path.name: reason for path in below if (reason := _folder_reason(path))}
        aside += (Aside(shown_name(name) + "/", reason) for name, reason in reasons.items())
        folders[:] = [path.name for path in below if path.name not in reasons]
        yield from _sent(Path(base) / name for name in names)
    yield from links


def _folder_reason(folder: Path) -> AsideReason | None:
    """Why a folder is not looked into; None if it is."""
    if folder.is_symlink():
        return None
    if folder.name.startswith(".") or folder.name == "__MACOSX":
        return "folder-hidden"
    if folder.suffix.lower() == ".numbers":
        return "folder-numbers"
    return None if any(folder.iterdir()) else "folder-empty"


def _plain(file: Path, *, follow: bool) -> bool:
    return stat.S_ISREG((file.stat() if follow else file.lstat()).st_mode)


def read_files(files: Mapping[str, Path]) -> dict[str, SentFile]:
    """Read the files that may be forms, by name; of what is left aside by its name nothing is read."""
    return {name: _read(path) for name, path in files.items()}


def _read(path: Path) -> SentFile:
    by_name = kind_by_name(path.name)
    if by_name not in {None, "form", "zip", "archive"}:
        return SentFile(kind_of(path.name, b""), b"")
    data = read_sent(path, MOST_ZIP_BYTES if by_name == "zip" else MOST_FORM_BYTES)
    return SentFile(kind_of(path.name, data), data)


def read_sent(file: Path, most: int) -> bytes:
    """Read a file that somebody sent; of a larger one only `most` + 1 bytes, so that it is refused.

    Raises:
        ProblemError: It is a pipe, socket or device, which might never end.
    """
    # A pipe that nobody writes to would keep whoever opens it waiting.
    if not _plain(file, follow=True):
        raise ProblemError([Problem.make(shown_name(file.name), WHOLE_FILE, "", "sent-not-plain")])
    with file.open("rb") as handle:
        return handle.read(most + 1)
