"""Frozen tables of closed quarters: read back, and two of them compared task by task. Pure.

Some columns have a kind of difference of their own; every other column of the tables, whatever they hold, is
compared under ``edited``.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from generator.data.closed_quarter import unguarded
from generator.data.comparison import FieldChange, by_entry, compare

Table: TypeAlias = "Mapping[str, FrozenTask]"
"""Tasks of a snapshot by ``plan/number``, in the order of the table."""

LATE = frozenset({"overdue", "late"})
"""Schedules of a task that missed its deadline by its agency's own report."""


@dataclass(frozen=True, slots=True)
class FrozenTask:
    """One task as a snapshot holds it."""

    cells: Mapping[str, str]
    line: int
    """Line of the table at which its row ends, from 1."""

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def key(self) -> str:
        """``plan/number``."""
        return f"{self['plan']}/{self['number']}"


def read_tasks(table: bytes) -> dict[str, FrozenTask]:
    """Tasks of a snapshot's table, empty cells left out."""
    reader = csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline=""))
    found = {}
    for row in reader:
        task = FrozenTask({name: unguarded(cell) for name, cell in row.items() if cell}, reader.line_num)
        found[task.key] = task
    return found


@dataclass(frozen=True, slots=True)
class SnapshotDifference:
    """One task that is not as it was."""

    task: FrozenTask
    """As it is now; as it was, where it was dropped."""
    before: str
    after: str
    words: str = ""
    """Group of words that explain before and after; empty where they are words of documents."""
    columns: tuple[FieldChange[str, str], ...] = ()
    """Of ``edited``: the cells that differ, in place of before and after."""


Cells: TypeAlias = tuple[str, str, str]
"""What shows a difference: before, after, and the group of words that explains them (empty for none)."""


def _reported(was: FrozenTask, now: FrozenTask) -> Cells:
    return was["reported"], now["reported"], "reported"


def _slip(was: FrozenTask, now: FrozenTask) -> Cells:
    """A missed deadline by its schedule, work that is no longer done by what its agency reports."""
    if _missed(was, now):
        return was["schedule"], now["schedule"], "state"
    return _reported(was, now)


def _deadline(was: FrozenTask, now: FrozenTask) -> Cells:
    return _due(was), _due(now), ""


def _title(was: FrozenTask, now: FrozenTask) -> Cells:
    return was["title"], now["title"], ""


def _due(task: FrozenTask) -> str:
    return task["postponed_to"] or task["deadline"]


def _missed(was: FrozenTask, now: FrozenTask) -> bool:
    return now["schedule"] in LATE and was["schedule"] not in LATE


Rule: TypeAlias = tuple[Callable[[FrozenTask, FrozenTask], bool], Callable[[FrozenTask, FrozenTask], Cells]]

RULES: Mapping[str, Rule] = {
    "done": (lambda was, now: was["reported"] != "done" == now["reported"], _reported),
    # Silence is no slip: only a missed deadline that is reported, or work that was done and no longer is.
    "slipped": (
        lambda was, now: (
            _missed(was, now) or (was["reported"] == "done" and now["reported"] not in {"done", "stale"})
        ),
        _slip,
    ),
    "reworded": (lambda was, now: was["title"] != now["title"], _title),
    "moved": (lambda was, now: _due(was) != _due(now), _deadline),
    "reported": (lambda was, now: was["reported"] == "none" != now["reported"], _reported),
}
"""What makes a task differ in each way, and which of its cells shows it."""

KINDS = ("done", "slipped", "moved", "reworded", "edited", "dropped", "added", "reported")
"""Ways in which a task differs, in the order pages list them."""

FACTS = frozenset({"reported", "evidenced", "schedule", "completed"})
"""Columns that follow from reports, proofs and the day: what matters of them are the kinds above."""

OF_DEADLINE = frozenset({"deadline", "deadline_kind", "late_after", "postponed_to"})
"""Columns that say the deadline, each in its way."""


def differences(before: Table, after: Table) -> dict[str, list[SnapshotDifference]]:
    """Tasks that differ, by way, each in the order of its table."""
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
    """Each way in which a task that both tables have differs, with what shows it."""
    seen = {*FACTS, "title"}
    for kind, (differs, shown) in RULES.items():
        if differs(was, now):
            yield kind, SnapshotDifference(now, *shown(was, now))
            seen |= OF_DEADLINE if kind == "moved" else set()
    rest = tuple(change for change in changes if change.field not in seen)
    if rest:
        yield "edited", SnapshotDifference(now, "", "", columns=rest)
