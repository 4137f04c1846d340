"""Sorts what was sent: forms to be read, what is left aside, what is refused before it is opened. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.data.problems import WHOLE_BOOK, WHOLE_FILE, Problem
from generator.office.sent_files import SentFile
from generator.office.sent_kinds import Aside


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


def sorted_out(files: Mapping[str, SentFile], aside: Iterable[Aside] = (), reason: bytes = b"") -> Sent:
    """Sort files by name into forms and the rest; `aside` names what was left aside before."""
    forms: dict[str, bytes] = {}
    others, problems = [*aside], []
    for name, file in files.items():
        if file.kind == "form" or file.kind == "zip":  # noqa: PLR1714 - mypy narrows by equality alone
            forms[name] = file.data
        elif file.kind == "archive":
            problems.append(Problem.make(name, WHOLE_FILE, "", "sent-archive", cell=WHOLE_BOOK))
        else:
            others.append(Aside(name, file.kind))
    return Sent(forms, tuple(others), tuple(problems), reason)
