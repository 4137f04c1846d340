"""Problems: what is wrong with the input, as values that are collected and told in the reader's words.

Nothing here knows YAML or the domain. A problem names its place and a code; its three sentences (what
was found, what is allowed, how to mend it) stand in the string catalogue under ``problems.<code>``.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, Protocol

Severity = Literal["error", "warning"]

LONGEST_QUOTE = 80
"""Characters of a value that a message repeats; the rest is cut and marked with "…"."""

MOST_TOLD = 20
"""Problems of one kind that are told one by one in one file."""

LISTS = frozenset({"allowed"})
"""Parameters that list what is allowed: our own words, told in full, never cut as a quoted value is."""

_HIDDEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Unicode categories that show nothing, or reorder what is shown: controls, formats, separators."""


class Mark(NamedTuple):
    """A place in a file; both numbers count from 1, in characters as an editor does; 0 is the whole file."""

    line: int
    column: int


WHOLE_BOOK = "*"
"""The cell of a problem that concerns a workbook as a whole."""

WHOLE_FILE = Mark(0, 0)
"""The place of a problem that concerns a file as a whole."""


class Texts(Protocol):
    """What formatting asks of a string catalogue."""

    def text(self, key: str, /, **params: object) -> str:
        """The text under a dotted key, with its ``{name}`` placeholders filled."""

    def __contains__(self, key: str, /) -> bool: ...


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong with the input; sorts by file and place."""

    path: str
    """File, relative to the root, with ``/``."""
    line: int
    """1-based; 0 means the whole file."""
    column: int
    """1-based, in characters; 0 means the whole file."""
    field: str
    """Keys and 1-based list positions that lead to the value ("3.source.row"); empty when none does."""
    code: str
    """Names the three sentences in the catalogue."""
    params: tuple[tuple[str, str], ...] = ()
    """What fills the sentences, by name, sorted; values are already fit to be shown."""
    severity: Severity = "error"
    """An error forbids publishing; a warning is told and no more."""
    cell: str = ""
    """Place in a workbook ("Nhiệm vụ!G12", or the sheet alone); empty for a file of text."""

    @classmethod
    def make(
        cls, path: str, mark: Mark, field: str, code: str, /, *, severity: str = "error", **params: object
    ) -> "Problem":
        """A problem whose parameters are made fit to be shown: quoted values cut, hidden characters named.

        Raises:
            ValueError: `severity` is neither "error" nor "warning".
        """
        cell = str(params.pop("cell", ""))
        # `severity` is typed str so that callers may pass on `**params: str`.
        checked: Severity = "warning" if severity == "warning" else "error"
        if checked != severity:
            raise ValueError(severity)
        shown = {
            name: visible(str(value)) if name in LISTS else quote(str(value))
            for name, value in params.items()
        }
        return cls(path, mark.line, mark.column, field, code, tuple(sorted(shown.items())), checked, cell)


class ProblemError(Exception):
    """Carries the problems out of a pipeline that cannot go on, to an edge that reports them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        # For a traceback only: the edge has a catalogue and formats the report with it.
        super().__init__(
            "; ".join(f"{p.path}:{p.line}:{p.column}: {p.field}: {p.code}" for p in self.problems)
        )


class FileProblems:
    """The problems of one file, gathered while it is read; of each kind the first 20 are told one by one.

    A file in which every line has the same fault (saved by the wrong program, say) must not bury the
    others, nor cost a message a line.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._told: list[Problem] = []
        self._counts: Counter[str] = Counter()
        self._first_untold: dict[str, Mark] = {}

    def __len__(self) -> int:
        return len(self._told)

    def add(self, mark: Mark, field: str, code: str, /, *, severity: str = "error", **params: object) -> None:
        """One more problem; arguments as those of `Problem.make`."""
        self._counts[code] += 1
        if self._counts[code] <= MOST_TOLD:
            self._told.append(Problem.make(self.path, mark, field, code, severity=severity, **params))
        else:
            self._first_untold.setdefault(code, mark)

    def add_uncounted(self, code: str, count: int, /) -> None:
        """So many more problems of a kind, found after at least 21 of them were added."""
        self._counts[code] += count

    def all(self, field_at: Callable[[Mark], str] | None = None, unnamed: int = 0) -> list[Problem]:
        """The problems told, and one for each kind that says how many more there are.

        Args:
            field_at: Names the field at a place.
            unnamed: How many of the problems were found before the fields were known, and are to be named.
        """
        named = [
            replace(p, field=field_at(Mark(p.line, p.column))) if field_at and p.line else p
            for p in self._told[:unnamed]
        ]
        rest = [
            Problem.make(
                self.path, mark, "", "more-of-same", count=self._counts[code] - MOST_TOLD, limit=MOST_TOLD
            )
            for code, mark in self._first_untold.items()
        ]
        return [*named, *self._told[unnamed:], *rest]


def visible(text: str) -> str:
    """The text with every character that shows nothing or reorders text written as U+XXXX."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"U+{ord(c):04X}" if unicodedata.category(c) in _HIDDEN else c for c in text)


def quote(value: str) -> str:
    """A value as a message repeats it: on one line, hidden characters named, at most 80 characters."""
    # A long value is cut before it is searched too: a message must not cost what a hostile value weighs.
    shown = visible(value[: LONGEST_QUOTE + 1].replace("\n", " "))
    return shown if len(shown) <= LONGEST_QUOTE else shown[: LONGEST_QUOTE - 1] + "…"


def format_problem(problem: Problem, texts: Texts) -> str:
    """The problem on one line: ``path:line:column: field: found; allowed; mend.``

    In a workbook the place is ``path › sheet!cell``.

    A problem of the whole file is placed at 1:1, where an editor opens it. When the problem carries a
    nearest known value (`near`), the sentence `mend_near` replaces `mend`.

    Raises:
        KeyError: the catalogue lacks the code's sentences, or the problem a parameter they need.
    """
    params = dict(problem.params)
    key = f"problems.{problem.code}"
    mend = "mend_near" if params.get("near") and f"{key}.mend_near" in texts else "mend"
    found, allowed, mended = (texts.text(f"{key}.{part}", **params) for part in ("found", "allowed", mend))
    place = _place(problem, texts)
    warning = f"{texts.text('report.warning')}: " if problem.severity == "warning" else ""
    return f"{place}: {warning}{found}; {allowed}; {mended}."


def _place(problem: Problem, texts: Texts) -> str:
    """Where a problem is: a line and field of a text, a cell of a workbook."""
    path = visible(problem.path)
    if problem.cell == WHOLE_BOOK:
        return f"{path}: {texts.text('report.whole_file')}"
    if problem.cell:
        return f"{path} › {visible(problem.cell)}"
    field = quote(problem.field) or texts.text("report.whole_file")
    return f"{path}:{problem.line or 1}:{problem.column or 1}: {field}"


def format_report(problems: Iterable[Problem], texts: Texts) -> str:
    """Every problem once, in order of file and place, and a closing line with the totals."""
    distinct = sorted(set(problems))
    totals = Counter(problem.severity for problem in distinct)
    lines = [format_problem(problem, texts) for problem in distinct]
    lines.append(texts.text("report.total", errors=totals["error"], warnings=totals["warning"]))
    return "\n".join(lines)
