"""Problems: mistakes in the input, as values that are collected and shown all at once.

A problem has a place and a code. Its message consists of three sentences in the string catalogue, under
``problems.<code>``: what was found, what is allowed, how to mend it. Nothing here depends on YAML or the
domain.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, Protocol

from generator.data.characters import forbidden

Severity = Literal["error", "warning"]

LONGEST_QUOTE = 80
"""Characters of a value that a message quotes; the rest is replaced by "…"."""

MOST_REPORTED = 20
"""Problems with the same code that are listed one by one for one file."""

LISTS = frozenset({"allowed"})
"""Parameters with our own words (what is allowed), which are never cut."""

_HIDDEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Unicode categories that are invisible or change the order of text: controls, formats, separators."""


class Position(NamedTuple):
    """A place in a file: line and column in characters, both from 1, as in editors; 0 for the whole file."""

    line: int
    column: int


WHOLE_BOOK = "*"
"""Value of `Problem.cell` for a problem of a whole workbook."""

WHOLE_FILE = Position(0, 0)
"""The place of a problem of a whole file."""


class Texts(Protocol):
    """What formatting needs of a string catalogue."""

    def text(self, key: str, /, **params: object) -> str:
        """Return the text of a dotted key, with its ``{name}`` placeholders filled in."""

    def __contains__(self, key: str, /) -> bool: ...


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in the input; problems sort by file and place."""

    path: str
    """File, relative to the root, with ``/``."""
    line: int
    """1-based; 0 means the whole file."""
    column: int
    """1-based, in characters; 0 means the whole file."""
    field: str
    """Keys and 1-based list positions that lead to the value ("3.source.row"); empty if there are none."""
    code: str
    """Key of the message in the catalogue, under ``problems``."""
    params: tuple[tuple[str, str], ...] = ()
    """Names and values of the message's placeholders, sorted by name; values can be shown as they are."""
    severity: Severity = "error"
    """An error prevents publishing; a warning is only shown."""
    cell: str = ""
    """Place in a workbook ("Nhiệm vụ!G12", or the sheet alone); empty for a file of text."""

    @classmethod
    def make(
        cls, path: str, mark: Position, field: str, code: str, /, *, severity: str = "error", **params: object
    ) -> "Problem":
        """Make a problem, cutting long values and replacing invisible characters in `params`.

        A parameter `cell` becomes the field `cell`, not a placeholder.

        Raises:
            ValueError: `severity` is neither "error" nor "warning".
        """
        cell = visible(str(params.pop("cell", "")))
        # `severity` has the type str so that callers can pass `**params: str`.
        checked: Severity = "warning" if severity == "warning" else "error"
        if checked != severity:
            raise ValueError(severity)
        shown = {
            name: visible(str(value)) if name in LISTS else quote(str(value))
            for name, value in params.items()
        }
        return cls(path, mark.line, mark.column, field, code, tuple(sorted(shown.items())), checked, cell)


class ProblemError(Exception):
    """Raised where work cannot continue because of `problems`; commands catch it and report them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        # This text is for tracebacks only; commands format the problems with the catalogue.
        super().__init__(
            "; ".join(f"{p.path}:{p.line}:{p.column}: {p.field}: {p.code}" for p in self.problems)
        )


class FileProblems:
    """Collects the problems of one file while it is read, keeping the first `MOST_REPORTED` of each code.

    A file with the same mistake in every line, such as one saved by the wrong program, must not hide other
    problems among thousands of messages.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._kept: list[Problem] = []
        self._counts: Counter[str] = Counter()
        self._first_omitted: dict[str, Position] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def add(
        self, mark: Position, field: str, code: str, /, *, severity: str = "error", **params: object
    ) -> None:
        """Add a problem; arguments as for `Problem.make`."""
        self._counts[code] += 1
        if self._counts[code] <= MOST_REPORTED:
            self._kept.append(Problem.make(self.path, mark, field, code, severity=severity, **params))
        else:
            self._first_omitted.setdefault(code, mark)

    def add_uncounted(self, code: str, count: int, /) -> None:
        """Count further problems of a code without their places, after at least 21 of them were added."""
        self._counts[code] += count

    def all(self, field_at: Callable[[Position], str] | None = None, unnamed: int = 0) -> list[Problem]:
        """Return the problems kept, and for each code with more of them one that says how many.

        Args:
            field_at: Returns the field at a place.
            unnamed: Number of problems (the first ones) that were added before the file was parsed, and
                whose field is to be filled in with `field_at`.
        """
        named = [
            replace(p, field=field_at(Position(p.line, p.column))) if field_at and p.line else p
            for p in self._kept[:unnamed]
        ]
        rest = [
            Problem.make(
                self.path,
                mark,
                "",
                "more-of-same",
                count=self._counts[code] - MOST_REPORTED,
                limit=MOST_REPORTED,
            )
            for code, mark in self._first_omitted.items()
        ]
        return [*named, *self._kept[unnamed:], *rest]


def visible(text: str) -> str:
    """Return the text with invisible and direction-changing characters written as U+XXXX."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"U+{ord(c):04X}" if _is_hidden(c) else c for c in text)


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in _HIDDEN or forbidden(character) is not None


def quote(value: str) -> str:
    """Return a value as messages quote it: on one line, `visible`, at most `LONGEST_QUOTE` characters."""
    # Cut first, so that a huge value cannot make the search below slow.
    shown = visible(value[: LONGEST_QUOTE + 1].replace("\n", " "))
    return shown if len(shown) <= LONGEST_QUOTE else shown[: LONGEST_QUOTE - 1] + "…"


def shown_name(name: str) -> str:
    """Return the name of a file that somebody sent as messages show it: composed, `visible`, not too long.

    A name that does not begin with a letter or digit has ``./`` before it, because a line of output that
    begins with ``::`` or ``##`` is a command to the machine that runs CI.
    """
    shown = quote(unicodedata.normalize("NFC", name))
    return shown if shown[:1].isalnum() else f"./{shown}"


def format_problem(problem: Problem, texts: Texts) -> str:
    """Return the problem on one line: ``path:line:column: field: found; allowed; mend.``

    In a workbook the place is ``path › sheet!cell``. A problem of the whole file has the place 1:1, where
    editors open it. If the problem has a similar valid value (parameter `near`), the sentence `mend_near`
    replaces `mend`.

    Raises:
        KeyError: The catalogue has no message for the code, or a placeholder has no value.
    """
    params = dict(problem.params)
    key = f"problems.{problem.code}"
    mend = "mend_near" if params.get("near") and f"{key}.mend_near" in texts else "mend"
    found, allowed, mended = (texts.text(f"{key}.{part}", **params) for part in ("found", "allowed", mend))
    place = _place(problem, texts)
    warning = f"{texts.text('report.warning')}: " if problem.severity == "warning" else ""
    return f"{place}: {warning}{found}; {allowed}; {mended}."


def _place(problem: Problem, texts: Texts) -> str:
    """Return the place of a problem: line and field of a text file, cell of a workbook."""
    path = visible(problem.path)
    if problem.cell == WHOLE_BOOK:
        return f"{path}: {texts.text('report.whole_file')}"
    if problem.cell:
        return f"{path} › {visible(problem.cell)}"
    field = quote(problem.field) or texts.text("report.whole_file")
    return f"{path}:{problem.line or 1}:{problem.column or 1}: {field}"


def format_report(problems: Iterable[Problem], texts: Texts) -> str:
    """Return each distinct problem on a line, ordered by file and place, and a last line with the totals."""
    distinct = sorted(set(problems))
    totals = Counter(problem.severity for problem in distinct)
    lines = [format_problem(problem, texts) for problem in distinct]
    lines.append(texts.text("report.total", errors=totals["error"], warnings=totals["warning"]))
    return "\n".join(lines)
