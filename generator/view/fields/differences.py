"""The fields of a difference between the snapshots of two successive closed quarters."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from generator.data.snapshots import KINDS, SnapshotDifference, differences
from generator.measures.metrics import Measured
from generator.model import records
from generator.model.quarter import Quarter
from generator.view.fields.field import Codes, Field, declared


@dataclass(frozen=True, slots=True)
class DifferenceOfTask:
    """One way in which a task differs between two snapshots."""

    before: Quarter
    after: Quarter
    kind: str
    difference: SnapshotDifference


def rows(measured: Measured) -> Iterator[DifferenceOfTask]:
    """A row for every way in which a task differs, for each pair of successive closed quarters."""
    for before, after in pairwise(measured.portal.closed_quarters):
        found = differences(measured.frozen_tasks[before], measured.frozen_tasks[after])
        for kind, items in found.items():
            for item in items:
                yield DifferenceOfTask(before, after, kind, item)


DIFFERENCES: tuple[Field[DifferenceOfTask], ...] = declared(
    records.Results,
    (
        Field("quarter_before", lambda row: row.before.id),
        Field("quarter", lambda row: row.after.id),
        Field("plan", lambda row: row.difference.task["plan"], ids="plans"),
        Field("number", lambda row: row.difference.task["number"], record=records.TaskRecord),
        Field("difference", lambda row: row.kind, codes=Codes(tuple(KINDS), "closed.diff")),
    ),
)
