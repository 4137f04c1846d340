"""Sorts what was sent: forms to be read, what is left aside, what is refused before it is opened. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TypeAlias

from generator.data.problems import WHOLE_BOOK, WHOLE_FILE, Problem, shown_name
from generator.office.package_limits import FileRefusedError, Reason
from generator.office.sent_files import SentFile
from generator.office.sent_kinds import Aside, kind_of


@dataclass(frozen=True)
class Sent:
    """What was sent for one quarter."""

    forms: Mapping[str, bytes]
    """Bytes of each file that may be a form, by name as messages show it."""
    aside: tuple[Aside, ...] = ()
    """What is no form."""
    problems: tuple[Problem, ...] = ()
    """Why files that may hold forms cannot be opened."""
    reason: bytes = b""
    """Content of the file with the reason of a correction; empty if there is none."""
    within: Mapping[str, str] = field(default_factory=dict)
    """Name of the zip that a form lay in, by name of the form."""


Unzipped: TypeAlias = Callable[[bytes], list[tuple[str, bytes]]]
"""Gives name and content of the files in a zip; raises `FileRefusedError` if it cannot or must not."""

_CODES: Mapping[Reason, str] = {
    "encrypted": "sent-zip-encrypted",
    "empty": "sent-zip-empty",
    "zip-names": "sent-zip-names",
    "zip-links": "sent-zip-names",
    "zip-nested": "sent-zip-nested",
    "too-large": "sent-zip-too-big",
    "too-many-parts": "sent-zip-too-big",
    "unpacks-too-large": "sent-zip-too-big",
    "too-heavy": "sent-zip-too-big",
}
"""Problem code for each reason to refuse a zip; any other means that it is damaged."""


def sorted_out(
    files: Mapping[str, SentFile], unzip: Unzipped, aside: Iterable[Aside] = (), reason: bytes = b""
) -> Sent:
    """Sort files by name into forms and the rest; `aside` names what was left aside before."""
    work = _Sorting(unzip, [*aside])
    for name, file in files.items():
        work.take(name, file)
    return Sent(work.forms, tuple(work.aside), tuple(work.problems), reason, work.within)


@dataclass
class _Sorting:
    """State while files are sorted one after another."""

    unzip: Unzipped
    aside: list[Aside]
    forms: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    within: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, file: SentFile) -> None:
        if file.kind == "form":
            self.forms[name] = file.data
        elif file.kind == "zip":
            self._unpack(name, file.data)
        elif file.kind == "archive":
            self._refuse(name, "sent-archive")
        else:
            self.aside.append(Aside(name, file.kind))

    def _unpack(self, name: str, data: bytes) -> None:
        try:
            found = self.unzip(data)
        except FileRefusedError as refused:
            if refused.reason == "other-kind":
                # Some browsers save a workbook under this name, as a workbook is a zip.
                self.forms[name] = data
            else:
                self._refuse(name, _CODES.get(refused.reason, "sent-zip-damaged"))
            return
        if not found:
            self._refuse(name, "sent-zip-empty")
        for inside, content in found:
            shown = self._free_name(name, inside)
            self.take(shown, SentFile(kind_of(PurePosixPath(inside).name, content), content))
            if shown in self.forms:
                self.within[shown] = name

    def _free_name(self, name: str, inside: str) -> str:
        """The name of a file in a zip as messages show it; with its folders or a number if that is taken."""
        short, long = (shown_name(one) for one in (PurePosixPath(inside).name, inside))
        tries = (short, long, *(f"{short} ({number})" for number in range(2, len(self.forms) + 3)))
        return next(full for one in tries if (full := f"{name} › {one}") not in self.forms)

    def _refuse(self, name: str, code: str) -> None:
        self.problems.append(Problem.make(name, WHOLE_FILE, "", code, cell=WHOLE_BOOK))
