"""Reads the files that people send or hand over, whatever they are called and whatever they are.

What is in the files is another matter: `submission` and `plan_import` read them, in a process of their own.
"""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path

from generator.data.problems import WHOLE_FILE, Problem, ProblemError, shown_name
from generator.model.quarter import Quarter

MOST_FORM_BYTES = 5 * 2**20
"""Largest form that is read: 5 MiB."""

_LEFT_OUT = (".", "~$")
"""What the names of files begin with that nobody sends on purpose: hidden ones, lock files of Excel."""


def forms_below(paths: tuple[Path, ...]) -> dict[str, Path]:
    """Return the files given and those in the folders given, by name as messages show it (`shown_name`).

    Where a name repeats, a number follows it.
    In folders, hidden files, lock files of Excel (``~$…``), ``.md`` and ``.txt`` are left out.

    Raises:
        ProblemError: There is a link in a folder, or a pipe, socket or device anywhere; each is named.
    """
    found: dict[str, Path] = {}
    for path in paths:
        for file in _below(path) if path.is_dir() else [path]:
            name = shown_name(file.name)
            again = (f"{name} ({number})" for number in count(2))
            found[name if name not in found else next(one for one in again if one not in found)] = file
    # A file named by itself may be reached by a link, as a person named it.
    odd = [name for name, file in found.items() if not _plain(file, follow=file in paths)]
    if odd:
        raise ProblemError(Problem.make(name, WHOLE_FILE, "", "sent-not-plain") for name in odd)
    return found


def misplaced(inbox: Path) -> list[Problem]:
    """Return a problem for each file in the inbox that lies in no folder of a quarter: nobody reads it."""
    found = []
    for path in sorted(inbox.iterdir()) if inbox.is_dir() else []:
        if path.is_dir() and Quarter.parse(path.name) is not None:
            continue
        for file in _below(path) if path.is_dir() else _sent([path]):
            name = shown_name(file.relative_to(inbox).as_posix())
            found.append(Problem.make(f"data/inbox/{name}", WHOLE_FILE, "", "sent-misplaced"))
    return found


def _sent(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the paths that somebody sent on purpose."""
    for path in sorted(paths):
        if not path.name.startswith(_LEFT_OUT) and path.suffix.lower() not in {".md", ".txt"}:
            yield path


def _below(folder: Path) -> Iterator[Path]:
    """Yield what is below a folder and no folder itself, in order of name; no link is followed."""
    yield from _sent(Path(base) / name for base, _, names in os.walk(folder) for name in names)
    for base, folders, _ in os.walk(folder):
        yield from sorted(Path(base) / name for name in folders if (Path(base) / name).is_symlink())


def _plain(file: Path, *, follow: bool) -> bool:
    return stat.S_ISREG((file.stat() if follow else file.lstat()).st_mode)


def read_forms(files: Mapping[str, Path]) -> dict[str, bytes]:
    """Read the forms, by name; of a larger file only `MOST_FORM_BYTES` + 1 bytes, so that it is refused."""
    return {name: read_sent(file, MOST_FORM_BYTES) for name, file in files.items()}


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
