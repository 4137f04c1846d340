"""The published tables with their rows and columns."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from generator.measures.metrics import Measured
from generator.view.fields import (
    agencies,
    cascade,
    corrections,
    deadlines,
    differences,
    documents,
    levels,
    notes,
    observations,
    plans,
    proofs,
    reports,
    results,
    shares,
    states,
    targets,
    tasks,
)
from generator.view.fields.field import Field, in_table

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class PublishedTable(Generic[R]):
    """A published table; its columns read the rows that `rows` makes."""

    columns: tuple[Field[R], ...]
    rows: Callable[[Measured], Iterable[R]]
    key: tuple[str, ...] = ()
    """Columns whose values together are unique (primary key); empty if there are none."""


TABLES: Mapping[str, PublishedTable[Any]] = {
    "tasks": PublishedTable(in_table(tasks.TASKS), tasks.rows, ("plan", "number")),
    "targets": PublishedTable(in_table(targets.TARGETS), targets.rows),
    "observations": PublishedTable(in_table(observations.OBSERVATIONS), observations.rows, ("key",)),
    "agencies": PublishedTable(in_table(agencies.AGENCIES), agencies.rows, ("id",)),
    "documents": PublishedTable(in_table(documents.DOCUMENTS), documents.rows, ("id",)),
    "proofs": PublishedTable(in_table(proofs.PROOFS), proofs.rows, ("plan", "task")),
    "results": PublishedTable(in_table(results.RESULTS), results.rows),
    "levels": PublishedTable(in_table(levels.LEVELS), levels.rows, ("plan", "number", "measure")),
    "plans": PublishedTable(in_table(plans.PLANS), plans.rows, ("id",)),
    "reports": PublishedTable(in_table(reports.REPORTS), reports.rows, ("quarter", "plan", "agency")),
    "shares": PublishedTable(in_table(shares.SHARES), shares.rows),
    "deadlines": PublishedTable(in_table(deadlines.DEADLINES), deadlines.rows, ("plan", "number", "due_day")),
    "states": PublishedTable(in_table(states.STATES), states.rows, ("quarter", "plan", "number")),
    "cascade": PublishedTable(in_table(cascade.CASCADE), cascade.rows),
    "notes": PublishedTable(in_table(notes.NOTES), notes.rows),
    "corrections": PublishedTable(in_table(corrections.CORRECTIONS), corrections.rows),
    "differences": PublishedTable(in_table(differences.DIFFERENCES), differences.rows),
}
"""The published tables by file stem, in the order of the open data page."""
