"""Reads and checks frozen tables of closed quarters and compares two of them task by task. Pure.

Some columns have a kind of difference of their own (`RULES`); differences in any other column are listed
under ``edited``.
"""

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from generator.data.comparison import FieldChange, by_entry, compare
from generator.data.formula_guard import unguarded
from generator.data.problems import WHOLE_FILE, FileProblems, Position
from generator.data.source_text import check_characters, decoded

Table: TypeAlias = "Mapping[str, FrozenTask]"
"""Tasks of a snapshot by key (``plan/number``), in the order of the table."""

LATE = frozenset({"overdue", "done_late"})
"""Places of tasks that missed their deadline according to their agency's own report."""

DONE = frozenset({"done", "done_late"})
"""Places of tasks that are done."""

WAITING = frozenset({"due", "due_unreported"})
"""Places of tasks that are past their deadline without a report that covers it."""

CLOSED = frozenset({"withdrawn", "stopped", "merged"})
"""Places of tasks that a document closed."""


MAX_TABLE_BYTES = 64 * 1024 * 1024
"""Largest frozen table that is read: 64 MiB; a whole city's has about five."""


def check_table(data: bytes, problems: FileProblems) -> None:
    """Report what a frozen table (CSV) must not have; a byte order mark and CRLF belong to it."""
    text = decoded(data.removeprefix(BOM_UTF8), problems, MAX_TABLE_BYTES)
    if text is None:
        return
    text = text.replace("\r\n", "\n")
    if not text.strip():
        problems.add(WHOLE_FILE, "", "empty-file")
    check_characters(text, problems)
    rows = csv.reader(io.StringIO(text, newline=""))
    try:
        width = len(next(rows, ()))
        for row in rows:
            if len(row) != width:
                problems.add(Position(rows.line_num, 1), "", "table-row-width", count=len(row), limit=width)
    except csv.Error:
        problems.add(Position(rows.line_num, 1), "", "table-unreadable")


@dataclass(frozen=True, slots=True)
class FrozenTask:
    """One task of a snapshot; ``task[column]`` is its cell, empty if there is none."""

    cells: Mapping[str, str]
    """Non-empty cells by column name."""
    line: int
    """Line of the file (from 1) on which its row ends."""

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def key(self) -> str:
        """``plan/number``, e.g. ``tp-2026/38``."""
        return f"{self['plan']}/{self['number']}"


def read_tasks(table: bytes) -> dict[str, FrozenTask]:
    """Tasks of a snapshot's table (CSV) by key, without empty cells."""
    reader = csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline=""))
    found = {}
    for row in reader:
        task = FrozenTask({name: unguarded(cell) for name, cell in row.items() if cell}, reader.line_num)
        found[task.key] = task
    return found


@dataclass(frozen=True, slots=True)
class SnapshotDifference:
    """One task that differs between two snapshots."""

    task: FrozenTask
    """The task in the newer snapshot; in the older one if it was dropped."""
    before: str
    after: str
    column: str = ""
    """Column of tasks that `before` and `after` are codes of; empty if they are texts of documents."""
    columns: tuple[FieldChange[str, str], ...] = ()
    """The cells that differ, for kind ``edited`` only; `before` and `after` are then empty."""


Cells: TypeAlias = tuple[str, str, str]
"""Values of a `SnapshotDifference`: before, after, and the column of their codes (empty: a text)."""


def _reported(was: FrozenTask, now: FrozenTask) -> Cells:
    return was["reported"], now["reported"], "reported"


def _place(was: FrozenTask, now: FrozenTask) -> Cells:
    return was["counted_as"], now["counted_as"], "counted_as"


def _evidence(was: FrozenTask, now: FrozenTask) -> Cells:
    return was["evidenced"], now["evidenced"], "evidenced"


def _deadline(was: FrozenTask, now: FrozenTask) -> Cells:
    return due_words(was), due_words(now), ""


def _title(was: FrozenTask, now: FrozenTask) -> Cells:
    return was["title"], now["title"], ""


def due_words(task: FrozenTask) -> str:
    """The deadline of a frozen task: the day to which a document moved it, else the plan's words."""
    moved = task["postponed_to"]
    try:
        return date.fromisoformat(moved).strftime("%d/%m/%Y")
    except ValueError:
        return moved or task["deadline"]


@dataclass(frozen=True, slots=True)
class FrozenCounts:
    """Counts over tasks of a snapshot, by the same rules as `measures.metrics.Counts`."""

    total: int
    reported: int
    due: int
    done_of_due: int


def frozen_counts(tasks: Iterable[FrozenTask], last: date) -> FrozenCounts:
    """Count a snapshot's tasks as of the end of a day."""
    found = list(tasks)
    due = [task for task in found if task["rate_day"] and date.fromisoformat(task["rate_day"]) <= last]
    return FrozenCounts(
        total=len(found),
        reported=sum(1 for task in found if task["reported"] != "none"),
        due=len(due),
        done_of_due=sum(1 for task in due if task["counted_as"] in DONE),
    )


def _enters(places: frozenset[str]) -> Callable[[FrozenTask, FrozenTask], bool]:
    """Whether a task is in one of the places now and was in none of them before."""
    return lambda was, now: now["counted_as"] in places and was["counted_as"] not in places


def _reports_else(was: FrozenTask, now: FrozenTask) -> bool:
    """Whether another state is reported, apart from what the kinds of done and reported show."""
    return was["reported"] != now["reported"] and was["reported"] != "none" and now["reported"] != "done"


Rule: TypeAlias = tuple[Callable[[FrozenTask, FrozenTask], bool], Callable[[FrozenTask, FrozenTask], Cells]]

RULES: Mapping[str, Rule] = {
    "done": (_enters(DONE), _place),
    # A missing report is no slip: only a reported missed deadline is, or work that is no longer done.
    "slipped": (
        lambda was, now: (
            _enters(LATE)(was, now) or (was["counted_as"] in DONE and now["counted_as"] not in DONE | CLOSED)
        ),
        _place,
    ),
    "closed": (_enters(CLOSED), _place),
    "moved": (lambda was, now: due_words(was) != due_words(now), _deadline),
    "reworded": (lambda was, now: was["title"] != now["title"], _title),
    "reported": (lambda was, now: was["reported"] == "none" != now["reported"], _reported),
    "progressed": (_reports_else, _reported),
    "evidence": (lambda was, now: was["evidenced"] != now["evidenced"], _evidence),
    "waiting": (_enters(WAITING), _place),
}
"""For each kind of difference: whether a task differs in this way, and which of its cells show it."""

KINDS = (
    "done", "slipped", "closed", "moved", "reworded", "edited", "dropped", "added", "reported", "progressed",
    "evidence", "waiting",
)  # fmt: skip
"""Kinds of difference, in the order in which pages list them."""

FACTS = frozenset(
    {
        "reported", "evidenced", "schedule", "completed", "counted_as", "days_late", "days_silent",
        "parts_done", "original_schedule", "original_days_late",
    }
)  # fmt: skip
"""Columns computed from reports, proofs and the date; their changes are covered by the kinds above."""

OF_DEADLINE = frozenset(
    {"deadline", "deadline_kind", "late_after", "postponed_to", "postponed_by", "rate_day"}
)
"""Columns that depend on the deadline; a task of kind ``moved`` does not list them under ``edited``."""


def differences(before: Table, after: Table) -> dict[str, list[SnapshotDifference]]:
    """Tasks that differ between two snapshots, by kind; every kind of `KINDS` is there, maybe empty."""
    found: dict[str, list[SnapshotDifference]] = {kind: [] for kind in KINDS}
    for key, changes in by_entry(compare(_cells(before), _cells(after))).items():
        if key not in before:
            found["added"].append(SnapshotDifference(after[key], "", after[key]["title"]))
        elif key not in after:
            found["dropped"].append(SnapshotDifference(before[key], before[key]["title"], ""))
        else:
            for kind, difference in _ways(before[key], after[key], changes):
                found[kind].append(difference)
    return found


def _cells(table: Table) -> Mapping[str, Mapping[str, str]]:
    return {key: task.cells for key, task in table.items()}


def _ways(
    was: FrozenTask, now: FrozenTask, changes: Iterable[FieldChange[str, str]]
) -> Iterator[tuple[str, SnapshotDifference]]:
    """Each kind in which a task of both snapshots differs, with the values that show it."""
    seen = {*FACTS, "title"}
    for kind, (differs, shown) in RULES.items():
        if differs(was, now):
            yield kind, SnapshotDifference(now, *shown(was, now))
            seen |= OF_DEADLINE if kind == "moved" else set()
    rest = tuple(change for change in changes if change.field not in seen)
    if rest:
        yield "edited", SnapshotDifference(now, "", "", columns=rest)
